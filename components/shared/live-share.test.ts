import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ClientMessage, ServerMessage } from "@/lib/platform/realtime/protocol";
import { type LiveShare, shareLive } from "./live-share";

/** The browser's end of a connection, driven by hand. */
class FakeSocket {
  static readonly OPEN = 1;
  static readonly CLOSED = 3;
  static all: FakeSocket[] = [];
  readyState = 0;
  readonly sent: ClientMessage[] = [];
  onopen: () => void = () => undefined;
  onmessage: (event: { data: string }) => void = () => undefined;
  onclose: (event: { code: number }) => void = () => undefined;

  constructor(readonly address: string) {
    FakeSocket.all.push(this);
    setTimeout(() => {
      this.readyState = FakeSocket.OPEN;
      this.onopen();
    });
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = FakeSocket.CLOSED;
  }

  tell(message: ServerMessage): void {
    this.onmessage({ data: JSON.stringify(message) });
  }
}

type Tab = { share: LiveShare; heard: ServerMessage[]; signedOut: () => boolean };

let user = 0;
const tabs: Tab[] = [];
beforeEach(() => {
  user += 1;
  FakeSocket.all = [];
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("location", { protocol: "https:", host: "desk.example" });
});
afterEach(() => {
  for (const { share } of tabs.splice(0)) share.close();
  vi.unstubAllGlobals();
});

test("tabs share one connection, and each hears every change once", async () => {
  const [first, second] = [await open(100), await open(100)];
  expect(connections()).toHaveLength(1);
  change(101);
  await heard(second, [101]);
  await heard(first, [101]);
});

test("a tab that joins late hears what it missed, or is told to read everything again", async () => {
  const first = await open(100);
  change(101);
  change(102);
  await heard(first, [101, 102]);
  await heard(await open(101), [102]);
  const old = await open(50);
  await vi.waitFor(() => expect(old.heard).toMatchObject([{ type: "reset", cursor: 102 }]));
});

test("when the leading tab closes, another goes on from where it is", async () => {
  const [first, second] = [await open(100), await open(100)];
  change(101);
  await heard(second, [101]);
  first.share.close();
  await vi.waitFor(() => expect(connections()).toHaveLength(1));
  expect(connections()[0]?.address).toBe("wss://desk.example/api/v1/ws?cursor=101");
  await vi.waitFor(() => expect(connections()[0]?.readyState).toBe(FakeSocket.OPEN));
  change(102);
  await heard(second, [101, 102]);
});

test("each tab looks for itself, and no more once it is closed", async () => {
  const [first, second] = [await open(100), await open(100)];
  first.share.look({ ticket_id: "a", typing: null });
  second.share.look({ ticket_id: "b", typing: "reply" });
  await vi.waitFor(() => expect(looks()).toEqual(["a", "b"]));
  second.share.close();
  await vi.waitFor(() => expect(looks()).toEqual(["a", "b", null]));
  const left = FakeSocket.all[0]?.sent.slice(-2).map(({ tab }) => tab);
  expect(left?.[0]).toBe(left?.[1]);
});

test("what the tabs look at is said again after a reconnection", async () => {
  await open(100);
  const second = await open(100);
  second.share.look({ ticket_id: "b", typing: null });
  await vi.waitFor(() => expect(looks()).toEqual(["b"]));
  FakeSocket.all[0]?.onclose({ code: 1006 });
  await vi.waitFor(() => expect(FakeSocket.all[1]?.sent).toMatchObject([{ ticket_id: "b" }]), 3_000);
});

test("signing out reaches every tab", async () => {
  const [first, second] = [await open(100), await open(100)];
  FakeSocket.all[0]?.onclose({ code: 4401 });
  await vi.waitFor(() => expect([first.signedOut(), second.signedOut()]).toEqual([true, true]));
});

async function open(since: number): Promise<Tab> {
  const heard: ServerMessage[] = [];
  let cursor = since;
  let isSignedOut = false;
  let isUp = false;
  const share = shareLive({
    userId: String(user),
    cursor: () => cursor,
    onMessage: (message) => {
      heard.push(message);
      if ("cursor" in message) cursor = message.cursor;
    },
    onDown: (isDown) => {
      isUp = !isDown;
    },
    onSignedOut: () => {
      isSignedOut = true;
    },
  });
  const tab = { share, heard, signedOut: () => isSignedOut };
  tabs.push(tab);
  await vi.waitFor(() => expect(isUp).toBe(true), 5_000);
  return tab;
}

function connections(): FakeSocket[] {
  return FakeSocket.all.filter(({ readyState }) => readyState !== FakeSocket.CLOSED);
}

function change(cursor: number): void {
  const events = [{ name: "ticket.updated", data: {}, actor_id: null }];
  connections()[0]?.tell({ type: "changes", cursor, events });
}

async function heard(tab: Tab, cursors: number[]): Promise<void> {
  await vi.waitFor(() => expect(cursorsOf(tab)).toEqual(cursors), 5_000);
}

function cursorsOf({ heard }: Tab): number[] {
  return heard.flatMap((message) => (message.type === "changes" ? [message.cursor] : []));
}

function looks(): (string | null)[] {
  return FakeSocket.all[0]?.sent.filter(({ tab }) => tab).map(({ ticket_id }) => ticket_id) ?? [];
}
