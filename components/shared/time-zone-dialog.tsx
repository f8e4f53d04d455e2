"use client";

import { useMemo } from "react";
import { ComboboxList, type ComboboxOption } from "../ui/combobox-list";
import { Dialog, DialogContent } from "../ui/dialog";
import { usePreferences } from "./preferences";

export interface TimeZoneDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  organizationZone: string;
}

export function TimeZoneDialog({ isOpen, onOpenChange, organizationZone }: TimeZoneDialogProps) {
  const { preferences, update } = usePreferences();
  const browserZone = preferences.browser_time_zone;
  const options = useMemo(
    () => (isOpen ? zoneOptions(browserZone, organizationZone) : []),
    [isOpen, browserZone, organizationZone],
  );
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent
        title="Time zone"
        description="Every time you see is shown in this zone. Working hours keep the organization's own."
        width="sm"
        className="pb-1"
      >
        <div className="mt-2 min-h-0 border-t">
          <ComboboxList
            label="Time zone"
            placeholder="City or zone"
            options={options}
            values={[preferences.time_zone]}
            onPick={(option) => {
              update({ time_zone: option.value });
              onOpenChange(false);
            }}
          />
        </div>
      </DialogContent>
    </Dialog>
  );
}

function zoneOptions(browserZone: string, organizationZone: string): ComboboxOption[] {
  const now = new Date();
  const zones = Intl.supportedValuesOf("timeZone").filter((zone) => zone !== organizationZone);
  const option = (zone: string, label: string, group: string): ComboboxOption => ({
    value: zone,
    label: label.replaceAll("_", " "),
    hint: zoneName(zone, "longOffset", now),
    keywords: zoneName(zone, "long", now),
    group,
  });
  return [
    { ...option(browserZone, `This browser (${browserZone})`, "Suggested"), value: "auto" },
    option(organizationZone, `Organization (${organizationZone})`, "Suggested"),
    ...zones.map((zone) => option(zone, zone, "All zones")),
  ];
}

function zoneName(timeZone: string, timeZoneName: "long" | "longOffset", now: Date): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName }).formatToParts(now);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}
