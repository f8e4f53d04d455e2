import { freshserviceDesk } from "./freshservice/desk";
import type { Plan } from "./server/desk";
import { type FaultPlan, Faults } from "./server/faults";
import { makeKeys } from "./server/keys";
import { type Simulator, startSimulatorServer } from "./server/simulator-server";
import { Changes } from "./world/changes";
import { World } from "./world/world";

export type StartOptions = {
  vendor: "freshservice";
  tickets: number;
  seed: number;
  plan: Plan;
  host?: string;
  port?: number;
  until?: Date;
  faults?: FaultPlan;
  minuteMs?: number;
  /** Where false, work on a ticket leaves its `updated_at` alone. */
  timeEntriesTouchTickets?: boolean;
};

export type RunningSimulator = Simulator & { world: World; changes: Changes; faults: Faults; keys: string[] };

export async function startSimulator(options: StartOptions): Promise<RunningSimulator> {
  const { seed, tickets } = options;
  const world = new World({ seed, tickets, until: options.until ?? startOfHour() });
  const changes = new Changes(world, seed, { timeEntries: options.timeEntriesTouchTickets ?? true });
  const faults = new Faults(options.faults ?? {}, seed);
  const keys = makeKeys(seed);
  const simulator = await startSimulatorServer({
    world,
    changes,
    faults,
    keys,
    desk: freshserviceDesk({ world, changes }),
    plan: options.plan,
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 0,
    minuteMs: options.minuteMs,
  });
  return { ...simulator, world, changes, faults, keys: [...keys.keys()] };
}

function startOfHour(): Date {
  return new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
}
