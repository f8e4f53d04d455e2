import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { freshdesk } from "./freshworks/freshdesk";
import { freshservice } from "./freshworks/freshservice";
import { toGroup } from "./freshworks/map-people";
import { toConversation, toTimeEntry } from "./freshworks/map-ticket";
import type { Fields } from "./read-fields";
import { pageOf, rowOf, rowsOf, type Understood } from "./read-page";
import { besideOf, toTicket as toZendeskTicket } from "./zendesk/map-zendesk";

/** Replies recorded from the vendors; they lie beside the project and never inside it. */
const folder = resolve(import.meta.dirname, "../../../../shared/data/api_fixtures");
const hasData = existsSync(folder);
if (!hasData && process.env.CI) throw new Error(`The recorded replies in ${folder} are missing.`);

const read = (file: string): unknown => JSON.parse(readFileSync(resolve(folder, file), "utf8"));

type Case = [file: string, name: string, understand: (row: Fields) => Understood<object>];
const fs = "freshservice_v2_masked";
const sdk = "freshservice_vendor_sdk";
const fd = "freshdesk_v2_recorded";
const zendeskTicket = (row: Fields) => toZendeskTicket(row, besideOf({}));
const lists: Case[] = [
  [`${fs}/ticket_list.json`, "tickets", freshservice.toTicket],
  [`${fs}/requester_list.json`, "requesters", freshservice.toPerson],
  [`${fs}/agent_list.json`, "agents", freshservice.toAgent],
  [`${fs}/agent_group_list.json`, "groups", toGroup],
  [`${sdk}/timeEntries200.json`, "time_entries", toTimeEntry],
  [`${fd}/all_tickets.json`, "tickets", freshdesk.toTicket],
  [`${fd}/search_tickets.json`, "results", freshdesk.toTicket],
  [`${fd}/companies.json`, "companies", freshdesk.toCompany],
  [`${fd}/contacts.json`, "contacts", freshdesk.toPerson],
  [`${fd}/agents.json`, "agents", freshdesk.toAgent],
  [`${fd}/groups.json`, "groups", toGroup],
  [`${fd}/conversations.json`, "conversations", toConversation],
  [`${fd}/time_entries.json`, "time_entries", toTimeEntry],
  ["zendesk_recorded/incremental_tickets.abridged.json", "tickets", zendeskTicket],
  ["zendesk_recorded/search_tickets.abridged.json", "results", zendeskTicket],
];
const singles: Case[] = [
  [`${fs}/ticket_get.json`, "ticket", freshservice.toTicket],
  [`${sdk}/updateTicket200.json`, "ticket", freshservice.toTicket],
  [`${fd}/ticket_1.json`, "ticket", freshdesk.toTicket],
  [`${fd}/ticket_1_updated.json`, "ticket", freshdesk.toTicket],
  [`${fd}/outbound_email_1.json`, "ticket", freshdesk.toTicket],
  [`${fd}/reply_1.json`, "conversation", toConversation],
  [`${fd}/note_1.json`, "conversation", toConversation],
];

describe.runIf(hasData)(
  `recorded replies${hasData ? "" : " (skipped: the shared folder is not here)"}`,
  () => {
    test.each(lists)("every row of %s is understood", (file, name, understand) => {
      const page = pageOf(rowsOf(read(file), file, name), understand, null);
      expect(page.unreadable).toEqual([]);
      expect(page.rows.length).toBeGreaterThan(0);
    });

    test.each(singles)("%s is understood", (file, name, understand) => {
      expect(understand(rowOf(read(file), file, name))).not.toHaveProperty("reason");
    });

    test("masked dates of a conversation are a failure to show, not an instant", () => {
      const { rows, unreadable } = pageOf(
        rowsOf(read(`${fs}/conversation_list.json`), "conversations", "conversations"),
        toConversation,
        null,
      );
      expect(rows).toEqual([]);
      expect(unreadable).toMatchObject([{ external_id: "1" }]);
    });
  },
);
