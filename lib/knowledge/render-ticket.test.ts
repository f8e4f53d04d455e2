import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DocumentMessage, renderTicket, type TicketDocument } from "./render-ticket";
import { block, heading, inline } from "./safe-markdown";

const ticket: TicketDocument = {
  id: "01a1fefb-f65f-7a3c-a087-7e72d9007ad0",
  ticket_number: "17531",
  source: "freshservice",
  subject: "Email not working",
  requester_name: "Dana",
  requester_email: "dana@acme.example",
  status: "Closed",
  priority: "High",
  created_at: "2025-10-03T08:00:00Z",
  last_updated_at: "2025-10-04T08:00:00Z",
  closed_at: "2025-10-04T08:00:00Z",
  total_hours_spent: 1.5,
  description: "Outlook does not start.",
  conversations: [message("Please restart.", false), message("It works again.", true)],
  notes: [message("Old version.", false)],
};

test("is laid out as documented", () => {
  expect(renderTicket(ticket)).toBe(`# Ticket #17531: Email not working

## Ticket Information

- **Requester:** Dana (dana@acme.example)
- **Status:** Closed
- **Priority:** High
- **Created:** 2025-10-03T08:00:00Z
- **Last Updated:** 2025-10-04T08:00:00Z
- **Closed:** 2025-10-04T08:00:00Z
- **Hours Spent:** 1.50 hours

## Description

Outlook does not start.

## Conversation History

### Message 1 - ← Outgoing
**From:** help@desk.example
**Date:** 2025-10-03T09:00:00Z

Please restart.

---

### Message 2 - → Incoming
**From:** help@desk.example
**Date:** 2025-10-03T09:00:00Z

It works again.

---

## Internal Notes

### Note 1
**From:** help@desk.example
**Date:** 2025-10-03T09:00:00Z

Old version.

---

*From freshservice, as Docket has it.*
`);
});

test("says what is missing in the documented words", () => {
  const text = renderTicket({
    ...ticket,
    subject: "",
    description: null,
    status: null,
    priority: null,
    requester_name: null,
    requester_email: null,
    closed_at: null,
    conversations: [message(null, true)],
    notes: [],
  });
  for (const words of [
    "# Ticket #17531: No Subject",
    "**Requester:** Unknown (N/A)",
    "**Status:** Closed",
    "**Priority:** Medium",
    "No description",
    "No content",
  ])
    expect(text).toContain(words);
  expect(text).not.toContain("Internal Notes");
  expect(renderTicket({ ...ticket, conversations: [] })).not.toContain("Conversation History");
});

test("five hundred messages keep their numbers", () => {
  const conversations = Array.from({ length: 500 }, (_, at) => message(`Line ${at}`, at % 2 === 0));
  expect(outline(renderTicket({ ...ticket, conversations }))).toHaveLength(1 + 3 + 500 + 2);
});

describe("the outline stays the document's own", () => {
  const own = outline(renderTicket(ticket)).map(([level]) => level);

  test.each([
    "# A heading\n## Another",
    "Title\n===\nTitle\n---",
    "```\n# in a fence that never ends",
    "~~~ text\n```\n# still in it",
    "<!-- never closed",
    "<script>",
    "<pre>\n<style>",
    "> # quoted\n- # listed\n1. # counted\n> > # twice",
    "***\n- - -\n___",
    "[From]: javascript:alert(1)",
    "line\r# after a bare return\u2028# after a separator",
    "   ### indented",
    "#\n##",
  ])("with a body of %j", (body) => {
    const text = renderTicket({
      ...ticket,
      description: body,
      conversations: [message(body, true), message(body, false)],
      notes: [message(body, false)],
    });
    expect(outline(text).map(([level]) => level)).toEqual(own);
  });

  test.each(["# hash", "two\nlines\n# three", "<h1>HTML</h1>", "ends with ##", "\u2028# next", "<!--"])(
    "with a subject of %j",
    (subject) => {
      const text = renderTicket({ ...ticket, subject, requester_name: subject });
      expect(outline(text).map(([level]) => level)).toEqual(own);
      expect(text.split("\n")[0]).toContain("# Ticket #17531: ");
    },
  );

  test("with any text at all", () => {
    const lines = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            "# h",
            "===",
            "---",
            "```",
            "~~~",
            "<!--",
            "> # q",
            "- - -",
            "    # code",
            "",
            "text",
          ),
          fc.string({ unit: "grapheme" }),
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join("\n"));
    fc.assert(
      fc.property(lines, lines, (body, subject) => {
        const text = renderTicket({
          ...ticket,
          subject,
          description: body,
          conversations: [message(body, true), message(subject, false)],
        });
        expect(outline(text).map(([level]) => level)).toEqual(own);
      }),
      { numRuns: 300 },
    );
  });
});

describe("headings", () => {
  test("go below those around them, and no deeper than there are any", () => {
    expect(outline(renderTicket(ticket, 3)).map(([level]) => level)).toEqual([4, 5, 5, 5, 6, 6, 5, 6]);
    expect(renderTicket(ticket, 4)).toContain("\n**Message 1 - ← Outgoing**\n");
    expect(heading(6, "a")).toBe("###### a");
  });

  test("keep number signs at their end", () => {
    expect(heading(1, "in C#")).toBe("# in C#");
    expect(heading(1, "closed ##")).toBe("# closed \\##");
  });
});

test("a fence keeps what is in it, and is closed", () => {
  expect(block("```sh\n# comment\n```\n# heading")).toBe("```sh\n# comment\n```\n\\# heading");
  expect(block("~~~~\n~~~\n<b>")).toBe("~~~~\n~~~\n<b>\n~~~~");
  expect(inline("a\n <b>  c\u0007")).toBe("a \\<b> c");
});

function message(body: string | null, incoming: boolean): DocumentMessage {
  return { body, incoming, from_email: "help@desk.example", created_at: "2025-10-03T09:00:00Z" };
}

/** The headings that CommonMark finds: by lines, with fences and HTML blocks, and none of the writer's own rules. */
function outline(text: string): [level: number, words: string][] {
  const found: [number, string][] = [];
  let fence: string | null = null;
  let hasParagraph = false;
  for (const line of text.split("\n")) {
    const marks = line.match(/^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/)?.[1];
    if (fence !== null) {
      if (marks && marks[0] === fence[0] && marks.length >= fence.length && line.trim() === marks)
        fence = null;
      continue;
    }
    if (marks) {
      fence = marks;
      hasParagraph = false;
      continue;
    }
    // An unclosed one of these swallows the rest of the document.
    if (/^ {0,3}<(?:!|\?|\/?[A-Za-z])/.test(line)) return found;
    const content = line.replace(/^(?: {0,3}(?:>|[-*+]|\d{1,9}[.)])(?: |$))+/, "");
    const atx = content.match(/^ {0,3}(#{1,6})(?:[ \t](.*)|$)/);
    if (atx) found.push([atx[1]?.length ?? 0, atx[2] ?? ""]);
    else if (hasParagraph && /^ {0,3}(?:=+|-+)[ \t]*$/.test(content))
      found.push([content.includes("=") ? 1 : 2, ""]);
    hasParagraph = !atx && content.trim() !== "" && !/^(?: {4}|\t)/.test(content);
  }
  return found;
}
