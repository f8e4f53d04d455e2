import { type Choice, type RemoteVocabulary, VendorError } from "../adapter";
import { codeOf, fieldsOf, listOf, wordOf } from "../read-fields";
import type { Call, VendorClient } from "../vendor-client";

export const fieldsCall: Call = {
  path: "/api/v2/ticket_fields.json",
  subject: "ticket fields",
  kind: "other",
};

/** The statuses every account has, whatever its form offers: a ticket begins as new and ends as closed. */
const systemStatuses: Choice[] = [
  { code: "new", name: "New" },
  { code: "open", name: "Open" },
  { code: "pending", name: "Pending" },
  { code: "hold", name: "On-hold" },
  { code: "solved", name: "Solved" },
  { code: "closed", name: "Closed" },
];

export async function readVocabulary(client: VendorClient): Promise<RemoteVocabulary> {
  const fields = await readFields(client);
  const statuses = new Map(systemStatuses.map((choice) => [choice.code, choice]));
  for (const choice of optionsOf(fields, "status")) statuses.set(choice.code, choice);
  return {
    statuses: [...statuses.values()],
    priorities: optionsOf(fields, "priority"),
    // Channels are named nowhere; they become known with the tickets.
    sources: [],
    workspaces: [],
  };
}

async function readFields(client: VendorClient): Promise<unknown[]> {
  try {
    const { json } = await client.get(fieldsCall);
    return listOf(json, "ticket_fields") ?? [];
  } catch (error) {
    if (error instanceof VendorError && (error.kind === "forbidden" || error.kind === "not_found")) return [];
    throw error;
  }
}

/** A field's words follow the account's own choices, so the type is asked for. */
function optionsOf(fields: unknown[], type: string): Choice[] {
  const field = fields.map(fieldsOf).find((one) => one?.type === type);
  return (listOf(field?.system_field_options) ?? []).flatMap((option) => {
    const [code, name] = [codeOf(fieldsOf(option)?.value), wordOf(fieldsOf(option)?.name)];
    return code && name ? [{ code, name }] : [];
  });
}
