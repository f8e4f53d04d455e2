import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { path: string; headers: IncomingHttpHeaders; body: Buffer; text: string };
/** How the receiver takes the next request; a number is a status, and after the last one it accepts everything. */
export type Behaviour =
  | number
  | "hang"
  | "reset"
  | "slow_body"
  | "endless_body"
  | ((response: ServerResponse, received: Received) => void);

export type HttpReceiver = {
  url: string;
  received: Received[];
  behave: (...behaviours: Behaviour[]) => void;
  stop: () => Promise<void>;
};

/** A real HTTP server that keeps what it gets and fails on purpose. */
export async function startReceiver(): Promise<HttpReceiver> {
  const received: Received[] = [];
  let planned: Behaviour[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const each = { path: request.url ?? "/", headers: request.headers, body, text: body.toString("utf8") };
    received.push(each);
    respond(planned.shift() ?? 200, response, each);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    behave: (...behaviours) => {
      planned = behaviours;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function respond(behaviour: Behaviour, response: ServerResponse, received: Received): void {
  if (typeof behaviour === "number") response.writeHead(behaviour).end(`answered ${behaviour}`);
  else if (typeof behaviour === "function") behaviour(response, received);
  else if (behaviour === "reset") response.socket?.resetAndDestroy();
  else if (behaviour === "slow_body") response.writeHead(200).write("one");
  else if (behaviour === "endless_body") writeForEver(response);
}

function writeForEver(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write("x".repeat(65_536)));
  };
  response
    .writeHead(200)
    .on("drain", more)
    .on("error", () => undefined);
  more();
}
