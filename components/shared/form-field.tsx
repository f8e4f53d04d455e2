"use client";

import { CircleAlert } from "lucide-react";
import { cloneElement, type ReactElement, type ReactNode, useId } from "react";
import { cn } from "../ui/cn";
import { Label } from "../ui/label";
import { formatCount } from "./format-time";

interface ControlProps {
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
  "aria-required"?: boolean;
}

export interface FormFieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  /** Characters typed and allowed; turns red past the limit. */
  counter?: { length: number; min?: number; max?: number };
  isRequired?: boolean;
  /** One control (Input, Textarea, Select, Combobox …): it gets the id and the aria attributes. */
  children: ReactElement<ControlProps>;
  className?: string;
}

export function FormField({ label, hint, error, counter, isRequired, children, className }: FormFieldProps) {
  const generated = useId();
  const id = children.props.id ?? generated;
  const described = [hint && `${id}-hint`, error && `${id}-error`, counter && `${id}-counter`];
  return (
    <div className={cn("grid min-w-0 content-start gap-1.5", className)}>
      <div className="flex items-baseline justify-between gap-3">
        <Label htmlFor={id}>
          {label}
          {isRequired === false && <span className="font-normal text-subtle-foreground"> (optional)</span>}
        </Label>
        {counter && <Counter id={`${id}-counter`} {...counter} />}
      </div>
      {cloneElement(children, {
        id,
        "aria-invalid": error ? true : undefined,
        "aria-required": isRequired || undefined,
        "aria-describedby": described.filter(Boolean).join(" ") || undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted-foreground">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="flex items-start gap-1 text-xs text-danger-text">
          <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}

function Counter({ id, length, min, max }: { id: string; length: number; min?: number; max?: number }) {
  const isShort = min !== undefined && length < min;
  const isLong = max !== undefined && length > max;
  const text = isShort
    ? `${formatCount(min - length)} more to go`
    : max !== undefined
      ? `${formatCount(length)} of ${formatCount(max)}`
      : formatCount(length);
  return (
    <span id={id} className={cn("tabular text-xs text-subtle-foreground", isLong && "text-danger-text")}>
      {text}
    </span>
  );
}
