import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/people/auth-options";
import { knownDeviceCookie, knownDeviceSeconds } from "@/lib/people/known-device";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { readBody } from "@/lib/platform/read-body";
import { clientAddress } from "@/lib/platform/session";

const formLimitBytes = 64 * 1024;

type RouteContext = { params: Promise<{ nextauth: string[] }> };

async function answer(request: NextRequest, route: RouteContext): Promise<Response> {
  let knownDevice: string | undefined;
  const options = authOptions({
    ipAddress: clientAddress(request.headers),
    deviceCookie: request.cookies.get(knownDeviceCookie)?.value,
    onKnownDevice: (cookie) => {
      knownDevice = cookie;
    },
  });
  const bounded = await bound(request);
  if (bounded instanceof Response) return bounded;
  const response: Response = await NextAuth(bounded, route, options);
  if (knownDevice) {
    const secure = env().DOCKET_URL.startsWith("https:") ? "; Secure" : "";
    response.headers.append(
      "set-cookie",
      `${knownDeviceCookie}=${knownDevice}; Path=/api/auth; Max-Age=${knownDeviceSeconds}; HttpOnly; SameSite=Lax${secure}`,
    );
  }
  return response;
}

/** next-auth reads a body of any length; nobody here is known yet, and none of its forms is long. */
async function bound(request: NextRequest): Promise<NextRequest | Response> {
  if (request.method !== "POST") return request;
  try {
    const { method, headers } = request;
    return new NextRequest(request.url, { method, headers, body: await readBody(request, formLimitBytes) });
  } catch (error) {
    const status = error instanceof AppError ? error.status : 400;
    return Response.json({ url: null }, { status });
  }
}

export { answer as GET, answer as POST };
