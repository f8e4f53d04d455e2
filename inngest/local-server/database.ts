import pg from "pg";
import { statementName } from "@/lib/platform/database/statement-name";

/** One statement, or a transaction of several. Organizations are not told apart here: see the migration. */
export type Connection = { query: <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]> };

export type StateDatabase = Connection & {
  transaction: <Result>(run: (connection: Connection) => Promise<Result>) => Promise<Result>;
  close: () => Promise<void>;
};

export function openStateDatabase(connectionString: string, connections: number): StateDatabase {
  const pool = new pg.Pool({
    connectionString,
    max: connections,
    idleTimeoutMillis: 30_000,
    application_name: "docket-inngest",
  });
  // A server that restarts must not end the process; the next query opens a new connection.
  pool.on("error", () => undefined);
  return {
    query: async (text, values) => (await pool.query(statement(text, values))).rows,
    transaction: async (run) => {
      const client = await pool.connect();
      try {
        await client.query("begin");
        const result = await run({
          query: async (text, values) => (await client.query(statement(text, values))).rows,
        });
        await client.query("commit");
        client.release();
        return result;
      } catch (error) {
        await client.query("rollback").then(
          () => client.release(),
          (broken: Error) => client.release(broken),
        );
        throw error;
      }
    },
    close: () => pool.end(),
  };
}

/** The engine sends the same few all the time, so a connection reads and plans each once. */
function statement(text: string, values: unknown[] | undefined): pg.QueryConfig {
  return values ? { name: statementName(text), text, values } : { text };
}
