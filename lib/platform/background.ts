import { logger } from "./logger";

export type BackgroundTask = {
  name: string;
  everyMs: number;
  /** Long work looks at the signal between its steps. */
  run: (signal: AbortSignal) => Promise<void>;
};

/** Repeats each task, the pause counted from its end, until stopped; `stop` waits for what is running. */
export function startBackground(tasks: readonly BackgroundTask[]): { stop: () => Promise<void> } {
  const controller = new AbortController();
  const loops = tasks.map((task) => repeat(task, controller.signal));
  return {
    stop: async () => {
      controller.abort();
      await Promise.all(loops);
    },
  };
}

async function repeat(task: BackgroundTask, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await task.run(signal);
    } catch (error) {
      logger.error({ err: error, task: task.name }, "background task failed");
    }
    await pause(task.everyMs, signal);
  }
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, durationMs);
    signal.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
