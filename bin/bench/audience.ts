import { WebSocket } from "ws";
import { realtimePath, type ServerMessage } from "@/lib/platform/realtime/protocol";

const openedAtOnce = 50;
const silenceMs = 60_000;

/** The connections of this process, counting who has heard of the change under way. */
export class Audience {
  readonly #sockets: WebSocket[] = [];
  #missing = new Set<WebSocket>();
  #allHeard: () => void = () => undefined;

  async open(url: string, tokens: string[], count: number): Promise<void> {
    for (let done = 0; done < count; done += openedAtOnce) {
      const batch = Math.min(openedAtOnce, count - done);
      await Promise.all(
        Array.from({ length: batch }, (_, at) =>
          this.#connect(url, tokens[(done + at) % tokens.length] ?? ""),
        ),
      );
    }
  }

  untilAllHeard(change: () => Promise<void>): Promise<number> {
    const startedAt = performance.now();
    this.#missing = new Set(this.#sockets);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${this.#missing.size} connections heard nothing for a minute.`)),
        silenceMs,
      );
      this.#allHeard = () => {
        clearTimeout(timer);
        resolve(performance.now() - startedAt);
      };
      change().catch(reject);
    });
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  #connect(url: string, token: string): Promise<void> {
    const socket = new WebSocket(`${url.replace("http", "ws")}${realtimePath}`, {
      headers: { authorization: `Bearer ${token}` },
      perMessageDeflate: false,
    });
    this.#sockets.push(socket);
    return new Promise((resolve, reject) => {
      socket.on("error", reject);
      socket.on("message", (text) => {
        const message = JSON.parse(String(text)) as ServerMessage;
        if (message.type === "hello") resolve();
        else if (this.#missing.delete(socket) && this.#missing.size === 0) this.#allHeard();
      });
    });
  }
}
