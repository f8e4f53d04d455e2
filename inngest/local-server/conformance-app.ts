import type { Inngest, InngestFunction } from "inngest";
import { afterAll, beforeAll } from "vitest";
import { startTestApp, type TestApp } from "./test-app";

/** Every event of these tests carries an id, by which what the functions did is told apart. */
export type Data = { id: string; [name: string]: unknown };

export type Conformance = {
  app: () => TestApp;
  note: (id: string, what: unknown) => void;
  noted: (id: string) => unknown[];
  /** Sends an event with a fresh id, or the given one, and answers it. */
  send: (name: string, data?: Record<string, unknown>, id?: string) => Promise<string>;
  /** What was noted, as soon as there is that much of it. */
  until: (id: string, length: number) => Promise<unknown[]>;
  newId: (name: string) => string;
};

const patienceMs = 40_000;

/** An app of the real SDK with functions made for the purpose, registered with a local server by HTTP. */
export function useConformanceApp(
  database: { appUrl: string },
  name: string,
  define: (inngest: Inngest.Any) => InngestFunction.Any[],
): Conformance {
  const seen = new Map<string, unknown[]>();
  let running: TestApp | undefined;
  let count = 0;
  const app = () => {
    if (!running) throw new Error("The app starts before the first test.");
    return running;
  };
  const noted = (id: string) => seen.get(id) ?? [];
  const newId = (prefix: string) => `${prefix}-${++count}`;
  beforeAll(async () => {
    running = await startTestApp(database.appUrl, `conformance-${name}`, define);
  });
  afterAll(() => running?.stop());
  return {
    app,
    noted,
    newId,
    note: (id, what) => seen.set(id, [...noted(id), what]),
    send: async (event, data = {}, id = newId(event)) => {
      await app().inngest.send({ name: event, data: { ...data, id } });
      return id;
    },
    until: async (id, length) => {
      const end = Date.now() + patienceMs;
      while (noted(id).length < length && Date.now() < end) await pause(10);
      return noted(id);
    },
  };
}

export function dataOf(event: { data?: unknown }): Data {
  return event.data as Data;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
