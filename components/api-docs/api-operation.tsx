"use client";

import { ChevronRight } from "lucide-react";
import type { ReferenceField, ReferenceOperation } from "@/lib/openapi/reference";
import { Copyable } from "../shared/copyable";
import { Badge } from "../ui/badge";
import { cn } from "../ui/cn";

const methodTones = {
  GET: "info",
  POST: "success",
  PUT: "warning",
  PATCH: "warning",
  DELETE: "danger",
} as const;

export interface ApiOperationProps {
  operation: ReferenceOperation;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
}

export function ApiOperation({ operation, isOpen, onToggle }: ApiOperationProps) {
  const { id, method, path, summary } = operation;
  return (
    <details
      id={id}
      open={isOpen}
      onToggle={(event) => onToggle(event.currentTarget.open)}
      className="scroll-mt-4"
    >
      <summary className="flex cursor-pointer list-none items-center gap-2.5 px-3 py-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className={cn(
            "size-3.5 shrink-0 text-muted-foreground transition-transform",
            isOpen && "rotate-90",
          )}
        />
        <span className="w-15 shrink-0">
          <Badge tone={methodTones[method as keyof typeof methodTones]} className="font-mono">
            {method}
          </Badge>
        </span>
        <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
          <code className="font-mono text-sm break-all">{path}</code>
          <span className="text-sm text-muted-foreground">{summary}</span>
        </span>
      </summary>
      {isOpen && <Details {...operation} />}
    </details>
  );
}

function Details({
  id,
  description,
  permission,
  roles,
  fields,
  status,
  problems,
  curl,
  answer,
}: ReferenceOperation) {
  return (
    <div className="space-y-4 border-t bg-background px-3 py-4 sm:px-4">
      {description && <p className="max-w-prose text-sm">{description}</p>}
      <p className="text-sm text-muted-foreground">
        {whoMay(permission, roles)} <code className="font-mono text-xs">{id}</code>
      </p>
      {fields.length > 0 && <Fields fields={fields} />}
      <div className="grid gap-4 xl:grid-cols-2">
        <Example title="Request" text={curl} />
        {answer ? (
          <Example title={`Answer, ${status}`} text={answer} />
        ) : (
          <p className="text-sm text-muted-foreground">Answers {status} without a body.</p>
        )}
      </div>
      <p className="text-sm text-muted-foreground">
        Refusals:{" "}
        {problems.map((problem, index) => (
          <span key={problem}>
            {index > 0 && ", "}
            <a href="#section-errors" className="underline underline-offset-2 hover:text-foreground">
              {problem}
            </a>
          </span>
        ))}
      </p>
    </div>
  );
}

function Fields({ fields }: { fields: ReferenceField[] }) {
  return (
    <section
      aria-label="Fields"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative scroll-slim overflow-x-auto"
    >
      <table className="w-full text-left text-sm">
        <thead className="text-xs text-muted-foreground">
          <tr className="border-b">
            <th className="py-1.5 pr-3 font-medium">Field</th>
            <th className="hidden py-1.5 pr-3 font-medium sm:table-cell">In</th>
            <th className="py-1.5 font-medium">Value</th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {fields.map(({ name, place, type, isRequired, description }) => (
            <tr key={`${place} ${name}`} className="align-top">
              <td className="py-1.5 pr-3 sm:whitespace-nowrap">
                <code className="font-mono text-xs">{withBreaks(name)}</code>
                {isRequired && (
                  <span className="block text-xs text-danger-text sm:ml-1.5 sm:inline">required</span>
                )}
              </td>
              <td className="hidden py-1.5 pr-3 text-muted-foreground sm:table-cell">{place}</td>
              <td className="py-1.5 break-words text-muted-foreground">
                {type}
                {description && <span className="block text-foreground">{description}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Long names may break behind their joints, nowhere else. */
function withBreaks(name: string) {
  return name.split(/(?<=[_-])/).flatMap((part) => [part, <wbr key={part} />]);
}

function Example({ title, text }: { title: string; text: string }) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex items-center justify-between text-xs font-medium text-muted-foreground">
        {title}
        <Copyable value={text} name={title.toLowerCase()}>
          Copy
        </Copyable>
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="scroll-slim max-h-96 overflow-auto rounded-md border bg-surface p-3 font-mono text-xs leading-relaxed"
      >
        {text}
      </pre>
    </figure>
  );
}

function whoMay(permission: string, roles: readonly string[]): string {
  if (permission === "public") return "Anyone may ask, without signing in.";
  if (permission === "signed_in") return "Anyone signed in may ask.";
  return `Needs ${permission}: ${roles.map((role) => role.replaceAll("_", " ")).join(", ")}.`;
}
