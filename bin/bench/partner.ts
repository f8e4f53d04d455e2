import { join } from "node:path";
import { parseArgs } from "node:util";
import { withConnection } from "@/lib/platform/database/connect";
import { env, setEnv } from "@/lib/platform/env";
import { openInstallation } from "../installation";
import { type Prepared, prepareBenchmark } from "./prepare";
import { type ServerProcess, startServerProcess } from "./server-process";

const { values } = parseArgs({
  options: { tickets: { type: "string", default: "10000" }, runs: { type: "string", default: "3" } },
});
const megabyte = 1024 * 1024;
const account = "BENCH-1";
const sampleMs = 50;
const settleMs = 10_000;

const dataDirectory = join(env().DATA_DIR, `bench-partner-${values.tickets}`);
setEnv({ DATA_DIR: dataDirectory, DOCKET_DEMO: "off" });
const prepared = await prepareBenchmark(Number(values.tickets));
await makeCompany(prepared);
const server = await startServerProcess(dataDirectory);
try {
  await pause(settleMs);
  let etag = "";
  for (let run = 1; run <= Number(values.runs); run += 1) etag = await readCompany(server, prepared, run);
  await askAgain(server, prepared, etag);
} finally {
  await server.stop();
}
process.exit();

/** One company that all tickets belong to, each with three messages and two time entries. */
async function makeCompany({ organizationId }: Prepared): Promise<void> {
  const installation = await openInstallation({ exclusive: true });
  try {
    await withConnection(installation.ownerUrl, async (owner) => {
      await owner.query(
        "select set_config('app.maintenance', 'on', false), set_config('app.organization_id', $1, false)",
        [organizationId],
      );
      await owner.query(
        `insert into companies (organization_id, name, account_number) values ($1, 'Benchmark company', $2)
         on conflict (organization_id, account_number) do nothing`,
        [organizationId, account],
      );
      await owner.query(
        `update tickets set company_id = (select id from companies where organization_id = $1 and account_number = $2)
         where organization_id = $1 and company_id is null`,
        [organizationId, account],
      );
      await owner.query(
        `insert into time_entries (organization_id, ticket_id, source, external_id, minutes)
         select $1, t.id, 'bench', n::text, 10 * n from tickets t, generate_series(1, 2) n where t.organization_id = $1
         on conflict do nothing`,
        [organizationId],
      );
      await owner.query("analyze tickets, ticket_messages, time_entries");
    });
  } finally {
    await installation.stop();
  }
}

/** The whole company as a partner reads it, checked for being whole. */
async function readCompany(of: ServerProcess, { token, tickets }: Prepared, run: number): Promise<string> {
  const idle = of.memoryMegabytes();
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(of.memoryMegabytes() - idle), sampleMs);
  const startedAt = performance.now();
  const answer = await ask(of, token);
  const firstAt = performance.now() - startedAt;
  const parts: Buffer[] = [];
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) parts.push(Buffer.from(part));
  const seconds = (performance.now() - startedAt) / 1000;
  clearInterval(timer);
  const text = Buffer.concat(parts);
  const rows = JSON.parse(text.toString()) as { conversations: unknown[]; notes: unknown[] }[];
  const messages = rows.reduce((sum, row) => sum + row.conversations.length + row.notes.length, 0);
  console.log(
    `run ${run}: ${rows.length} of ${tickets} tickets, ${messages} messages, ${(text.length / megabyte).toFixed(1)} MB in ${seconds.toFixed(2)} s = ${Math.round(rows.length / seconds)} tickets/s; first byte after ${Math.round(firstAt)} ms; server memory at most +${Math.max(0, ...samples)} MB`,
  );
  if (rows.length !== tickets) process.exitCode = 1;
  return answer.headers.get("etag") ?? "";
}

async function askAgain(of: ServerProcess, { token }: Prepared, etag: string): Promise<void> {
  const startedAt = performance.now();
  const { status } = await ask(of, token, etag);
  console.log(`asked again with the ETag: ${status} after ${Math.round(performance.now() - startedAt)} ms`);
  if (status !== 304) process.exitCode = 1;
}

async function ask(of: ServerProcess, token: string, etag?: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, ...(etag && { "if-none-match": etag }) };
  const answer = await fetch(`${of.url}/api/companies/${account}/tickets`, { headers });
  if (!answer.ok && answer.status !== 304)
    throw new Error(`The server answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
