"use client";

import { useId } from "react";
import { FormField } from "../shared/form-field";
import { Label } from "../ui/label";
import { Switch } from "../ui/switch";
import type { ChangePreferences, PreferencesData } from "./settings-page";
import { TimeField } from "./time-field";

interface QuietHoursProps {
  preferences: PreferencesData;
  onChange: ChangePreferences;
}

const suggested = { quiet_from: "19:00", quiet_until: "07:00" };
const none = { quiet_from: null, quiet_until: null };

export function QuietHours({ preferences, onChange }: QuietHoursProps) {
  const id = useId();
  const { quiet_from, quiet_until, quiet_lets_critical_through } = preferences;
  const isOn = quiet_from !== null && quiet_until !== null;
  return (
    <>
      <div className="flex items-center gap-3">
        <Switch
          id={`${id}-quiet`}
          checked={isOn}
          onCheckedChange={(isQuiet) => onChange(isQuiet ? suggested : none)}
        />
        <Label htmlFor={`${id}-quiet`}>Keep quiet every day between two times</Label>
      </div>
      {isOn && (
        <>
          <div className="flex flex-wrap gap-4">
            <FormField label="From">
              <TimeField
                value={quiet_from}
                onChange={(from) => onChange({ quiet_from: from, quiet_until })}
              />
            </FormField>
            <FormField label="Until">
              <TimeField
                value={quiet_until}
                onChange={(until) => onChange({ quiet_from, quiet_until: until })}
              />
            </FormField>
          </div>
          <div className="flex items-center gap-3">
            <Switch
              id={`${id}-critical`}
              checked={quiet_lets_critical_through}
              onCheckedChange={(isThrough) => onChange({ quiet_lets_critical_through: isThrough })}
            />
            <Label htmlFor={`${id}-critical`}>Critical tickets reach me anyway</Label>
          </div>
        </>
      )}
    </>
  );
}
