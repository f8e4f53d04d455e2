import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { env, setEnv } from "@/lib/platform/env";
import { hashToken } from "@/lib/platform/session";
import { openInstallation } from "../installation";
import { Audience } from "./audience";
import { type Prepared, prepareBenchmark } from "./prepare";
import { type ServerProcess, startServerProcess } from "./server-process";

const { values } = parseArgs({
  options: {
    connections: { type: "string", default: "2000" },
    changes: { type: "string", default: "40" },
    help: { type: "boolean", default: false },
  },
});

const connectionsPerPerson = 20;
const restMs = 10_000;

if (values.help) {
  console.log(
    "npm run bench:realtime -- [--connections 2000] [--changes 40]\n\nStarts the production server on a small database under DATA_DIR/bench-realtime, opens that many live connections to it\non this machine, and prints what they cost and how soon a change reaches all of them.",
  );
} else {
  await run(Math.min(10_000, Number(values.connections)), Math.min(1_000, Number(values.changes)));
  process.exit(0);
}

async function run(connections: number, changes: number): Promise<void> {
  const dataDirectory = join(env().DATA_DIR, "bench-realtime");
  setEnv({ DATA_DIR: dataDirectory, DOCKET_DEMO: "off" });
  const prepared = await prepareBenchmark(1_000);
  const tokens = await makePeople(prepared, Math.ceil(connections / connectionsPerPerson));
  const server = await startServerProcess(dataDirectory);
  try {
    await report(server, prepared, tokens, connections, changes);
  } finally {
    await server.stop();
  }
}

async function report(
  server: ServerProcess,
  prepared: Prepared,
  tokens: string[],
  connections: number,
  changes: number,
): Promise<void> {
  const ticketId = await warmUp(server, prepared);
  const audience = new Audience();
  await audience.open(server.url, tokens, 1);
  await rename(server, prepared, ticketId, "The first change of all");
  await pause(restMs / 2);
  const before = server.memoryMegabytes();
  const openedAt = performance.now();
  await audience.open(server.url, tokens, connections - 1);
  const seconds = (performance.now() - openedAt) / 1000;
  const cpuBefore = server.cpuSeconds();
  await pause(restMs);
  const restShare = ((server.cpuSeconds() - cpuBefore) / (restMs / 1000)) * 100;
  const atRest = server.memoryMegabytes();
  const delays: number[] = [];
  for (let at = 0; at < changes; at += 1) {
    delays.push(
      await audience.untilAllHeard(() => rename(server, prepared, ticketId, `Change number ${at}`)),
    );
    await pause(50);
  }
  delays.sort((a, b) => a - b);
  console.log(`${connections} connections opened in ${seconds.toFixed(1)} s`);
  console.log(
    `server memory: ${before} MB before, ${atRest} MB with all of them at rest, ${server.memoryMegabytes()} MB after ${changes} changes to all`,
  );
  console.log(`at rest: ${restShare.toFixed(1)} % of a core`);
  console.log(
    `a change, from the request until the last of them has heard: median ${delays[Math.floor(delays.length / 2)]?.toFixed(0)} ms, longest ${delays.at(-1)?.toFixed(0)} ms`,
  );
  audience.close();
}

/** People who see every ticket, each with a token. */
async function makePeople(prepared: Prepared, count: number): Promise<string[]> {
  const installation = await openInstallation({ exclusive: true });
  const client = new Client({ connectionString: installation.ownerUrl });
  await client.connect();
  try {
    await client.query(
      "select set_config('app.maintenance', 'on', false), set_config('app.organization_id', $1, false)",
      [prepared.organizationId],
    );
    await client.query(
      "insert into users (email, name, role) select 'live' || n || '@bench.local', 'Live ' || n, 'ops_manager' from generate_series(1, $1) n on conflict do nothing",
      [count],
    );
    const { rows } = await client.query<{ id: string }>(
      "select id from users where email like 'live%@bench.local' order by email limit $1",
      [count],
    );
    const tokens = rows.map(() => `dkt_${randomBytes(32).toString("base64url")}`);
    for (const [at, { id }] of rows.entries())
      await client.query(
        "insert into api_tokens (organization_id, user_id, name, prefix, token_hash, scopes) values ($1, $2, 'bench', $3, $4, '{*}')",
        [prepared.organizationId, id, tokens[at]?.slice(0, 8), hashToken(tokens[at] ?? "")],
      );
    return tokens;
  } finally {
    await client.end();
    await installation.stop();
  }
}

/** The memory of a server that has answered is compared, not that of one just started. */
async function warmUp(server: ServerProcess, prepared: Prepared): Promise<string> {
  let id = "";
  for (let at = 0; at < 200; at += 1) {
    const { data } = (await request(server, prepared, "GET", "/tickets")) as { data: { id: string }[] };
    id = data[0]?.id ?? "";
    await rename(server, prepared, id, `Warming up for the ${at}th time`);
  }
  return id;
}

async function rename(server: ServerProcess, prepared: Prepared, id: string, title: string): Promise<void> {
  await request(server, prepared, "PATCH", `/tickets/${id}`, {
    title: `${title} (${randomBytes(4).toString("hex")})`,
  });
}

async function request(
  server: ServerProcess,
  prepared: Prepared,
  method: string,
  path: string,
  body?: unknown,
) {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${prepared.token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
