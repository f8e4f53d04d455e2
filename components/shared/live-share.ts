import type { ClientMessage, ServerMessage } from "@/lib/platform/realtime/protocol";
import { LiveSocket } from "./live-socket";

type Look = Pick<ClientMessage, "ticket_id" | "typing">;
type ChangeMessage = Extract<ServerMessage, { type: "changes" }>;

/** What the tabs of one browser say to each other; the one that leads holds the connection. */
type TabMessage =
  | { kind: "leader" }
  | { kind: "join"; tab: string; cursor: number; look: Look }
  | { kind: "joined"; to: string; isDown: boolean }
  | { kind: "look"; tab: string; look: Look }
  | { kind: "leave"; tab: string }
  | { kind: "server"; to?: string; message: ServerMessage }
  | { kind: "down"; isDown: boolean }
  | { kind: "signed_out" };

export type ShareOptions = {
  userId: string;
  cursor: () => number;
  onMessage: (message: ServerMessage) => void;
  onDown: (isDown: boolean) => void;
  onSignedOut: () => void;
};

export type LiveShare = { look: (look: Look) => void; close: () => void };

const rememberedMessages = 200;
/** A tab in the background may be asleep: one in view that gets no answer takes over. */
const answerWithinMs = 1_500;
const nowhere: Look = { ticket_id: null, typing: null };

/** One connection for all tabs of the browser, or one for this tab where the browser cannot share. */
export function shareLive(options: ShareOptions): LiveShare {
  const canShare = typeof BroadcastChannel !== "undefined" && navigator.locks !== undefined;
  return canShare ? new SharingTab(options) : aloneTab(options);
}

function aloneTab(options: ShareOptions): LiveShare {
  let look = nowhere;
  const send = () => socket.send({ type: "look", ...look });
  const socket = new LiveSocket({ ...options, onOpen: send });
  return {
    look: (next) => {
      look = next;
      send();
    },
    close: () => socket.close(),
  };
}

class SharingTab implements LiveShare {
  readonly #id = Math.random().toString(36).slice(2);
  readonly #channel: BroadcastChannel;
  readonly #ending = new AbortController();
  #look = nowhere;
  /** Set while this tab leads. */
  #lead: Lead | null = null;
  #isJoined = false;
  #answerTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: ShareOptions) {
    this.#channel = new BroadcastChannel(`docket-live ${options.userId}`);
    this.#channel.onmessage = ({ data }) => this.#hear(data as TabMessage);
    const { signal } = this.#ending;
    // Held until the tab is gone, however it goes: whoever leads waits for it.
    void navigator.locks.request(tabLock(this.#id), { signal }, () => untilAborted(signal)).catch(ignore);
    this.#stand(false);
    this.#join();
    window.addEventListener("pagehide", this.#leave, { signal });
    globalThis.document?.addEventListener("visibilitychange", this.#checkLeader, { signal });
  }

  look(look: Look): void {
    this.#look = look;
    if (this.#lead) this.#lead.look(this.#id, look);
    else this.#say({ kind: "look", tab: this.#id, look });
  }

  close(): void {
    this.#leave();
    clearTimeout(this.#answerTimer);
    this.#ending.abort();
    this.#lead?.close();
    this.#channel.close();
  }

  readonly #leave = () => this.#say({ kind: "leave", tab: this.#id });

  /** Leads as soon as nobody else does; `steal` takes it from whoever does. */
  #stand(steal: boolean): void {
    const { signal } = this.#ending;
    const name = `docket-live ${this.options.userId}`;
    navigator.locks
      .request(name, steal ? { steal } : { signal }, () => {
        if (signal.aborted) return undefined;
        this.#begin();
        return untilAborted(signal);
      })
      .catch(() => {
        // Another tab took over: this one follows, and waits for its turn again.
        this.#lead?.close();
        this.#lead = null;
        if (signal.aborted) return;
        this.#stand(false);
        this.#join();
      });
  }

  #begin(): void {
    clearTimeout(this.#answerTimer);
    const { options } = this;
    this.#lead = new Lead({
      ...options,
      say: (message) => this.#say(message),
      onSignedOut: () => {
        this.#say({ kind: "signed_out" });
        options.onSignedOut();
      },
    });
    this.#lead.look(this.#id, this.#look);
    this.#say({ kind: "leader" });
  }

  #join(): void {
    this.#isJoined = false;
    this.#say({ kind: "join", tab: this.#id, cursor: this.options.cursor(), look: this.#look });
  }

  readonly #checkLeader = () => {
    if (this.#lead || document.visibilityState !== "visible") return;
    this.#join();
    clearTimeout(this.#answerTimer);
    this.#answerTimer = setTimeout(() => {
      if (!this.#isJoined && !this.#lead) this.#stand(true);
    }, answerWithinMs);
  };

  #hear(message: TabMessage): void {
    if (this.#lead) this.#lead.hear(message);
    else if (message.kind === "leader") this.#join();
    else if (message.kind === "signed_out") this.options.onSignedOut();
    else if (message.kind === "down") this.options.onDown(message.isDown);
    else if (message.kind === "joined" && message.to === this.#id) {
      this.#isJoined = true;
      this.options.onDown(message.isDown);
    } else if (message.kind === "server") this.#follow(message);
  }

  /** Until the leader has told what this tab missed, what it tells everyone would leave a gap. */
  #follow({ to, message }: Extract<TabMessage, { kind: "server" }>): void {
    if (to !== undefined ? to !== this.#id : !this.#isJoined) return;
    this.options.onMessage(message);
  }

  #say(message: TabMessage): void {
    if (!this.#ending.signal.aborted) this.#channel.postMessage(message);
  }
}

type LeadOptions = ShareOptions & { say: (message: TabMessage) => void };

/** The leading tab's part: the connection, what each tab looks at, and the last changes for tabs that join. */
class Lead {
  readonly #socket: LiveSocket;
  readonly #looks = new Map<string, Look>();
  readonly #recent: ChangeMessage[] = [];
  #coveredFrom: number;
  #isDown = false;

