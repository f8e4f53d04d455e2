import { lookup } from "node:dns";
import {
  Agent as HttpAgent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestHttp,
} from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { env } from "@/lib/platform/env";
import { isPrivateAddress } from "@/lib/platform/private-address";
import type { RequestBody } from "./request-body";

export type VendorRequest = {
  url: URL;
  method: "GET" | "POST" | "PUT";
  headers: Record<string, string>;
  body?: RequestBody;
  /** Over a connection of its own. */
  isFresh: boolean;
  timeoutMs: number;
  maxBytes: number;
};
export type VendorReply = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/** No whole answer came. `isUnsent`: the vendor cannot have acted on it, so that even a POST may be sent again. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  constructor(
    message: string,
    readonly isUnsent: boolean,
    readonly canHelpToRetry = true,
  ) {
    super(message);
  }
}

const unzip = promisify(gunzip);
const keptAlive = { keepAlive: true, maxFreeSockets: 32, timeout: 60_000 };
const agents: { http?: HttpAgent; https?: HttpsAgent } = {};

/**
 * One request to a vendor and its whole answer. An administrator typed the address, so that the connection is refused
 * where the name leads into a private network, at the moment of connecting; a redirect is an answer like any other.
 */
export async function requestVendor(asked: VendorRequest): Promise<VendorReply> {
  refusePrivateLiteral(asked.url);
  const signal = AbortSignal.timeout(asked.timeoutMs);
  try {
    const response = await open(asked, signal);
    const body = await readBody(response, asked.maxBytes);
    return { status: response.statusCode ?? 0, headers: response.headers, body };
  } catch (error) {
    throw error instanceof CallFailed ? error : inWords(error, signal, asked);
  }
}

function refusePrivateLiteral({ hostname }: URL): void {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) && isPrivateAddress(host) && !env().SYNC_ALLOW_PRIVATE) throw refusedPrivate(host);
}

function refusedPrivate(host: string): CallFailed {
  const message = `The host ${host} is in a private network. Set SYNC_ALLOW_PRIVATE=true to read from there.`;
  return new CallFailed(message, true, false);
}

/** Every address of the name must be public: the connection may fall back from one to another. */
const guardedLookup: LookupFunction = (host, options, answer) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return answer(error, "", 0);
    const isRefused = addresses.some(({ address }) => isPrivateAddress(address)) && !env().SYNC_ALLOW_PRIVATE;
    if (isRefused) return answer(refusedPrivate(host), "", 0);
    const [first] = addresses;
    if (options.all || !first) answer(null, addresses);
    else answer(null, first.address, first.family);
  });
};

function open(asked: VendorRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const { url, method, headers, body, isFresh } = asked;
  return new Promise((resolve, reject) => {
    const isSecure = url.protocol === "https:";
    const request = (isSecure ? requestHttps : requestHttp)(
      url,
      {
        method,
        agent: isFresh ? false : agentFor(isSecure),
        lookup: guardedLookup,
        signal,
        headers: {
          accept: "application/json",
          "accept-encoding": "gzip",
          "user-agent": "Docket-Sync/1",
          ...headers,
          ...(body && { "content-type": body.type, "content-length": String(body.length) }),
        },
      },
      resolve,
    );
    request.on("error", reject);
    if (body) pipeline(Readable.from(body.open()), request).catch(reject);
    else request.end();
  });
}

function agentFor(isSecure: boolean): HttpAgent | HttpsAgent {
  if (isSecure) {
    agents.https ??= new HttpsAgent(keptAlive);
    return agents.https;
  }
  agents.http ??= new HttpAgent(keptAlive);
  return agents.http;
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  if (response.headers["content-encoding"] !== "gzip") return body;
  return unzip(body, { maxOutputLength: maxBytes }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ERR_BUFFER_TOO_LARGE"
      ? tooLarge(maxBytes)
      : new CallFailed("The answer's compression is damaged.", false);
  });
}

function tooLarge(maxBytes: number): CallFailed {
  return new CallFailed(`The answer is larger than ${Math.round(maxBytes / 1_048_576)} MB.`, false, false);
}

const unsentCodes = new Set(["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH"]);

function inWords(error: unknown, signal: AbortSignal, { timeoutMs }: VendorRequest): CallFailed {
  if (signal.aborted) return new CallFailed(`No whole answer within ${timeoutMs / 1000} s.`, false);
  const { code = "", message } = error as NodeJS.ErrnoException;
  return new CallFailed(
    words[code] ?? `The request failed: ${message || code}.`.slice(0, 300),
    unsentCodes.has(code),
  );
}

const words: Record<string, string> = {
  ENOTFOUND: "The host name is not known. Check the desk's address.",
  EAI_AGAIN: "The host name could not be looked up.",
  ECONNREFUSED: "The connection was refused: nothing listens there.",
  ECONNRESET: "The connection was cut before the whole answer had come.",
  EPIPE: "The connection was cut before the whole answer had come.",
  EHOSTUNREACH: "The host cannot be reached.",
  ENETUNREACH: "The host cannot be reached.",
};
