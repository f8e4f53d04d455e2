import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Actor } from "../organization";
import { hasPermission } from "../permissions";
import { isOriginOf, resolveActor } from "../session";
import { Connection, readLook } from "./connection";
import { Hub, type LivePolicy } from "./hub";
import { realtimePath } from "./protocol";

const maximumMessageBytes = 4_096;
const maximumTabsPerPerson = 40;

/** Serves `/api/v1/ws` beside Next. Other upgrades (Next's own in development) go to `otherwise`. */
export function attachRealtime(
  server: Server,
  policy: LivePolicy,
  otherwise: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
): { stop: () => Promise<void> } {
  const hub = new Hub(policy);
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
    const authenticate = async () => listenerOnly(await resolveActor(asRequest(request)));
    const actor = isForeign(request) ? null : await authenticate().catch(() => null);
    if (!actor) return refuse(socket, "401 Unauthorized");
    if (hub.countTabs(actor) >= maximumTabsPerPerson) return refuse(socket, "429 Too Many Requests");
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new Connection(webSocket, actor, authenticate);
      webSocket.on("pong", () => {
        connection.isAlive = true;
      });
      webSocket.on("message", (data) => {
        if (!connection.mayLook()) return webSocket.close(1008, "Too many messages.");
        const look = readLook(data);
        if (look) void hub.look(connection, look).catch(() => undefined);
      });
      webSocket.on("close", () => hub.remove(connection));
      webSocket.on("error", () => webSocket.terminate());
      hub.add(connection);
    });
  };
  return {
    stop: async () => {
      await hub.stop();
      sockets.close();
    },
  };
}

/** Live updates tell of tickets: whoever may not read those, by role, token or pending password, hears nothing. */
function listenerOnly(actor: Actor | null): Actor | null {
  return actor && !actor.mustChangePassword && hasPermission(actor, "tickets:read") ? actor : null;
}

/** Browsers name the page's origin on every upgrade; another site's page must not listen with our cookie. */
function isForeign(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin !== undefined && !isOriginOf(origin, host);
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
