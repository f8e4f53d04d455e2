import { prepareDataDirectory, readSecrets } from "@/lib/platform/data-directory";
import { startEmbeddedPostgres } from "@/lib/platform/database/embedded-postgres";
import { env, setEnv } from "@/lib/platform/env";

export type Installation = {
  /** May change the schema; obeys row-level security until app.maintenance is on. */
  ownerUrl: string;
  /** The application's own login. */
  appUrl: string;
  isEmbedded: boolean;
  stop(): Promise<void>;
};

/** Secrets and database of this installation: the embedded server, or the one DATABASE_URL names. */
export async function openInstallation(options: { exclusive: boolean }): Promise<Installation> {
  const { DATA_DIR, DATABASE_URL, MIGRATION_DATABASE_URL, APP_DATABASE_URL } = env();
  if (DATABASE_URL) {
    prepareDataDirectory(DATA_DIR);
    keepSecret();
    return {
      ownerUrl: MIGRATION_DATABASE_URL ?? DATABASE_URL,
      appUrl: APP_DATABASE_URL,
      isEmbedded: false,
      stop: async () => undefined,
    };
  }
  const server = await startEmbeddedPostgres({ dataDirectory: DATA_DIR, exclusive: options.exclusive });
  keepSecret();
  setEnv({ APP_DATABASE_URL: server.appUrl });
  return { ...server, isEmbedded: true };
}

function keepSecret(): void {
  if (!env().DOCKET_SECRET) setEnv({ DOCKET_SECRET: readSecrets(env().DATA_DIR).docket_secret });
}
