import http from "node:http";
import https from "node:https";
import { canonicalJson, isSigned, sign } from "./signature";

export type AppAnswer = { status: number; body: unknown; headers: http.IncomingHttpHeaders };

/** The app could not be reached, broke off or knows other keys: not the function's failure, so no attempt is counted. */
export class AppUnreachableError extends Error {}

const agents = {
  "http:": new http.Agent({ keepAlive: true }),
  "https:": new https.Agent({ keepAlive: true }),
};

/** One request to an SDK. A step may work for hours, so only connecting has a time limit. */
export async function callApp(
  address: string,
  method: "POST" | "PUT",
  content: unknown,
  signingKey: string | undefined,
  signal?: AbortSignal,
): Promise<AppAnswer> {
  const body = content === undefined ? "" : canonicalJson(content);
  const { status, text, headers } = await request(address, method, body, signingKey, signal);
  if (status === 401)
    throw new AppUnreachableError(
      "The app does not accept this server's signature: give both the same INNGEST_SIGNING_KEY.",
    );
  const signature = headers["x-inngest-signature"];
  if (signingKey && status < 300 && !isSigned(text, String(signature ?? ""), signingKey))
    throw new AppUnreachableError("The app's answer is not signed with this server's signing key.");
  return { status, headers, body: parse(text) };
}

function request(
  address: string,
  method: string,
  body: string,
  signingKey: string | undefined,
  signal: AbortSignal | undefined,
): Promise<{ status: number; text: string; headers: http.IncomingHttpHeaders }> {
  const url = new URL(address);
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    "x-inngest-server-kind": signingKey ? "cloud" : "dev",
    ...(signingKey && { "x-inngest-signature": sign(body, signingKey) }),
  };
  const client = url.protocol === "https:" ? https : http;
  const agent = agents[url.protocol as keyof typeof agents];
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(new AppUnreachableError(error.message));
    const outgoing = client.request(url, { method, headers, agent, signal }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on("data", (part: Buffer) => parts.push(part));
      incoming.on("error", fail);
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          text: Buffer.concat(parts).toString("utf8"),
          headers: incoming.headers,
        }),
      );
    });
    outgoing.on("error", fail);
    outgoing.end(body);
  });
}

function parse(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return { message: text.slice(0, 2_000) };
  }
}
