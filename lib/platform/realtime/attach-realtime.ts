import { createHash } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Actor } from "../organization";
import { hasPermission } from "../permissions";
import { isOriginOf, resolveActor } from "../session";
import { Connection, readLook } from "./connection";
import { Hub } from "./hub";
import type { LiveRules } from "./live-policy";
import { realtimePath } from "./protocol";

const maximumMessageBytes = 4_096;
const maximumConnectionsPerPerson = 40;
const maximumConnections = 10_000;

/** Serves `/api/v1/ws` beside Next. Other upgrades (Next's own in development) go to `otherwise`. */
export function attachRealtime(
  server: Server,
  rules: LiveRules,
  otherwise: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
): { stop: () => Promise<void> } {
  const hub = new Hub(rules);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maximumMessageBytes,
    perMessageDeflate: false,
  });
  server.on("upgrade", (request, socket, head) => {
    // Until someone takes the socket over, a reset by the client would be an error nobody hears, which ends the process.
    socket.on("error", () => socket.destroy());
    if (request.url?.split("?")[0] !== realtimePath) return otherwise(request, socket, head);
    accept(request, socket, head).catch(() => socket.destroy());
  });

  const accept = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const asked = asRequest(request);
    const authenticate = async () => listenerOnly(await resolveActor(asked));
    const actor = isForeign(request) ? null : await authenticate().catch(() => null);
    if (!actor) return refuse(socket, "401 Unauthorized");
    if (hub.countOf(actor) >= maximumConnectionsPerPerson) return refuse(socket, "429 Too Many Requests");
    if (hub.size >= maximumConnections) return refuse(socket, "503 Service Unavailable");
    const cursor = readCursor(request);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new Connection(webSocket, actor, credentialOf(asked), authenticate);
      serve(hub, connection);
      hub.add(connection, cursor).catch(() => webSocket.close(1013, "Try again shortly."));
    });
  };
  return {
    stop: async () => {
      await hub.stop();
      sockets.close();
    },
  };
}

function serve(hub: Hub, connection: Connection): void {
  const { socket } = connection;
  socket.on("pong", () => {
    connection.isAlive = true;
  });
  socket.on("message", (data) => {
    if (!connection.mayLook()) return socket.close(1008, "Too many messages.");
    const look = readLook(data);
    if (look) void hub.look(connection, look).catch(() => undefined);
  });
  socket.on("close", () => hub.remove(connection));
  socket.on("error", () => socket.terminate());
}

function readCursor(request: IncomingMessage): number | null {
  const cursor = request.url?.match(/[?&]cursor=(\d{1,16})(?:&|$)/)?.[1];
  return cursor === undefined ? null : Number(cursor);
}

/** Live updates tell of all tickets: whoever may not read those, by role, token or pending password, hears nothing. */
function listenerOnly(actor: Actor | null): Actor | null {
  return actor && !actor.mustChangePassword && !actor.companyIds && hasPermission(actor, "tickets:read")
    ? actor
    : null;
}

/** Browsers name the page's origin on every upgrade; another site's page must not listen with our cookie. */
function isForeign(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin !== undefined && !isOriginOf(origin, host);
}

function credentialOf({ headers }: Request): string {
  return createHash("sha256")
    .update(`${headers.get("authorization")}\n${headers.get("cookie")}`)
    .digest("base64");
}

function asRequest(request: IncomingMessage): Request {
  const headers = new Headers();
  for (const name of ["authorization", "cookie", "x-docket-client-address"]) {
    const value = request.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  return new Request("http://localhost/", { headers });
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
