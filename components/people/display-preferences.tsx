"use client";

import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { FormField } from "../shared/form-field";
import { usePreferences } from "../shared/preferences";
import type { Density } from "../shared/preferences-cookie";
import { TimeZoneSelect } from "../shared/time-zone-select";
import { Select } from "../ui/select";
import { toast } from "../ui/toast";
import { type OwnFieldsProps, saveMe } from "./save-me";

const noSubscription = () => () => {};

const themes = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];
const densities = [
  { value: "compact", label: "Compact, rows of 36 px" },
  { value: "comfortable", label: "Comfortable, rows of 44 px" },
];

export function DisplayPreferences({ person, onSaved }: OwnFieldsProps) {
  const { theme = "system", setTheme } = useTheme();
  const { preferences, update } = usePreferences();
  // The chosen theme is only in the browser: the server would render another value.
  const isAlive = useSyncExternalStore(
    noSubscription,
    () => true,
    () => false,
  );
  const browserZone = preferences.browser_time_zone;

  const changeZone = async (zone: string) => {
    update({ time_zone: zone });
    try {
      onSaved(await saveMe({ time_zone: zone === "auto" ? null : zone }));
    } catch (error) {
      toast.error(error instanceof Error ? error.message : "The time zone could not be saved.");
    }
  };

  return (
    <>
      <FormField label="Theme">
        <Select options={themes} value={isAlive ? theme : "system"} onValueChange={setTheme} />
      </FormField>
      <FormField label="Density">
        <Select
          options={densities}
          value={preferences.density}
          onValueChange={(density) => update({ density: density as Density })}
        />
      </FormField>
      <FormField label="Time zone" hint="Every time you see is shown in this zone.">
        <TimeZoneSelect
          value={preferences.time_zone}
          onValueChange={changeZone}
          suggested={[
            { value: "auto", label: "As this browser", hint: browserZone.replaceAll("_", " ") },
            {
              value: person.organization.time_zone,
              label: person.organization.time_zone.replaceAll("_", " "),
              hint: "the organization's",
            },
          ]}
        />
      </FormField>
    </>
  );
}
