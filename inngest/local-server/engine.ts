import type { StateDatabase } from "./database";
import type { FunctionConfig } from "./function-config";

export type InngestEvent = {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
  user?: unknown;
  v?: unknown;
  meta?: unknown;
};

export type LogEntry = (fields: object, message: string) => void;

/** What every part of the server works with. */
export type Engine = {
  database: StateDatabase;
  /** Current functions of the apps that registered here, by id. */
  functions: ReadonlyMap<string, FunctionConfig>;
  signingKey: string | undefined;
  eventKey: string | undefined;
  /** Names this process among the servers that share the database. */
  worker: number;
  /** Milliseconds before the given attempt is repeated. */
  retryPause: (attempt: number) => number;
  /** There may be something to do now. */
  wake: () => void;
  log: { info: LogEntry; warn: LogEntry };
};

const identifier = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whose the event is, so that its runs are shown to nobody else. */
export function organizationOf(event: InngestEvent): string | null {
  const id = event.data.organization_id;
  return typeof id === "string" && identifier.test(id) ? id : null;
}
