import { Command, InvalidArgumentError } from "commander";
import { startLocalServer } from "@/inngest/local-server/start-local-server";
import { applyMigrations } from "@/lib/platform/database/migrate";
import { env } from "@/lib/platform/env";
import { StartupError } from "@/lib/platform/startup-error";
import { openInstallation } from "./installation";

type Options = { port: number; host: string; app: string[]; slots: number; retryInterval?: number };

const command = new Command("inngest:local")
  .description(
    "Runs the Inngest server that Docket has inside it alone, for any app of this machine. Its state is in this installation's database; DATA_DIR or DATABASE_URL names another.",
  )
  .option("--port <port>", "where it listens", wholeNumber, 8288)
  .option("--host <host>", "the address it listens on", "127.0.0.1")
  .option(
    "--app <url>",
    "an app to register, such as http://localhost:3000/api/inngest; again for more",
    collect,
    [],
  )
  .option("--slots <count>", "requests to apps at once", wholeNumber, 16)
  .option("--retry-interval <ms>", "pause between attempts, instead of Inngest's growing ones", wholeNumber)
  .action(run);

await command.parseAsync().catch((error: unknown) => {
  console.error(error instanceof StartupError ? error.message : error);
  process.exit(1);
});

async function run({ port, host, app, slots, retryInterval }: Options): Promise<void> {
  const installation = await openInstallation({ exclusive: false });
  await applyMigrations(installation.ownerUrl, { applicationUrl: installation.appUrl });
  const { INNGEST_SIGNING_KEY, INNGEST_EVENT_KEY, APP_DATABASE_URL } = env();
  const server = await startLocalServer({
    databaseUrl: APP_DATABASE_URL,
    host,
    port,
    slots,
    retryIntervalMs: retryInterval,
    signingKey: INNGEST_SIGNING_KEY,
    eventKey: INNGEST_EVENT_KEY,
    knowsEarlierApps: true,
    log: { info: say, warn: say },
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new StartupError(`Port ${port} is taken: stop what listens there, or choose another with --port.`);
  });
  const stop = () =>
    void server
      .stop()
      .then(installation.stop)
      .then(() => process.exit(0));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  console.log(
    `Inngest listens at ${server.url}. Start an app with ${INNGEST_SIGNING_KEY ? "" : "INNGEST_DEV=1 "}INNGEST_BASE_URL=${server.url}.`,
  );
  for (const url of app)
    await server.register(url).then(
      () => console.log(`Registered ${url}.`),
      (error: Error) => console.error(`${url} could not be registered: ${error.message}`),
    );
}

function say(fields: object, message: string): void {
  const { err, ...rest } = fields as { err?: unknown };
  const reason = err instanceof Error ? ` (${err.message})` : "";
  console.log(`${new Date().toISOString()} ${message}${reason} ${JSON.stringify(rest)}`);
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

function collect(value: string, earlier: string[]): string[] {
  return [...earlier, value];
}
