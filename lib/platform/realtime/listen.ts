import { Client } from "pg";
import { env } from "../env";
import { logger } from "../logger";

const reconnectAfterMs = 1_000;

export type Listener = { stop: () => Promise<void> };

/** Holds one connection open for LISTEN and reopens it when it breaks; `onGap` says that messages may have been missed. */
export function listen(
  channels: readonly string[],
  onMessage: (channel: string, payload: string) => void,
  onGap: () => void,
): Listener {
  let client: Client | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  const connect = async () => {
    const next = new Client({ connectionString: env().APP_DATABASE_URL, keepAlive: true });
    next.on("notification", ({ channel, payload }) => payload && onMessage(channel, payload));
    next.on("error", (error) => logger.debug({ err: error }, "The listening connection broke."));
    next.on("end", () => retry(next));
    try {
      await next.connect();
      for (const channel of channels) await next.query(`listen ${next.escapeIdentifier(channel)}`);
      client = next;
      onGap();
    } catch (error) {
      logger.debug({ err: error }, "Listening for changes failed; trying again.");
      await next.end().catch(() => undefined);
      retry(next);
    }
  };
  const retry = (broken: Client) => {
    if (isStopped || timer || (client !== null && client !== broken)) return;
    client = null;
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, reconnectAfterMs);
  };

  void connect();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
