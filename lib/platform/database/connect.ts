import pg from "pg";
import { StartupError } from "../startup-error";

const oldestVersion = 16;

/** One plain connection for set-up work. Failure is a sentence that names the remedy, never the password. */
export async function connect(
  url: string,
  options: { applicationName?: string; timeoutMs?: number } = {},
): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: options.applicationName ?? "docket",
    connectionTimeoutMillis: options.timeoutMs ?? 10_000,
  });
  // A server that goes away must not end the process through an unheard error event.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw connectionError(url, error);
  }
}

export async function withConnection<Result>(
  url: string,
  run: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = await connect(url);
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

export async function requireSupportedVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ major: number; version: string }>(
    "select current_setting('server_version_num')::int / 10000 as major, current_setting('server_version') as version",
  );
  const server = rows[0];
  if (!server || server.major < oldestVersion)
    throw new StartupError(
      `The PostgreSQL server is version ${server?.version}, which is too old: Docket needs version ${oldestVersion} or later.`,
    );
}

export function connectionError(url: string, error: unknown): StartupError {
  const { code, message } = error as { code?: string; message?: string };
  const { hostname, port, pathname, username } = new URL(url);
  const place = `${hostname || "localhost"}:${port || "5432"}`;
  if (code === "28P01" || code === "28000")
    return new StartupError(
      `The PostgreSQL server at ${place} refused the login of ${decodeURIComponent(username)}: check the user and password in DATABASE_URL.`,
    );
  if (code === "3D000")
    return new StartupError(
      `The PostgreSQL server at ${place} has no database ${pathname.slice(1)}: create it, or correct DATABASE_URL.`,
    );
  if (code === "42501" || code === "22023")
    return new StartupError(
      `The login ${decodeURIComponent(username)} may not act as docket_app: run "docket migrate" with a login that may grant it, or GRANT docket_app TO it.`,
    );
  if (code === "53300")
    return new StartupError(
      `The PostgreSQL server at ${place} has no connection left: raise max_connections or lower DATABASE_POOL_SIZE.`,
    );
  return new StartupError(
    `The PostgreSQL server at ${place} cannot be reached (${code ?? message ?? "no answer"}): check DATABASE_URL and that the server is running.`,
  );
}
