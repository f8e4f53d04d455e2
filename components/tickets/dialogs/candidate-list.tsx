"use client";

import { Inbox, Scale } from "lucide-react";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { RadioGroup, RadioItem } from "@/components/ui/radio-group";
import { Skeleton } from "@/components/ui/skeleton";
import { roleName } from "@/lib/platform/role-name";
import { type Candidate, loadWords, paceWords, suggestOwner } from "./suggest-owner";

/** A person's id, the least loaded one, or nobody. */
export type OwnerChoice = "auto" | "queue" | (string & {});

export interface CandidateListProps {
  role: string;
  candidates: Candidate[] | undefined;
  hasFailed: boolean;
  onRetry: () => void;
  currentOwnerId: string | null;
  value: OwnerChoice;
  onValueChange: (choice: OwnerChoice) => void;
}

/** The people of a role with what they carry now, the suggested one first and said why. */
export function CandidateList(props: CandidateListProps) {
  const { role, candidates, hasFailed, onRetry, currentOwnerId, value, onValueChange } = props;
  if (hasFailed && !candidates) {
    return (
      <p role="alert" className="text-sm text-danger-text">
        The people of this role did not load.{" "}
        <Button variant="link" onClick={onRetry}>
          Try again
        </Button>
      </p>
    );
  }
  if (!candidates) {
    return (
      <div className="grid gap-2" aria-busy>
        {[1, 2, 3].map((row) => (
          <Skeleton key={row} className="h-10 w-full" />
        ))}
      </div>
    );
  }
  const suggestion = suggestOwner(candidates);
  return (
    <RadioGroup
      aria-label="Owner"
      value={value}
      onValueChange={onValueChange}
      className="max-h-72 scroll-slim gap-0 overflow-y-auto rounded-md border p-1"
    >
      {candidates.map((candidate) => (
        <Option
          key={candidate.id}
          value={candidate.id}
          icon={<Avatar name={candidate.name} seed={candidate.id} size="xs" />}
          name={candidate.name}
          hint={
            candidate.id === suggestion?.id
              ? `${capitalize(suggestion.reason)} · ${paceWords(candidate)}`
              : loadWords(candidate)
          }
          badge={
            candidate.id === suggestion?.id ? (
              <Badge tone="primary">Suggested</Badge>
            ) : candidate.id === currentOwnerId ? (
              <Badge>Owner now</Badge>
            ) : (
              !candidate.is_available && <Badge tone="warning">Not available</Badge>
            )
          }
        />
      ))}
      <Option
        value="auto"
        icon={<Scale aria-hidden className="size-4 text-muted-foreground" />}
        name="Least loaded"
        hint={
          suggestion
            ? "Whoever of those available has the fewest open tickets at that moment."
            : "Nobody is available now, so it would wait in the queue."
        }
      />
      <Option
        value="queue"
        icon={<Inbox aria-hidden className="size-4 text-muted-foreground" />}
        name="Queue only"
        hint={`Nobody yet: whoever works as ${roleName(role)} can take it.`}
      />
    </RadioGroup>
  );
}

interface OptionProps {
  value: OwnerChoice;
  icon: ReactNode;
  name: string;
  hint: string;
  badge?: ReactNode;
}

function Option({ value, icon, name, hint, badge }: OptionProps) {
  return (
    <RadioItem
      value={value}
      className="rounded-sm px-2 py-1.5 has-data-[state=checked]:bg-selected"
      label={
        <span className="flex items-center gap-1.5">
          {icon}
          {name}
          {badge}
        </span>
      }
      hint={hint}
    />
  );
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
