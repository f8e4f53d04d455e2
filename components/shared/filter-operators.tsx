"use client";

import { cn } from "../ui/cn";
import { operatorWords } from "./filter-types";

const operators = ["is", "is_not"] as const;

export interface FilterOperatorsProps {
  value: (typeof operators)[number];
  onValueChange: (value: (typeof operators)[number]) => void;
}

export function FilterOperators({ value, onValueChange }: FilterOperatorsProps) {
  return (
    <fieldset className="ml-auto flex rounded-sm bg-muted p-0.5">
      <legend className="sr-only">Operator</legend>
      {operators.map((operator) => (
        <button
          key={operator}
          type="button"
          aria-pressed={value === operator}
          onClick={() => onValueChange(operator)}
          className={cn(
            "h-5 rounded-xs px-2 text-xs text-muted-foreground hover:text-foreground",
            value === operator && "bg-surface font-medium text-foreground shadow-raised",
          )}
        >
          {operatorWords[operator]}
        </button>
      ))}
    </fieldset>
  );
}
