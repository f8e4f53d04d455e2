import { describe, expect, it } from "vitest";
import { forgetOldDrafts, readDraft, writeDraft } from "./draft-store";

const key = { viewerId: "anna", ticketId: "t-1", mode: "reply" } as const;
const draft = { html: "<p>Hello</p>", text: "Hello" };

describe("draft store", () => {
  it("keeps one draft per person, ticket and mode", () => {
    const storage = memoryStorage();
    writeDraft(key, draft, 0, storage);
    writeDraft({ ...key, mode: "note" }, { html: "<p>Secret</p>", text: "Secret" }, 0, storage);
    expect(readDraft(key, storage)).toMatchObject(draft);
    expect(readDraft({ ...key, mode: "note" }, storage)?.text).toBe("Secret");
    expect(readDraft({ ...key, ticketId: "t-2" }, storage)).toBeNull();
    expect(readDraft({ ...key, viewerId: "ben" }, storage)).toBeNull();
  });

  it("forgets a draft that was emptied or damaged", () => {
    const storage = memoryStorage();
    writeDraft(key, draft, 0, storage);
    writeDraft(key, { html: "<p></p>", text: " " }, 1, storage);
    expect(storage.length).toBe(0);
    storage.setItem("docket.draft.anna.t-1.reply", "{not json");
    expect(readDraft(key, storage)).toBeNull();
  });

  it("says when the browser has no room, and keeps the draft before", () => {
    const storage = memoryStorage();
    writeDraft(key, draft, 0, storage);
    storage.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    expect(writeDraft(key, { html: "<p>More</p>", text: "More" }, 1, storage)).toBe(false);
    expect(readDraft(key, storage)?.text).toBe("Hello");
  });

  it("drops drafts older than a month and nothing else", () => {
    const storage = memoryStorage();
    const day = 24 * 3_600_000;
    storage.setItem("docket.other", "stays");
    writeDraft(key, draft, 0, storage);
    writeDraft({ ...key, ticketId: "t-2" }, draft, 20 * day, storage);
    forgetOldDrafts(31 * day, storage);
    expect(readDraft(key, storage)).toBeNull();
    expect(readDraft({ ...key, ticketId: "t-2" }, storage)?.text).toBe("Hello");
    expect(storage.getItem("docket.other")).toBe("stays");
  });
});

function memoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
    clear: () => items.clear(),
  };
}
