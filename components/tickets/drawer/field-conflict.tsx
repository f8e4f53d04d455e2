"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { EditConflict } from "../edit-conflict";
import { sentenceCase } from "../ticket-words";

export interface FieldConflictProps {
  conflict: EditConflict;
  /** How a value is read, where it is not words already. */
  inWords?: (value: unknown) => string;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** What both wrote, side by side, and the choice between the two. */
export function FieldConflictPanel(props: FieldConflictProps) {
  const { conflict, inWords = plainWords, onKeepMine, onTakeTheirs } = props;
  return (
    <Alert tone="warning" title="Someone changed this while you were editing" className="mt-2">
      {conflict.fields.map(({ field, yours, theirs }) => (
        <dl key={field} className="mt-2 grid gap-2 sm:grid-cols-2">
          <Version name={`Your ${sentenceCase(field).toLowerCase()}`} value={inWords(yours)} />
          <Version name="What is there now" value={inWords(theirs)} />
        </dl>
      ))}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="sm" variant="primary" onClick={onKeepMine}>
          Keep mine
        </Button>
        <Button size="sm" onClick={onTakeTheirs}>
          Take theirs
        </Button>
      </div>
    </Alert>
  );
}

function plainWords(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") || "none" : String(value ?? "none");
}

function Version({ name, value }: { name: string; value: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{name}</dt>
      <dd className="mt-0.5 rounded-sm border bg-surface px-2 py-1.5 text-sm wrap-anywhere whitespace-pre-wrap">
        {value}
      </dd>
    </div>
  );
}
