import http from "node:http";
import type { Case } from "./cases";

export type Reply = { status: number; body: string };
export type Measurement = {
  medianMs: number;
  p95Ms: number;
  requestsPerSecond: number | null;
  bytes: number;
};

const concurrency = 8;

/** Plain node:http with kept connections, so that the client costs as little as possible. */
export class HttpClient {
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: concurrency });

  constructor(private readonly url: string) {}

  send(one: {
    method: string;
    path: string;
    headers: Record<string, string>;
    body?: string;
  }): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const request = http.request(
        `${this.url}${one.path}`,
        { agent: this.#agent, method: one.method, headers: one.headers },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
          );
        },
      );
      request.on("error", reject);
      request.end(one.body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** One at a time for the times, eight at a time for the rate. */
export async function measure(
  client: HttpClient,
  one: Case,
  options: { samples: number; seconds: number },
): Promise<Measurement> {
  const times: number[] = [];
  let bytes = 0;
  for (let sample = 0; sample < options.samples; sample += 1) {
    const startedAt = performance.now();
    const reply = await client.send(one.request(sample));
    times.push(performance.now() - startedAt);
    bytes = reply.body.length;
    if (reply.status >= 400)
      throw new Error(`${one.name} answered ${reply.status}: ${reply.body.slice(0, 300)}`);
  }
  times.sort((a, b) => a - b);
  return {
    medianMs: at(times, 0.5),
    p95Ms: at(times, 0.95),
    bytes,
    requestsPerSecond: options.seconds > 0 ? await rate(client, one, options.seconds) : null,
  };
}

async function rate(client: HttpClient, one: Case, seconds: number): Promise<number> {
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  let answered = 0;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < endsAt) {
        await client.send(one.request(answered));
        answered += 1;
      }
    }),
  );
  return answered / ((performance.now() - startedAt) / 1000);
}

function at(sorted: number[], quantile: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? 0;
}

/** The highest sample of each tenth of the time: what grows shows. */
export function mostByTenths(samples: readonly number[]): number[] {
  return Array.from({ length: 10 }, (_, tenth) =>
    Math.max(
      ...samples.slice(
        Math.floor((tenth * samples.length) / 10),
        Math.ceil(((tenth + 1) * samples.length) / 10),
      ),
    ),
  );
}
