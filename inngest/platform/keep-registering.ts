import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/logger";
import { callApp } from "../local-server/call-app";

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** Makes the app tell its Inngest server what functions it has, again until that worked; then calls `onDone`. */
export function keepRegistering(appUrl: string, onDone: () => void): { stop: () => void } {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const attempt = async (pauseMs: number) => {
    const refusal = await register(appUrl, controller.signal).catch((error: Error) => error.message);
    if (controller.signal.aborted) return;
    if (!refusal) return onDone();
    logger.error({ refusal }, "The functions could not be registered with Inngest; trying again.");
    timer = setTimeout(() => void attempt(Math.min(pauseMs * 2, longestPauseMs)), pauseMs);
  };
  void attempt(firstPauseMs);
  return {
    stop: () => {
      controller.abort();
      clearTimeout(timer);
    },
  };
}

async function register(appUrl: string, signal: AbortSignal): Promise<string | undefined> {
  const { status, body } = await callApp(appUrl, "PUT", undefined, env().INNGEST_SIGNING_KEY, signal);
  if (status === 200) return undefined;
  return (body as { message?: string } | null)?.message ?? `The app answered ${status}.`;
}
