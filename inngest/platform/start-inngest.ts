import { createHmac } from "node:crypto";
import { env, setEnv } from "@/lib/platform/env";
import { logger } from "@/lib/platform/logger";
import { startOutbox } from "@/lib/platform/outbox";
import { StartupError } from "@/lib/platform/startup-error";
import { type LocalServer, startLocalServer } from "../local-server/start-local-server";
import { keepRegistering } from "./keep-registering";

const servePath = "/api/inngest";
const ownNames = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Background work of this process: the Inngest server of the configuration, or else one inside this process;
 * the app registers with it, and the outbox is sent to it.
 */
export async function startInngest(appOrigin: string): Promise<{ stop: () => Promise<void> }> {
  refuseOpenDevMode();
  const embedded = isConfigured() ? undefined : await startEmbedded();
  const ownOrigin = env().INNGEST_SERVE_ORIGIN;
  if (!ownOrigin) setEnv({ INNGEST_SERVE_ORIGIN: embedded ? appOrigin : addressForOthers(appOrigin) });
  let outbox: ReturnType<typeof startOutbox> | undefined;
  // An event that arrives before the functions it concerns would have no effect.
  const registration = keepRegistering(new URL(servePath, appOrigin).href, () => {
    outbox = startOutbox();
  });
  return {
    stop: async () => {
      registration.stop();
      await outbox?.stop();
      await embedded?.stop();
      if (!ownOrigin) setEnv({ INNGEST_SERVE_ORIGIN: undefined });
      if (embedded)
        setEnv({
          INNGEST_BASE_URL: undefined,
          INNGEST_EVENT_KEY: undefined,
          INNGEST_SIGNING_KEY: undefined,
        });
    },
  };
}

function isConfigured(): boolean {
  const { INNGEST_BASE_URL, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY } = env();
  return Boolean(INNGEST_BASE_URL || isDevMode() || INNGEST_EVENT_KEY || INNGEST_SIGNING_KEY);
}

function isDevMode(): boolean {
  const { INNGEST_DEV } = env();
  return INNGEST_DEV !== undefined && INNGEST_DEV !== "0" && INNGEST_DEV !== "false";
}

function refuseOpenDevMode(): void {
  if (!isDevMode() || ["localhost", "127.0.0.1", "::1"].includes(env().HOST)) return;
  throw new StartupError(
    "INNGEST_DEV lets anybody who reaches the desk call its functions: unset it, or start with HOST=127.0.0.1.",
  );
}

/** Its keys come from the installation's secret, so that nobody else on this machine can call the functions. */
async function startEmbedded(): Promise<LocalServer> {
  const signingKey = `signkey-docket-${deriveKey("inngest signing key")}`;
  const eventKey = deriveKey("inngest event key");
  const server = await startLocalServer({
    databaseUrl: env().APP_DATABASE_URL,
    signingKey,
    eventKey,
    log: {
      info: (fields, message) => logger.debug(fields, message),
      warn: (fields, message) => logger.warn(fields, message),
    },
  });
  setEnv({ INNGEST_BASE_URL: server.url, INNGEST_EVENT_KEY: eventKey, INNGEST_SIGNING_KEY: signingKey });
  return server;
}

function deriveKey(purpose: string): string {
  return createHmac("sha256", env().DOCKET_SECRET).update(purpose).digest("hex");
}

/** A server on this machine reaches the app as this process does, any other by the desk's address. */
function addressForOthers(appOrigin: string): string {
  const { INNGEST_BASE_URL, INNGEST_DEV, DOCKET_URL } = env();
  const address = INNGEST_BASE_URL ?? (INNGEST_DEV?.startsWith("http") ? INNGEST_DEV : undefined);
  const isHere = address ? ownNames.includes(new URL(address).hostname) : INNGEST_DEV;
  return isHere ? appOrigin : new URL(DOCKET_URL).origin;
}
