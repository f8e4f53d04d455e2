"use client";

import { useMemo } from "react";
import { Combobox, type ComboboxProps } from "../ui/combobox";
import type { ComboboxOption } from "../ui/combobox-list";

export interface TimeZoneSelectProps
  extends Pick<ComboboxProps, "id" | "aria-describedby" | "aria-invalid" | "aria-required" | "isDisabled"> {
  value: string;
  onValueChange: (zone: string) => void;
  /** Offered first, for instance "auto" or the organization's zone. */
  suggested?: ComboboxOption[];
}

const none: ComboboxOption[] = [];

export function TimeZoneSelect({ value, onValueChange, suggested = none, ...field }: TimeZoneSelectProps) {
  const options = useMemo(() => zoneOptions(suggested), [suggested]);
  const chosen = options.find((option) => option.value === value) ?? { value, label: words(value) };
  return (
    <Combobox
      {...field}
      label="Time zone"
      searchPlaceholder="City or zone"
      options={options}
      value={chosen}
      onValueChange={(option) => option && onValueChange(option.value)}
    />
  );
}

function zoneOptions(suggested: ComboboxOption[]): ComboboxOption[] {
  const taken = new Set(suggested.map((option) => option.value));
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
  return [
    ...suggested.map((option) => ({ group: "Suggested", ...option })),
    ...zones
      .filter((zone) => !taken.has(zone))
      .map((zone) => ({ value: zone, label: words(zone), group: "All zones" })),
  ];
}

function words(zone: string): string {
  return zone.replaceAll("_", " ");
}
