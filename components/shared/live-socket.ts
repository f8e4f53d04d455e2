import {
  type ClientMessage,
  realtimePath,
  type ServerMessage,
  signedOutCode,
} from "@/lib/platform/realtime/protocol";

const firstRetryMs = 500;
const longestRetryMs = 15_000;
/** A reload of the server is over by then; a longer silence is worth a banner. */
const tellAfterMs = 4_000;

export type SocketEvents = {
  /** What has been told so far; the server goes on from there. */
  cursor: () => number;
  onMessage: (message: ServerMessage) => void;
  /** Connected, at first or again: nobody knows any more who looks where. */
  onOpen: () => void;
  onDown: (isDown: boolean) => void;
  onSignedOut: () => void;
};

/** A WebSocket that reconnects by itself until it is closed. */
export class LiveSocket {
  #socket: WebSocket | null = null;
  #retryMs = firstRetryMs;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #downTimer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(private readonly events: SocketEvents) {
    this.#connect();
    window.addEventListener("online", this.#retryNow);
  }

  send(message: ClientMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  close(): void {
    this.#isClosed = true;
    window.removeEventListener("online", this.#retryNow);
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#downTimer);
    this.#socket?.close();
  }

  #connect(): void {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(
      `${scheme}://${location.host}${realtimePath}?cursor=${this.events.cursor()}`,
    );
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = ({ data }) => {
      if (!this.#isClosed) this.events.onMessage(JSON.parse(String(data)) as ServerMessage);
    };
    socket.onclose = ({ code }) => this.#closed(code);
  }

  /** Back on the network nobody should wait for the pause between two attempts. */
  readonly #retryNow = () => {
    if (this.#isClosed || this.#socket?.readyState !== WebSocket.CLOSED) return;
    clearTimeout(this.#retryTimer);
    this.#connect();
  };

  #opened(): void {
    this.#retryMs = firstRetryMs;
    clearTimeout(this.#downTimer);
    this.#downTimer = undefined;
    this.events.onDown(false);
    this.events.onOpen();
  }

  #closed(code: number): void {
    if (this.#isClosed) return;
    if (code === signedOutCode) {
      this.events.onSignedOut();
      return;
    }
    this.#downTimer ??= setTimeout(() => this.events.onDown(true), tellAfterMs);
    this.#retryTimer = setTimeout(() => this.#connect(), this.#retryMs * (0.75 + Math.random() / 2));
    this.#retryMs = Math.min(longestRetryMs, this.#retryMs * 2);
  }
}
