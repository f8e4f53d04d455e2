import { randomBytes, randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { Client } from "pg";
import { applyMigrations } from "@/lib/platform/database/migrate";
import { env } from "@/lib/platform/env";
import { roles } from "@/lib/platform/permissions";
import { hashToken, sessionCookie } from "@/lib/platform/session";
import { openInstallation } from "../installation";
import { fillTickets } from "./fill";

export type Prepared = { tickets: number; organizationId: string; token: string; cookie: string };

const slug = "bench";

/** Fills the benchmark's own database once, and gives it a fresh token and session each time. */
export async function prepareBenchmark(tickets: number, isBare = false): Promise<Prepared> {
  const installation = await openInstallation({ exclusive: true });
  try {
    await applyMigrations(installation.ownerUrl);
    const client = new Client({ connectionString: installation.ownerUrl });
    await client.connect();
    try {
      await client.query("select set_config('app.maintenance', 'on', false)");
      const organizationId =
        (await findOrganization(client)) ?? (await fill(client, installation.ownerUrl, tickets, isBare));
      return { tickets, organizationId, ...(await signIn(client, organizationId)) };
    } finally {
      await client.end();
    }
  } finally {
    await installation.stop();
  }
}

async function findOrganization(client: Client): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>(
    "select o.id from organizations o where o.slug = $1 and exists (select from tickets t where t.organization_id = o.id)",
    [slug],
  );
  return rows[0]?.id;
}

async function fill(client: Client, ownerUrl: string, tickets: number, isBare: boolean): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    "insert into organizations (name, slug) values ('Benchmark', $1) on conflict (slug) do update set name = excluded.name returning id",
    [slug],
  );
  const organizationId = rows[0]?.id ?? "";
  await client.query("select set_config('app.organization_id', $1, false)", [organizationId]);
  await client.query(
    "insert into users (email, name, role) select role || n || '@bench.local', role || ' ' || n, role from unnest($1::text[]) role, generate_series(1, 5) n on conflict do nothing",
    [roles],
  );
  const startedAt = Date.now();
  await fillTickets({
    ownerUrl,
    organizationId,
    tickets,
    isBare,
    onProgress: (step, done) => process.stderr.write(`\r${step} ${done.toLocaleString("en")}   `),
  });
  process.stderr.write(`\rfilled in ${Math.round((Date.now() - startedAt) / 1000)} s\n`);
  return organizationId;
}

async function signIn(client: Client, organizationId: string): Promise<{ token: string; cookie: string }> {
  const token = `dkt_${randomBytes(32).toString("base64url")}`;
  await client.query("select set_config('app.organization_id', $1, false)", [organizationId]);
  const { rows } = await client.query<{ id: string; session_version: number }>(
    "select id, session_version from users where role = 'admin' order by email limit 1",
  );
  const admin = rows[0];
  if (!admin) throw new Error("The benchmark database has no admin; remove its folder and run again.");
  await client.query(
    "insert into api_tokens (organization_id, user_id, name, prefix, token_hash, scopes) values ($1, $2, 'bench', $3, $4, '{*}')",
    [organizationId, admin.id, token.slice(0, 8), hashToken(token)],
  );
  const session = await encode({
    token: { sub: admin.id, session_id: randomUUID(), session_version: admin.session_version },
    secret: env().DOCKET_SECRET,
  });
  return { token, cookie: `${sessionCookie}=${session}` };
}
