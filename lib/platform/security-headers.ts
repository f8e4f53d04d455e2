import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "./env";
import { filePolicy } from "./storage/answer-file";

/** Where pages find the nonce of their request; server.ts sets it, so that no client can. */
export const nonceHeader = "x-docket-nonce";
const policyHeader = "content-security-policy";

/**
 * Tells browsers what an answer may do. Next reads the nonce from the request's own policy header and puts it on its
 * scripts; every page renders per request, so that costs no caching. Styles keep 'unsafe-inline': React renders style
 * attributes on the server, and those cannot carry a nonce.
 */
export function setSecurityHeaders(request: IncomingMessage, response: ServerResponse): void {
  const { NODE_ENV, DOCKET_URL } = env();
  const nonce = randomBytes(16).toString("base64");
  const policy = contentPolicy(nonce, NODE_ENV === "development");
  request.headers[nonceHeader] = nonce;
  request.headers[policyHeader] = policy;
  // An answer of the API is no page: should a browser ever show one, a file above all, nothing in it runs.
  const isApi = request.url?.startsWith("/api/v1/");
  response.setHeader(policyHeader, isApi ? filePolicy : policy);
  for (const [name, value] of fixedHeaders) response.setHeader(name, value);
  if (DOCKET_URL.startsWith("https:")) response.setHeader("strict-transport-security", "max-age=31536000");
}

const fixedHeaders = [
  ["x-content-type-options", "nosniff"],
  ["x-frame-options", "DENY"],
  ["referrer-policy", "same-origin"],
  ["permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
] as const;

function contentPolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    // Next's development build evaluates its modules.
    `script-src 'self' 'nonce-${nonce}'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
