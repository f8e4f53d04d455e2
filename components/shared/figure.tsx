import { ArrowDownRight, ArrowUpRight, Equal } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";
import { tooltip } from "../ui/tooltip";
import { changeWords } from "./change-words";

export interface FigureProps {
  name: string;
  value: ReactNode;
  detail?: ReactNode;
  className?: string;
}

/** One number that is read before any chart; stands in a `<dl>`. */
export function Figure({ name, value, detail, className }: FigureProps) {
  return (
    <div className={cn("min-w-0", className)}>
      <dt className="text-xs text-muted-foreground">{name}</dt>
      <dd className="mt-0.5 min-w-0">
        <span className="tabular block truncate text-xl font-semibold tracking-tight">{value}</span>
        {detail && <span className="block text-xs text-pretty text-muted-foreground">{detail}</span>}
      </dd>
    </div>
  );
}

export interface ChangeProps {
  value: number;
  previous: number;
  /** What it is compared with: "8–14 Nov". */
  than: string;
  className?: string;
}

/** Against the period before. More is not said to be better, so it has no colour. */
export function Change({ value, previous, than, className }: ChangeProps) {
  const { words, sign, sentence } = changeWords(value, previous, than);
  const Icon = sign > 0 ? ArrowUpRight : sign < 0 ? ArrowDownRight : Equal;
  return (
    <span
      className={cn("tabular inline-flex items-center gap-0.5 text-xs text-muted-foreground", className)}
      {...tooltip(sentence)}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span aria-hidden>{words}</span>
      <span className="sr-only">{sentence}</span>
    </span>
  );
}
