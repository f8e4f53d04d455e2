import { z } from "zod";
import type { StateDatabase } from "./database";
import { type FunctionConfig, nextScheduled, readFunctionConfig } from "./function-config";

const registration = z.looseObject({
  url: z.url(),
  appName: z.string().min(1).max(200),
  functions: z.array(z.unknown()),
  sdk: z.string().optional(),
  framework: z.string().optional(),
});

/** The apps and functions that registered, in memory and in the database. */
export class Registry {
  readonly functions = new Map<string, FunctionConfig>();
  private readonly apps = new Set<string>();

  constructor(
    private readonly database: StateDatabase,
    /** Tells the apps of this server from those of another on the same database. */
    private readonly keyDigest: string,
  ) {}

  /** Apps whose work this process may take, since it knows their address. */
  appIds(): string[] {
    return [...this.apps];
  }

  /** Takes an app's functions as they now are, or refuses them all with one sentence. Answers whether they changed. */
  async register(body: unknown): Promise<boolean> {
    const app = registration.parse(body);
    const configs = app.functions.map((source) => readFunctionConfig(app.appName, source));
    const sources = app.functions as { id: string; name?: string }[];
    const hasChanged = await this.database.transaction(async (connection) => {
      await connection.query("select pg_advisory_xact_lock(7033, 1)");
      await connection.query(
        `insert into inngest.apps (id, url, sdk, framework, key_digest) values ($1, $2, $3, $4, $5)
         on conflict (id) do update set url = excluded.url, sdk = excluded.sdk, framework = excluded.framework,
           key_digest = excluded.key_digest, registered_at = now()`,
        [app.appName, app.url, app.sdk ?? null, app.framework ?? null, this.keyDigest],
      );
      const before = await connection.query<{ id: string; config: unknown }>(
        "update inngest.functions set is_current = false where app_id = $1 and is_current returning id, config",
        [app.appName],
      );
      await connection.query(
        `insert into inngest.functions (id, app_id, name, config)
         select config ->> 'id', $1, coalesce(config ->> 'name', config ->> 'id'), config from jsonb_array_elements($2::jsonb) config
         on conflict (id) do update set app_id = excluded.app_id, name = excluded.name, config = excluded.config, is_current = true`,
        [app.appName, JSON.stringify(sources)],
      );
      for (const config of configs) await keepSchedules(connection, config);
      for (const table of ["schedules", "debounces", "batches"])
        await connection.query(
          `delete from inngest.${table} where function_id in (select id from inngest.functions where not is_current and app_id = $1)`,
          [app.appName],
        );
      return (
        before
          .map(({ id }) => id)
          .toSorted()
          .join() !==
        configs
          .map(({ id }) => id)
          .toSorted()
          .join()
      );
    });
    this.adopt(app.appName, configs);
    return hasChanged;
  }

  /** What registered before this process began: for a server that its apps do not start with. */
  async load(): Promise<void> {
    const rows = await this.database.query<{ app_id: string; configs: unknown[] }>(
      `select f.app_id, json_agg(f.config) as configs from inngest.functions f join inngest.apps a on a.id = f.app_id
       where f.is_current and a.key_digest = $1 group by f.app_id`,
      [this.keyDigest],
    );
    for (const { app_id, configs } of rows)
      this.adopt(
        app_id,
        configs.map((source) => readFunctionConfig(app_id, source)),
      );
  }

  private adopt(appId: string, configs: FunctionConfig[]): void {
    for (const [id, fn] of this.functions) if (fn.appId === appId) this.functions.delete(id);
    for (const config of configs) this.functions.set(config.id, config);
    this.apps.add(appId);
  }
}

/** A schedule that stays keeps its next time, also one missed while no server ran: it then comes once, late. */
async function keepSchedules(
  connection: Pick<StateDatabase, "query">,
  { id, schedules }: FunctionConfig,
): Promise<void> {
  await connection.query("delete from inngest.schedules where function_id = $1 and cron <> all ($2)", [
    id,
    schedules,
  ]);
  for (const cron of schedules)
    await connection.query(
      "insert into inngest.schedules (function_id, cron, next_at) values ($1, $2, $3) on conflict do nothing",
      [id, cron, nextScheduled(cron, new Date()) ?? null],
    );
}
