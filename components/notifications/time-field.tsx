"use client";

import { type ComponentProps, useState } from "react";
import { Input } from "../ui/input";

interface TimeFieldProps extends Omit<ComponentProps<typeof Input>, "value" | "onChange" | "type"> {
  value: string;
  onChange: (value: string) => void;
}

/** Keeps a time while it is typed and hands it over once it is whole and left. */
export function TimeField({ value, onChange, ...props }: TimeFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Input
      {...props}
      type="time"
      required
      className="w-32"
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        if (typed && typed !== value) onChange(typed);
        setTyped(null);
      }}
    />
  );
}
