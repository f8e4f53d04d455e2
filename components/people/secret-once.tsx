"use client";

import { Check, Copy, TriangleAlert } from "lucide-react";
import { useCopy } from "../shared/use-copy";
import { Button } from "../ui/button";

export interface SecretOnceProps {
  value: string;
  /** "API token", "temporary password". */
  name: string;
  /** What to do with it, and that it is not shown again. */
  advice: string;
}

export function SecretOnce({ value, name, advice }: SecretOnceProps) {
  const { copy, isCopied } = useCopy(value, name);
  return (
    <div className="grid gap-3">
      <div className="flex items-center gap-2 rounded-md border border-border-strong bg-muted p-1.5 pl-3">
        <code className="min-w-0 flex-1 py-1 font-mono text-sm break-all select-all">{value}</code>
        <Button variant="secondary" size="sm" onClick={copy} autoFocus className="self-start">
          {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
          {isCopied ? "Copied" : "Copy"}
        </Button>
      </div>
      <p className="flex items-start gap-2 text-sm text-muted-foreground">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning-text" />
        {advice}
      </p>
    </div>
  );
}
