"use client";

import { useMutation } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import type { closuresApi } from "@/lib/closures/api";
import { type Answer, call } from "@/lib/platform/api-client";
import { FormField } from "../shared/form-field";
import { formatCount } from "../shared/format-time";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Textarea } from "../ui/textarea";
import type { MappingState } from "./closures-queries";

type Report = Answer<typeof closuresApi.importUserMappings>["data"];

export interface AgentsImportProps {
  onImported: () => void;
  onShow: (state: MappingState) => void;
}

/** What the API takes in one go, in characters. */
const longest = 1_000_000;

/** Names and numbers of agents, from an IDs.txt. */
export function AgentsImport({ onImported, onShow }: AgentsImportProps) {
  const [text, setText] = useState("");
  const [fileError, setFileError] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const load = useMutation({
    mutationFn: () =>
      call<typeof closuresApi.importUserMappings>("POST", "/closures/user-mappings/import", {
        body: { text },
      }),
    onSuccess: onImported,
  });
  const readFile = async (chosen: File | undefined) => {
    if (!chosen) return;
    const isTooLarge = chosen.size > longest;
    setFileError(isTooLarge ? "This file is larger than 1 MB. Split it and import the parts." : null);
    if (!isTooLarge) setText(await chosen.text());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) load.mutate();
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      <FormField
        label="Agents"
        hint="A line for each: name, space, hyphen, space, number. Lines that begin with # are left out. An equal name or address is linked at once; a similar one waits to be confirmed."
        error={fileError ?? load.error?.message ?? null}
      >
        <Textarea
          rows={8}
          spellCheck={false}
          placeholder={"Dana K. - 18000000001\nRobin Vale - 18000000002"}
          value={text}
          maxLength={longest}
          onChange={(event) => setText(event.target.value)}
          className="font-mono"
        />
      </FormField>
      <div className="flex flex-wrap justify-between gap-2">
        <Button onClick={() => file.current?.click()}>
          <FileUp aria-hidden />
          Choose IDs.txt
        </Button>
        <input
          ref={file}
          type="file"
          accept=".txt,text/plain"
          aria-label="IDs.txt"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => void readFile(event.target.files?.[0])}
        />
        <Button type="submit" variant="primary" disabled={!text.trim()} isLoading={load.isPending}>
          Import agents
        </Button>
      </div>
      {load.data && <ImportReport report={load.data.data} onShow={onShow} />}
    </form>
  );
}

function ImportReport({ report, onShow }: { report: Report; onShow: AgentsImportProps["onShow"] }) {
  const lines = [...report.skipped, ...report.duplicates];
  return (
    <Alert
      tone={report.skipped.length > 0 ? "warning" : "success"}
      title={`${formatCount(report.read)} lines read: ${formatCount(report.created)} new, ${formatCount(report.renamed)} renamed, ${formatCount(report.unchanged)} as before`}
      action={
        report.proposed > 0 && (
          <Button size="sm" onClick={() => onShow("proposed")}>
            Confirm {formatCount(report.proposed)}
          </Button>
        )
      }
    >
      <p>
        {formatCount(report.linked)} linked, {formatCount(report.proposed)} to confirm,{" "}
        {formatCount(report.unmapped)} not linked.
      </p>
      {lines.length > 0 && (
        <ul className="mt-1.5 max-h-40 scroll-slim list-disc overflow-y-auto pl-4">
          {lines.map(({ line, text, reason }) => (
            <li key={`${line} ${reason}`} className="break-words">
              Line {line}: {reason} <code className="font-mono text-xs">{text}</code>
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
