import { once } from "node:events";
import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import { type Plan, plans } from "../simulators/server/desk";
import { everyFault } from "../simulators/server/faults";
import {
  type RunningSimulator,
  type SimulatedVendor,
  simulatedVendors,
  startSimulator,
} from "../simulators/start";
import { print } from "./context";

type Options = {
  tickets: number;
  seed: number;
  plan: Plan;
  host: string;
  port: number;
  until?: Date;
  live: boolean;
  pace: number;
  webhook?: string;
  secret: string;
  faults: boolean;
  skew: number;
};

export function register(program: Command): void {
  program
    .command("simulate")
    .description("run a desk of another vendor on this machine, for trying the sync without an account")
    .addArgument(new Argument("<vendor>", "whose desk").choices(simulatedVendors))
    .option("--tickets <count>", "how many tickets the past year brought", wholeNumber, 3_000)
    .option("--seed <number>", "the same seed and end give the same desk", wholeNumber, 7)
    .addOption(new Option("--plan <plan>", "whose rate limits apply").choices(plans).default("growth"))
    .option("--host <address>", "where to listen", "127.0.0.1")
    .option("--port <port>", "where to listen; 0 takes a free one", wholeNumber, 4_010)
    .option("--until <instant>", "the end of the invented past (default: this hour)", instant)
    .option("--live", "let tickets come, be answered, closed, reopened and deleted meanwhile", false)
    .option("--pace <count>", "how many changes a minute a lively desk makes", wholeNumber, 20)
    .option("--webhook <url>", "where to post every change")
    .option("--secret <text>", "the webhook's X-Webhook-Secret header", "simulated-secret")
    .option("--faults", "fail now and then in every way that a vendor can", false)
    .option("--skew <seconds>", "how far the desk's clock is ahead, or behind if negative", seconds, 0)
    .action(async (vendor: SimulatedVendor, options: Options, command: Command) => {
      const simulator = await startSimulator({
        ...options,
        vendor,
        faults: options.faults ? everyFault : {},
        skewSeconds: options.skew,
        livePerMinute: options.live ? options.pace : 0,
        webhook: options.webhook
          ? { url: options.webhook, secret: options.secret, onFailure: console.error }
          : undefined,
      });
      const [full = "", read, tickets] = simulator.keys;
      print(
        command,
        { vendor, url: simulator.url, keys: simulator.keys },
        [
          `A ${vendor} desk with ${options.tickets} tickets answers at ${simulator.url}, limited like the plan "${options.plan}".`,
          `Its key is ${full}; ${read} may not write, ${tickets} may read tickets only.`,
          `Connect it in a Docket started with SYNC_ALLOW_PRIVATE=true (Settings, Sync), or look: curl ${example(vendor, simulator.url, full)}`,
          `Its truth, changes, faults and counts are under ${simulator.url}/_simulator. Ctrl-C ends it.`,
        ].join("\n"),
      );
      if (options.live && !command.optsWithGlobals().json) tellChanges(simulator);
      await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
      await simulator.stop();
    });
}

/** What follows `curl` to see the first tickets. */
function example(vendor: SimulatedVendor, url: string, key: string): string {
  if (vendor === "zendesk")
    return `-u admin@sim-desk.example/token:${key} '${url}/api/v2/incremental/tickets/cursor.json?start_time=0&per_page=5'`;
  return `-u ${key}:X '${url}/api/v2/tickets?per_page=5'`;
}

function tellChanges({ changes, world }: RunningSimulator): void {
  changes.onChange(({ kind, ticket_id: id }) => {
    const time = new Date(world.now()).toISOString().slice(11, 19);
    console.log(`${time}  #${id}  ${kind.replaceAll("_", " ")}  ${world.ticket(id)?.subject?.trim() ?? ""}`);
  });
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It has to be a whole number.");
  return Number(text);
}

function seconds(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError("It has to be a whole number of seconds.");
  return Number(text);
}

function instant(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError("It has to be a date such as 2026-01-31.");
  return date;
}
