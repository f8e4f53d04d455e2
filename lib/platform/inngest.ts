import { Inngest } from "inngest";
import { logger } from "./logger";

/**
 * Every background function goes through this one client; see `inngest/functions.ts`. It reads INNGEST_* from
 * the environment at every request, so the embedded server may set them while starting.
 */
export const inngest = new Inngest({
  id: "docket",
  // Looks for spans of language models, which Docket's functions have none of.
  aiMetadata: false,
  logger: {
    debug: (...args: unknown[]) => logger.debug(...asLogArguments(args)),
    info: (...args: unknown[]) => logger.info(...asLogArguments(args)),
    warn: (...args: unknown[]) => logger.warn(...asLogArguments(args)),
    error: (...args: unknown[]) => logger.error(...asLogArguments(args)),
  },
});

/** The SDK calls with fields and a message, a message, or an error. */
function asLogArguments(args: unknown[]): [object, string?] {
  const [first, second] = args;
  if (typeof first === "string") return [{}, first];
  return [(first ?? {}) as object, typeof second === "string" ? second : undefined];
}
