import { describe, expect, it } from "vitest";
import type { AuditData, MessageData } from "../ticket-queries";
import { mergeTimeline, repliesSince } from "./merge-timeline";

const at = (minute: number) => new Date(Date.UTC(2026, 2, 12, 10, minute)).toISOString();

describe("mergeTimeline", () => {
  it("puts messages and events into one stream, oldest first", () => {
    const { items } = mergeTimeline(
      sources({ messages: [message("m2", 9), message("m1", 2)], events: [event(2, 5), event(1, 0)] }),
      "all",
    );
    expect(items.map((item) => item.id)).toEqual(["event-1", "m1", "event-2", "m2"]);
  });

  it("shows nothing older than the source that was not read far enough", () => {
    const all = {
      messages: [message("m3", 30), message("m2", 20)],
      hasOlderMessages: true,
      events: [event(2, 25), event(1, 1)],
      hasOlderEvents: false,
    };
    const { items, load } = mergeTimeline(all, "all");
    expect(items.map((item) => item.id)).toEqual(["m2", "event-2", "m3"]);
    expect(load).toEqual({ messages: true, events: false });
    const events = mergeTimeline(all, "events");
    expect(events.items.map((item) => item.id)).toEqual(["event-1", "event-2"]);
    expect(events.load).toEqual({ messages: false, events: false });
  });

  it("filters notes, messages and events", () => {
    const mixed = sources({
      messages: [message("note", 3, { is_internal_note: true }), message("reply", 2)],
      events: [event(1, 1)],
    });
    expect(mergeTimeline(mixed, "notes").items.map((item) => item.id)).toEqual(["note"]);
    expect(mergeTimeline(mixed, "messages").items.map((item) => item.id)).toEqual(["reply"]);
    expect(mergeTimeline(mixed, "events").items.map((item) => item.id)).toEqual(["event-1"]);
  });

  it("leaves out what a message or a named move already says", () => {
    const { items } = mergeTimeline(
      sources({
        events: [
          event(5, 4, { action: "FIELD_CHANGED", payload: { field: "resolved_at" } }),
          event(4, 4, { action: "RESOLVED", payload: { from: "OPEN" } }),
          event(3, 4, { action: "STATUS_CHANGED", payload: { new_status: "RESOLVED" } }),
          event(2, 2, { action: "STATUS_CHANGED", payload: { new_status: "OPEN" } }),
          event(1, 1, { action: "NOTE_ADDED" }),
        ],
      }),
      "all",
    );
    expect(items.map((item) => item.id)).toEqual(["event-2", "event-4"]);
  });
});

describe("repliesSince", () => {
  it("counts others' messages after the opening, never one's own or pending ones", () => {
    const messages = [
      message("mine", 9),
      message("theirs", 8, { actor_id: "ben" }),
      message("pending", 8, { actor_id: "ben", is_pending: true }),
      message("before", 1, { actor_id: "ben" }),
    ];
    expect(repliesSince(messages, at(5), "anna").map((found) => found.id)).toEqual(["theirs"]);
  });
});

function sources(given: { messages?: MessageData[]; events?: AuditData[] }) {
  return { messages: [], events: [], hasOlderMessages: false, hasOlderEvents: false, ...given };
}

function message(id: string, minute: number, over: Partial<MessageData> = {}): MessageData {
  return {
    id,
    ticket_id: "t",
    actor_id: "anna",
    actor_role: "ops_agent",
    actor_name: "Anna",
    message: "<p>Hi</p>",
    message_text: "Hi",
    attachments: [],
    mentions: [],
    is_internal_note: false,
    created_at: at(minute),
    ...over,
  };
}

function event(id: number, minute: number, over: Partial<AuditData> = {}): AuditData {
  return {
    id,
    ticket_id: "t",
    ticket_number: 1,
    actor_id: "anna",
    actor_name: "Anna",
    actor_role: "ops_agent",
    action: "ASSIGNED",
    payload: {},
    names: {},
    ip_address: null,
    created_at: at(minute),
    is_sealed: true,
    ...over,
  };
}
