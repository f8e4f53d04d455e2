import { type Choice, type RemoteVocabulary, VendorError } from "../adapter";
import { codeOf, fieldsOf, listOf, wordOf } from "../read-fields";
import type { VendorClient } from "../vendor-client";
import type { Dialect } from "./dialect";
import { choicesOf } from "./form-choices";

export async function readVocabulary(
  { fieldsCall, hasWorkspaces }: Dialect,
  client: VendorClient,
): Promise<RemoteVocabulary> {
  const fields = await orNothing(async () => {
    const { json } = await client.get(fieldsCall);
    return listOf(json, "ticket_fields", "ticket_form_fields") ?? [];
  });
  return {
    statuses: choicesOf(fields, "status"),
    priorities: choicesOf(fields, "priority"),
    sources: choicesOf(fields, "source"),
    workspaces: hasWorkspaces ? await readWorkspaces(client) : [],
  };
}

async function readWorkspaces(client: VendorClient): Promise<Choice[]> {
  const rows = await orNothing(async () => {
    const { json } = await client.get({ path: "/api/v2/workspaces", subject: "workspaces", kind: "other" });
    return listOf(json, "workspaces") ?? [];
  });
  return rows.flatMap((row) => {
    const fields = fieldsOf(row);
    const [code, name] = [codeOf(fields?.id), wordOf(fields?.name)];
    return code && name ? [{ code, name }] : [];
  });
}

/** What the key may not read, and what a smaller plan does not have, is left out of the vocabulary. */
async function orNothing(read: () => Promise<unknown[]>): Promise<unknown[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof VendorError && (error.kind === "forbidden" || error.kind === "not_found")) return [];
    throw error;
  }
}
