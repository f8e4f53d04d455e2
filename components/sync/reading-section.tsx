"use client";

import { SettingsSection } from "../people/settings-section";
import { Choice } from "../shared/choice";
import { FormField } from "../shared/form-field";
import { Input } from "../ui/input";
import type { Connection } from "./sync-queries";
import { vendorNames } from "./sync-words";
import type { ConnectionDraft } from "./use-connection-draft";

export interface ReadingSectionProps {
  connection: Connection;
  draft: ConnectionDraft;
}

/** What is read, and how much of the vendor's limit it may take. */
export function ReadingSection({ connection, draft: { draft, change, errors } }: ReadingSectionProps) {
  const { settings } = draft;
  const vendor = vendorNames[connection.vendor];
  const include = (values: Partial<typeof settings.include>) =>
    change("settings", { include: { ...settings.include, ...values } });
  return (
    <>
      <SettingsSection
        title="What to read"
        description="Tickets always; each of these costs at least one more call a ticket, requesters one a hundred."
      >
        <fieldset className="grid gap-2.5">
          <legend className="sr-only">What to read</legend>
          <Choice
            label="Conversations"
            hint="Replies and private notes, which become internal notes here."
            isOn={settings.include.conversations}
            onChange={(conversations) => include({ conversations })}
          />
          <Choice
            label="Time entries"
            hint="Hours per agent and day, for billing."
            isOn={settings.include.time_entries}
            isDisabled={connection.vendor === "zendesk"}
            onChange={(time_entries) => include({ time_entries })}
          />
          <Choice
            label="Requesters"
            hint="Names and e-mail addresses of those who asked."
            isOn={settings.include.people}
            onChange={(people) => include({ people })}
          />
        </fieldset>
        <Workspaces connection={connection} chosen={settings.workspaces} onChange={change} />
      </SettingsSection>
      <SettingsSection
        title="Companies"
        description="A ticket belongs to the company whose account number its department has. Departments without one are kept and listed on the Sync page."
      >
        <FormField
          label="Field with the account number"
          hint={`The name that ${vendor}'s API gives the custom field of a ${connection.vendor === "freshservice" ? "department" : "company"}. Empty: companies are mapped by hand.`}
          error={errors["settings.account_field"]}
          isRequired={false}
        >
          <Input
            value={settings.account_field ?? ""}
            maxLength={100}
            spellCheck={false}
            autoCapitalize="none"
            className="font-mono"
            placeholder="account_number"
            onChange={(event) => change("settings", { account_field: event.target.value.trim() || null })}
          />
        </FormField>
      </SettingsSection>
      <SettingsSection title="Limits" description={`${vendor} limits all programs of an account together.`}>
        <NumberField
          label="Left to other programs"
          unit="% of the calls a minute"
          value={settings.headroom_percent}
          max={90}
          error={errors["settings.headroom_percent"]}
          onChange={(headroom_percent) => change("settings", { headroom_percent })}
        />
        <NumberField
          label="Keep the vendor's own answers for"
          unit="days, compressed"
          hint="So that a mapping can be corrected without reading everything again. Tickets themselves stay."
          value={settings.retention_days}
          min={1}
          max={365}
          error={errors["settings.retention_days"]}
          onChange={(retention_days) => change("settings", { retention_days })}
        />
      </SettingsSection>
    </>
  );
}

interface WorkspacesProps {
  connection: Connection;
  chosen: string[];
  onChange: ConnectionDraft["change"];
}

function Workspaces({ connection, chosen, onChange }: WorkspacesProps) {
  const { workspaces } = connection.vocabulary;
  if (workspaces.length < 2) return null;
  const toggle = (code: string, isOn: boolean) =>
    onChange("settings", {
      workspaces: isOn ? [...chosen, code] : chosen.filter((other) => other !== code),
    });
  return (
    <fieldset className="grid gap-2.5">
      <legend className="mb-2 text-sm font-medium">Workspaces</legend>
      {workspaces.map(({ code, name }) => (
        <Choice
          key={code}
          label={name}
          code={code}
          isOn={chosen.includes(code)}
          onChange={(isOn) => toggle(code, isOn)}
        />
      ))}
      <p className="text-xs text-muted-foreground">None chosen: the primary workspace alone.</p>
    </fieldset>
  );
}

interface NumberFieldProps {
  label: string;
  unit: string;
  hint?: string;
  value: number;
  min?: number;
  max: number;
  error?: string;
  onChange: (value: number) => void;
}

function NumberField({ label, unit, hint, value, min = 0, max, error, onChange }: NumberFieldProps) {
  return (
    <div className="flex items-end gap-2">
      <FormField label={`${label} (${unit})`} hint={hint} error={error}>
        <Input
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          value={Number.isNaN(value) ? "" : value}
          className="w-24"
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
      </FormField>
    </div>
  );
}
