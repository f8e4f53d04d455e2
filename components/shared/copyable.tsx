"use client";

import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { cn } from "../ui/cn";
import { toast } from "../ui/toast";
import { tooltip } from "../ui/tooltip";

export interface CopyableProps {
  value: string;
  /** What is copied, for the tooltip and the announcement: "ticket number". */
  name: string;
  children?: ReactNode;
  className?: string;
}

export function Copyable({ value, name, children = value, className }: CopyableProps) {
  const [isCopied, setIsCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setIsCopied(true);
    } catch {
      toast.error(`The browser did not let Docket copy the ${name}`, { description: value });
    }
  };

  const Icon = isCopied ? Check : Copy;
  return (
    <button
      type="button"
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
