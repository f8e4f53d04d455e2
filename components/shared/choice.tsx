import { useId } from "react";
import { Checkbox } from "../ui/checkbox";

interface ChoiceProps {
  label: string;
  code?: string;
  hint?: string;
  isOn: boolean | "indeterminate";
  isDisabled?: boolean;
  onChange: (isOn: boolean) => void;
}

/** A checkbox with its words, an explanation and the name an API knows it by. */
export function Choice({ label, code, hint, isOn, isDisabled = false, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <Checkbox id={id} checked={isOn} disabled={isDisabled} onCheckedChange={onChange} className="mt-0.5" />
      <label
        htmlFor={id}
        className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-3 text-sm"
      >
        <span>
          {label}
          {hint && <span className="block text-xs text-muted-foreground">{hint}</span>}
        </span>
        {code && <code className="font-mono text-2xs text-subtle-foreground">{code}</code>}
      </label>
    </div>
  );
}
