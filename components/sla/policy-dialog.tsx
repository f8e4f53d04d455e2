"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { roleName } from "@/lib/platform/role-name";
import { FormField } from "../shared/form-field";
import { queueRoles } from "../shared/queue-roles";
import { priorityVisuals } from "../shared/ticket-visuals";
import { Alert } from "../ui/alert";
import { Dialog, DialogBody, DialogContent } from "../ui/dialog";
import { Select } from "../ui/select";
import { ChainEditor } from "./chain-editor";
import { ClockFields } from "./clock-fields";
import { DurationField } from "./duration-field";
import { RuleDialogFooter } from "./rule-dialog-footer";
import { type Calendar, franchisesQuery, messageOf, type PolicyDraft } from "./sla-queries";
import { prioritiesHighestFirst, slaClocks, teamWords } from "./sla-words";

export interface PolicyDialogProps {
  title: string;
  initial: PolicyDraft;
  /** Of a new one the priority and the team are chosen as well. */
  isNew?: boolean;
  calendars: Calendar[];
  submitLabel: string;
  /** What saving does, in a sentence. */
  effect: string;
  /** The dialog stays open and shows the message of what is thrown. */
  onSubmit: (draft: PolicyDraft) => Promise<void> | void;
  /** Leads to the replay with the draft as it is now. */
  onTry?: (draft: PolicyDraft) => void;
  onClose: () => void;
}

export function PolicyDialog(props: PolicyDialogProps) {
  const { title, initial, isNew = false, calendars, submitLabel, effect, onSubmit, onTry, onClose } = props;
  const [draft, setDraft] = useState(initial);
  const [isBusy, setIsBusy] = useState(false);
  const [isChecked, setIsChecked] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const change = (changes: Partial<PolicyDraft>) => setDraft((old) => ({ ...old, ...changes }));
  const problems = problemsOf(draft, isNew);
  const problem = Object.values(problems)[0];

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    setFailure(null);
    if (problem || isBusy) return;
    setIsBusy(true);
    try {
      await onSubmit(draft);
      onClose();
    } catch (error) {
      setFailure(messageOf(error));
      setIsBusy(false);
    }
  };

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={title} description={effect} width="lg">
        <form onSubmit={submit} className="contents" noValidate>
          <DialogBody className="grid content-start gap-4">
            {isNew && (
              <WhoFields draft={draft} onChange={change} error={isChecked ? problems.team : undefined} />
            )}
            <div className="grid gap-3 md:grid-cols-3">
              {slaClocks.map((clock) => (
                <ClockFields
                  key={clock}
                  clock={clock}
                  draft={draft}
                  calendars={calendars}
                  error={isChecked ? problems[clock] : undefined}
                  onChange={change}
                />
              ))}
            </div>
            <div className="grid gap-4 md:grid-cols-2">
              <FormField
                label="Escalation chain"
                hint="At the breach the ticket goes to the next role, without an owner."
              >
                <Chain draft={draft} onChange={change} />
              </FormField>
              <FormField
                label="Next level every"
                hint="After the first level, for as long as nobody resolves it. Empty: one level only. The last role keeps the ticket."
              >
                <DurationField
                  label="Next level every"
                  isOptional
                  minutes={draft.escalation_interval_minutes}
                  onMinutesChange={(minutes) => change({ escalation_interval_minutes: minutes })}
                />
              </FormField>
            </div>
            {(failure || (isChecked && problem)) && <Alert tone="danger">{failure ?? problem}</Alert>}
          </DialogBody>
          <RuleDialogFooter
            submitLabel={submitLabel}
            isBusy={isBusy}
            isTryable={problem === undefined}
            onTry={onTry && (() => onTry(draft))}
            onClose={onClose}
          />
        </form>
      </DialogContent>
    </Dialog>
  );
}

interface PartProps {
  draft: PolicyDraft;
  onChange: (change: Partial<PolicyDraft>) => void;
}

// The list is not one control that a label could name, so it takes the field's id and names itself.
function Chain({ draft, onChange, id }: PartProps & { id?: string }) {
  return (
    <div id={id}>
      <ChainEditor
        chain={draft.escalation_chain}
        onChainChange={(escalation_chain) => onChange({ escalation_chain })}
      />
    </div>
  );
}

function WhoFields({ draft, onChange, error }: PartProps & { error: string | undefined }) {
  const { data: franchises } = useQuery(franchisesQuery);
  const team = draft.franchise_id ?? draft.owner_role ?? undefined;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField label="Priority">
        <Select
          value={draft.priority}
          onValueChange={(priority) => onChange({ priority: priority as PolicyDraft["priority"] })}
          options={prioritiesHighestFirst.map((value) => ({ value, label: priorityVisuals[value].label }))}
        />
      </FormField>
      <FormField
        label="Team"
        error={error}
        hint="A queue, or a franchise; the franchise's policy goes first."
      >
        <Select
          value={team}
          placeholder="Choose the team"
          onValueChange={(value) =>
            onChange(
              queueRoles.includes(value)
                ? { owner_role: value, franchise_id: null }
                : { owner_role: null, franchise_id: value },
            )
          }
          options={[
            ...queueRoles.map((role) => ({ value: role, label: `${roleName(role)} queue` })),
            ...(franchises?.data ?? []).map(({ id, name, code }) => ({ value: id, label: name, hint: code })),
          ]}
        />
      </FormField>
    </div>
  );
}

function problemsOf(draft: PolicyDraft, isNew: boolean): Record<string, string | undefined> {
  const problems: Record<string, string> = {};
  if (isNew && teamWords(draft, null) === "Every team") problems.team = "Choose the team it is for.";
  if (!draft.response_time_minutes) problems.first_response = "Say how long the first response may take.";
  if (!draft.resolution_time_minutes) problems.resolution = "Say how long the resolution may take.";
  return problems;
}
