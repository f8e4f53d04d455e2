import type { Answer, CallInput } from "@/lib/platform/api-client";
import { instantInZone } from "@/lib/platform/zone-time";
import type { slaApi } from "@/lib/sla/api";

export type ReplayBody = CallInput<typeof slaApi.startReplay>["body"];

export type Replay = Answer<typeof slaApi.replay>["data"];

export const replayKey = (id: string) => ["sla", "replay", id] as const;

/** Midnight of a day ("2026-11-21") in a zone, as an instant. */
export function startOfDay(day: string, timeZone: string): string {
  return new Date(instantInZone(Date.parse(`${day}T00:00:00.000Z`), timeZone)).toISOString();
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString().slice(0, 10);
}
