import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "./env";
import { AppError } from "./errors";
import { problem } from "./problem";

const ownNames = ["localhost", "127.0.0.1", "[::1]"];
/** Probes call a process by whatever address it has; what they learn is nobody's secret. */
const probes = /^\/api\/health\//;

/**
 * Another name that points here would be another site to the browser, with this desk behind it (DNS rebinding), and
 * would get into addresses built from it. Ports do not matter: a proxy may have changed them.
 */
export function isAllowedHost(host: string | undefined): boolean {
  const { DOCKET_URL, ALLOWED_HOSTS, HOST } = env();
  const name = hostName(host);
  if (name === null) return false;
  // The server's own background work calls the address that it listens on.
  return [
    ...ownNames,
    HOST.includes(":") ? `[${HOST}]` : HOST,
    new URL(DOCKET_URL).hostname,
    ...ALLOWED_HOSTS,
  ].includes(name);
}

/** Answers 421 and true where a request names a host that is not this desk's. */
export async function refuseForeignHost(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { host, "x-request-id": requestId } = request.headers;
  const path = request.url?.split("?")[0] ?? "/";
  if (isAllowedHost(host) || probes.test(path)) return false;
  const name = hostName(host) ?? "without a name";
  const answer = problem(
    new AppError(
      "misdirected",
      `This desk does not answer for the host ${name}. Open it at ${env().DOCKET_URL}, or let its administrator add the host to ALLOWED_HOSTS.`,
    ),
    String(requestId ?? crypto.randomUUID()).slice(0, 100),
    path,
  );
  response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), connection: "close" });
  response.end(await answer.text());
  return true;
}

function hostName(host: string | undefined): string | null {
  const address = `http://${host ?? ""}`;
  return host && URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, "") : null;
}
