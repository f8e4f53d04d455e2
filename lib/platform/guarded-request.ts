import { lookup } from "node:dns/promises";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPrivateAddress } from "./private-address";

export type GuardedRequest = {
  url: string;
  headers: Record<string, string>;
  body: string | Buffer;
  /** Loopback and the local network too. */
  allowsPrivate: boolean;
  timeoutMs?: number;
};
export type GuardedAnswer = { status: number; excerpt: string; retryAfterSeconds: number | undefined };

/** The request could not be made or was not answered; the message says why in words for an administrator. */
export class RequestFailed extends Error {
  override readonly name = "RequestFailed";
}

type Address = { address: string; family: number };

const defaultTimeoutMs = 10_000;
const excerptBytes = 2_048;
/** Once the status is there the rest is for the log alone. */
const excerptWaitMs = 2_000;

/**
 * POSTs to an address somebody typed in or a browser handed over. The name is resolved once and that very address is
 * connected to, so that a second answer of the DNS cannot lead inside (rebinding); redirects are answers like any other.
 */
export async function sendGuarded(asked: GuardedRequest): Promise<GuardedAnswer> {
  const signal = AbortSignal.timeout(asked.timeoutMs ?? defaultTimeoutMs);
  try {
    const url = new URL(asked.url);
    const address = await beforeTimeout(resolveHost(url, asked.allowsPrivate), signal);
    const response = await open(url, address, asked, signal);
    const excerpt = await readExcerpt(response);
    response.destroy();
    return {
      status: response.statusCode ?? 0,
      excerpt,
      retryAfterSeconds: readRetryAfter(response.headers["retry-after"]),
    };
  } catch (error) {
    throw error instanceof RequestFailed ? error : new RequestFailed(inWords(error, signal, asked));
  }
}

async function resolveHost(url: URL, allowsPrivate: boolean): Promise<Address> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(host)
    ? [{ address: host, family: isIP(host) }]
    : await lookup(host, { all: true, verbatim: true });
  const [first] = addresses;
  if (!first) throw new RequestFailed(`The host ${host} has no address.`);
  if (!allowsPrivate && addresses.some(({ address }) => isPrivateAddress(address)))
    throw new RequestFailed(`The host ${host} is in a private network, where Docket does not send.`);
  return first;
}

function open(
  url: URL,
  { address, family }: Address,
  { headers, body }: GuardedRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const known: LookupFunction = (_name, options, answer) =>
    options.all ? answer(null, [{ address, family }]) : answer(null, address, family);
  return new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const request = send(
      url,
      {
        method: "POST",
        agent: false,
        lookup: known,
        signal,
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
      },
      resolve,
    );
    request.on("error", reject);
    request.end(body);
  });
}

/** As much as comes in a moment; a receiver that dawdles over its answer or never ends it has answered all the same. */
function readExcerpt(response: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const end = () => {
      clearTimeout(timer);
      // NUL cannot be stored as text.
      resolve(Buffer.concat(parts).subarray(0, excerptBytes).toString("utf8").replaceAll("\0", ""));
    };
    const timer = setTimeout(end, excerptWaitMs);
    response.on("data", (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size >= excerptBytes) end();
    });
    response.on("end", end).on("error", end).on("close", end);
  });
}

function beforeTimeout<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

function readRetryAfter(header: string | undefined): number | undefined {
  return header && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}

function inWords(error: unknown, signal: AbortSignal, asked: GuardedRequest): string {
  if (signal.aborted) return `No answer within ${(asked.timeoutMs ?? defaultTimeoutMs) / 1000} s.`;
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "The host name is not known.";
    case "ECONNREFUSED":
      return "The connection was refused: nothing listens there.";
    case "ECONNRESET":
    case "EPIPE":
      return "The connection was cut before an answer came.";
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return "The host cannot be reached.";
    default:
      return `The request failed: ${message || code || "unknown reason"}.`.slice(0, 500);
  }
}
