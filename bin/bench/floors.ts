import http from "node:http";
import type { AddressInfo } from "node:net";
import { Client } from "pg";
import { openInstallation } from "../installation";
import { HttpClient, measure } from "./measure";
import type { Prepared } from "./prepare";

/** What nothing can beat here: the same rows by one prepared statement, and a bare server with a body of the same size. */
export async function measureFloors(
  prepared: Prepared,
  bodyBytes: number,
): Promise<{ sqlMs: number; bareRequestsPerSecond: number }> {
  return { sqlMs: await sqlFloor(prepared), bareRequestsPerSecond: await serverFloor(bodyBytes) };
}

async function sqlFloor(prepared: Prepared): Promise<number> {
  const installation = await openInstallation({ exclusive: false });
  const client = new Client({ connectionString: installation.appUrl });
  await client.connect();
  try {
    await client.query("select set_config('app.organization_id', $1, false)", [prepared.organizationId]);
    const times: number[] = [];
    for (let sample = 0; sample < 500; sample += 1) {
      const startedAt = performance.now();
      await client.query({
        name: "floor",
        text: "select * from tickets where not archived order by created_at desc, id desc limit 50",
      });
      times.push(performance.now() - startedAt);
    }
    return times.sort((a, b) => a - b)[250] ?? 0;
  } finally {
    await client.end();
    await installation.stop();
  }
}

async function serverFloor(bodyBytes: number): Promise<number> {
  const body = "x".repeat(bodyBytes);
  const server = http.createServer((_, response) => response.end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new HttpClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const floor = { name: "bare server", request: () => ({ method: "GET", path: "/", headers: {} }) };
  const { requestsPerSecond } = await measure(client, floor, { samples: 100, seconds: 3 });
  client.close();
  server.close();
  return requestsPerSecond ?? 0;
}
