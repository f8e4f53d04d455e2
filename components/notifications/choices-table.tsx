"use client";

import type { NotificationChannel } from "@/lib/notifications/schema";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { channelWords, kindWords } from "./kind-words";
import type { ChangePreferences, PreferencesData } from "./settings-page";

type Row = PreferencesData["defaults"][number];

interface ChoicesTableProps {
  preferences: PreferencesData;
  onChange: ChangePreferences;
}

const channels = Object.keys(channelWords) as NotificationChannel[];

/** Each kind by each channel; what differs from the default says so. */
export function ChoicesTable({ preferences, onChange }: ChoicesTableProps) {
  const { choices, defaults } = preferences;
  const choose = ({ kind, channels: byDefault }: Row, channel: NotificationChannel, isOn: boolean) => {
    const chosen = { ...choices[kind], [channel]: isOn };
    // What equals the default is not kept, so that a better default reaches everyone who did not decide.
    if (isOn === byDefault[channel]) delete chosen[channel];
    const next = { ...choices, [kind]: chosen };
    if (Object.keys(chosen).length === 0) delete next[kind];
    onChange({ choices: next });
  };
  const isDefault = Object.keys(choices).length === 0;
  return (
    <>
      <Table aria-label="What reaches you by which channel">
        <TableHeader>
          <TableRow>
            <TableHead>What</TableHead>
            {channels.map((channel) => (
              <TableHead key={channel} className="w-14 px-1 text-center sm:w-20 sm:px-3">
                {channelWords[channel]}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {defaults.map((row) => (
            <TableRow key={row.kind}>
              <TableCell>
                <span className="font-medium">{kindWords[row.kind].label}</span>
                <span className="hidden text-xs text-muted-foreground sm:block">
                  {kindWords[row.kind].hint}
                </span>
              </TableCell>
              {channels.map((channel) => (
                <Choice
                  key={channel}
                  row={row}
                  channel={channel}
                  chosen={choices[row.kind]?.[channel]}
                  onChoose={choose}
                />
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-2">
        <p className="max-w-prose text-xs text-muted-foreground">
          A dot marks what differs from the default. For tickets you watch, the channels you chose as a
          watcher count, unless a kind is switched off here.
        </p>
        <Button size="sm" variant="ghost" disabled={isDefault} onClick={() => onChange({ choices: {} })}>
          Back to the defaults
        </Button>
      </div>
    </>
  );
}

interface ChoiceProps {
  row: Row;
  channel: NotificationChannel;
  chosen: boolean | undefined;
  onChoose: (row: Row, channel: NotificationChannel, isOn: boolean) => void;
}

function Choice({ row, channel, chosen, onChoose }: ChoiceProps) {
  const byDefault = row.channels[channel];
  const differs = chosen !== undefined && chosen !== byDefault;
  return (
    <TableCell className="px-1 text-center sm:px-3">
      <span className="relative inline-flex">
        <Checkbox
          aria-label={`${kindWords[row.kind].label} by ${channelWords[channel]}${differs ? `, by default ${byDefault ? "on" : "off"}` : ""}`}
          checked={chosen ?? byDefault}
          onCheckedChange={(isOn) => onChoose(row, channel, isOn)}
        />
        {differs && (
          <span aria-hidden className="absolute -top-0.5 -right-2.5 size-1.5 rounded-full bg-primary" />
        )}
      </span>
    </TableCell>
  );
}
