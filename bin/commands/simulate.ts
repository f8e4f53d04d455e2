import { once } from "node:events";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type Plan, plans } from "../simulators/server/desk";
import { startSimulator } from "../simulators/start";
import { print } from "./context";

type Options = {
  tickets: number;
  seed: number;
  plan: Plan;
  host: string;
  port: number;
  until?: Date;
};

export function register(program: Command): void {
  program
    .command("simulate")
    .description("run a desk of another vendor on this machine, for trying the sync without an account")
    .argument("<vendor>", "freshservice")
    .option("--tickets <count>", "how many tickets the past year brought", wholeNumber, 3_000)
    .option("--seed <number>", "the same seed gives the same desk", wholeNumber, 7)
    .addOption(new Option("--plan <plan>", "whose limits apply").choices(plans).default("growth"))
    .option("--host <address>", "where to listen", "127.0.0.1")
    .option("--port <port>", "where to listen; 0 takes a free one", wholeNumber, 4_010)
    .option("--until <instant>", "the end of the invented past (default: this hour)", instant)
    .action(async (vendor: string, options: Options, command: Command) => {
      if (vendor !== "freshservice") throw new InvalidArgumentError("There is only freshservice.");
      const simulator = await startSimulator({ vendor, ...options });
      const [key = ""] = simulator.keys;
      print(
        command,
        { url: simulator.url, keys: simulator.keys },
        [
          `A ${vendor} desk with ${options.tickets} tickets answers at ${simulator.url} with the limits of ${options.plan}.`,
          `Full key ${simulator.keys.join(", read-only ").replace(/, read-only (?=[^,]*$)/, ", tickets only ")}`,
          `Connect it in Settings → Sync, or try: curl -u ${key}:X '${simulator.url}/api/v2/tickets?per_page=5'`,
          `Look at it and change it under ${simulator.url}/_simulator; Ctrl-C ends it.`,
        ].join("\n"),
      );
      await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
      await simulator.stop();
    });
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It has to be a whole number.");
  return Number(text);
}

function instant(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError("It has to be a date such as 2026-01-31.");
  return date;
}
