/** One number of a replay and its name in an address: `<replay>:resolution.added.HIGH.finance`. Safe in the browser. */
const clocks = ["first_response", "next_response", "resolution"] as const;
const replayOutcomes = ["tickets", "actual", "draft", "added", "removed"] as const;
const priorities = ["LOW", "MEDIUM", "HIGH", "CRITICAL"] as const;

export type ReplayOutcome = (typeof replayOutcomes)[number];
export type ReplayNumber = {
  replay_id: string;
  clock: (typeof clocks)[number];
  outcome: ReplayOutcome;
  /** Left out: every priority and team. */
  priority?: (typeof priorities)[number];
  /** Null: tickets in no queue. */
  team?: string | null;
};

const noTeam = "none";
const shape = new RegExp(
  `^([0-9a-f-]{36}):(${clocks.join("|")})\\.(${replayOutcomes.join("|")})(?:\\.(${priorities.join("|")})\\.([a-z_]{1,50}))?$`,
);

export function writeReplayNumber({ replay_id, clock, outcome, priority, team }: ReplayNumber): string {
  const place = priority ? `.${priority}.${team ?? noTeam}` : "";
  return `${replay_id}:${clock}.${outcome}${place}`;
}

export function readReplayNumber(text: string): ReplayNumber | null {
  const match = shape.exec(text);
  if (!match) return null;
  const [, replay_id = "", clock, outcome, priority, team] = match;
  const number = { replay_id, clock, outcome } as ReplayNumber;
  if (!priority) return number;
  return { ...number, priority: priority as ReplayNumber["priority"], team: team === noTeam ? null : team };
}

const ran = 1;
const brokeAsItWas = 2;
const brokeInDraft = 4;
const bitsPerClock = 3;

/** What became of one clock, to be added to what became of the ticket's others. */
export function outcomeBits(
  clock: ReplayNumber["clock"],
  { isActual, isDraft }: { isActual: boolean; isDraft: boolean },
): number {
  const bits = ran + (isActual ? brokeAsItWas : 0) + (isDraft ? brokeInDraft : 0);
  return bits << clockShift(clock);
}

export function clockShift(clock: ReplayNumber["clock"]): number {
  return clocks.indexOf(clock) * bitsPerClock;
}

/** Which three bits of a clock count towards a number. */
export const countedBits: Record<ReplayOutcome, readonly number[]> = {
  tickets: [1, 3, 5, 7],
  actual: [3, 7],
  draft: [5, 7],
  added: [5],
  removed: [3],
};
