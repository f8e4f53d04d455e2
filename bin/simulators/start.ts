import { freshdeskDesk } from "./freshdesk/desk";
import { freshserviceDesk } from "./freshservice/desk";
import { liveOn } from "./live";
import type { Desk, DeskParts, Plan } from "./server/desk";
import { type FaultPlan, Faults } from "./server/faults";
import { makeKeys } from "./server/keys";
import { type Simulator, startSimulatorServer } from "./server/simulator-server";
import { postWebhooks, type WebhookOptions } from "./webhook";
import { Changes } from "./world/changes";
import { World } from "./world/world";
import { zendeskDesk } from "./zendesk/desk";

export const simulatedVendors = ["freshservice", "freshdesk", "zendesk"] as const;
export type SimulatedVendor = (typeof simulatedVendors)[number];

const desks: Record<SimulatedVendor, (parts: DeskParts) => Desk> = {
  freshservice: freshserviceDesk,
  freshdesk: freshdeskDesk,
  zendesk: zendeskDesk,
};

export type StartOptions = {
  vendor: SimulatedVendor;
  tickets: number;
  seed: number;
  plan: Plan;
  host?: string;
  port?: number;
  until?: Date;
  faults?: FaultPlan;
  skewSeconds?: number;
  minuteMs?: number;
  /** Where false, work on a ticket leaves its `updated_at` alone. */
  timeEntriesTouchTickets?: boolean;
  /** Changes a minute that the desk makes by itself. */
  livePerMinute?: number;
  webhook?: WebhookOptions;
};

export type RunningSimulator = Simulator & { world: World; changes: Changes; faults: Faults; keys: string[] };

export async function startSimulator(options: StartOptions): Promise<RunningSimulator> {
  const { seed, tickets } = options;
  const world = new World({ seed, tickets, until: options.until ?? startOfHour() });
  world.skewSeconds = options.skewSeconds ?? 0;
  const changes = new Changes(world, seed, { timeEntries: options.timeEntriesTouchTickets ?? true });
  const faults = new Faults(options.faults ?? {}, seed);
  const keys = makeKeys(seed);
  const simulator = await startSimulatorServer({
    world,
    changes,
    faults,
    keys,
    desk: desks[options.vendor]({ world, changes }),
    plan: options.plan,
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 0,
    minuteMs: options.minuteMs,
  });
  if (options.webhook) postWebhooks(world, changes, options.webhook);
  const rest = options.livePerMinute
    ? liveOn(changes, { perMinute: options.livePerMinute, seed })
    : () => undefined;
  const stop = () => {
    rest();
    return simulator.stop();
  };
  return { ...simulator, stop, world, changes, faults, keys: [...keys.keys()] };
}

function startOfHour(): Date {
  return new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
}
