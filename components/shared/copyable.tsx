"use client";

import { Check, Copy } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";
import { tooltip } from "../ui/tooltip";
import { useCopy } from "./use-copy";

export interface CopyableProps {
  value: string;
  /** What is copied, for the tooltip and the announcement: "ticket number". */
  name: string;
  children?: ReactNode;
  className?: string;
}

export function Copyable({ value, name, children = value, className }: CopyableProps) {
  const { copy, isCopied } = useCopy(value, name);
  const Icon = isCopied ? Check : Copy;
  return (
    <button
      type="button"
      data-inline
      onClick={copy}
      className={cn(
        "group/copy -mx-1 inline-flex min-w-0 items-center gap-1 rounded-xs px-1 hover:bg-muted",
        className,
      )}
      {...tooltip(`Copy ${name}`)}
    >
      <span className="truncate">{children}</span>
      <Icon
        aria-hidden
        className={cn(
          "size-3 shrink-0 text-subtle-foreground opacity-0 group-hover/copy:opacity-100 group-focus-visible/copy:opacity-100",
          isCopied && "text-success-text opacity-100",
        )}
      />
      <span role="status" className="sr-only">
        {isCopied ? `${name} copied` : ""}
      </span>
    </button>
  );
}