  constructor(private readonly options: LeadOptions) {
    this.#coveredFrom = options.cursor();
    this.#socket = new LiveSocket({
      cursor: options.cursor,
      onMessage: (message) => this.#tell(message),
      onOpen: () => {
        for (const tab of this.#looks.keys()) this.#send(tab);
      },
      onDown: (isDown) => {
        this.#isDown = isDown;
        options.onDown(isDown);
        options.say({ kind: "down", isDown });
      },
      onSignedOut: options.onSignedOut,
    });
  }

  look(tab: string, look: Look): void {
    if (look.ticket_id === null && !this.#looks.has(tab)) return;
    this.#looks.set(tab, look);
    this.#send(tab);
    if (look.ticket_id === null) this.#looks.delete(tab);
  }

  hear(message: TabMessage): void {
    if (message.kind === "look") this.look(message.tab, message.look);
    else if (message.kind === "leave") this.look(message.tab, nowhere);
    else if (message.kind === "join") this.#welcome(message);
  }

  close(): void {
    this.#socket.close();
  }

  #send(tab: string): void {
    this.#socket.send({ type: "look", tab, ...(this.#looks.get(tab) ?? nowhere) });
  }

  #welcome({ tab, cursor, look }: Extract<TabMessage, { kind: "join" }>): void {
    const { say } = this.options;
    const missed: ServerMessage[] =
      cursor < this.#coveredFrom
        ? [{ type: "reset", cursor: this.options.cursor() }]
        : this.#recent.filter((message) => message.cursor > cursor);
    for (const message of missed) say({ kind: "server", to: tab, message });
    say({ kind: "joined", to: tab, isDown: this.#isDown });
    if (look.ticket_id) this.look(tab, look);
    void navigator.locks.request(tabLock(tab), () => this.look(tab, nowhere)).catch(ignore);
  }

  #tell(message: ServerMessage): void {
    this.options.onMessage(message);
    this.options.say({ kind: "server", message });
    if (message.type === "reset") {
      this.#recent.length = 0;
      this.#coveredFrom = message.cursor;
    }
    if (message.type !== "changes") return;
    this.#recent.push(message);
    if (this.#recent.length > rememberedMessages)
      this.#coveredFrom = this.#recent.shift()?.cursor ?? this.#coveredFrom;
  }
}

function tabLock(tab: string): string {
  return `docket-live-tab ${tab}`;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

function ignore(): void {}
