"use client";

import { SettingsSection } from "../people/settings-section";
import { Choice } from "../shared/choice";
import type { Connection } from "./sync-queries";
import { vendorNames } from "./sync-words";
import type { ConnectionDraft } from "./use-connection-draft";

const choices = [
  { field: "reply", label: "Replies", hint: "A reply written here goes to the requester through" },
  { field: "note", label: "Internal notes", hint: "A note written here becomes a private note in" },
  { field: "status", label: "Status", hint: "A move made here is made in" },
  { field: "owner", label: "Owner", hint: "An assignment to an agent whom both desks know is made in" },
] as const;

/** Off as it comes: the vendor's desk stays the one place where its tickets are worked on. */
export function WriteBackSection({
  connection,
  draft: { draft, change },
}: {
  connection: Connection;
  draft: ConnectionDraft;
}) {
  const vendor = vendorNames[connection.vendor];
  return (
    <SettingsSection
      title="Write back"
      description={`What people change here is otherwise read-only, since ${vendor} owns it. Changes are queued and tried again; where ${vendor} has changed the same meanwhile, the conflict is shown and nothing is overwritten.`}
    >
      <fieldset className="grid gap-2.5">
        <legend className="sr-only">Write back</legend>
        {choices.map(({ field, label, hint }) => (
          <Choice
            key={field}
            label={label}
            hint={`${hint} ${vendor}.`}
            isOn={draft.write_back[field]}
            onChange={(isOn) => change("write_back", { [field]: isOn })}
          />
        ))}
      </fieldset>
    </SettingsSection>
  );
}
