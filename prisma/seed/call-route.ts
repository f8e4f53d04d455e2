import { globSync } from "node:fs";
import { resolve } from "node:path";
import type { Endpoint, Method } from "@/lib/platform/endpoint";

const root = resolve(import.meta.dirname, "../..");

export type RouteHandler = ((
  request: Request,
  route: { params: Promise<Record<string, string>> },
) => Promise<Response>) & { declaration?: Endpoint };
export type RouteFile = { file: string; path: string };

/** Every resource of the API with its path as the declarations spell it: `/tickets/{id}`. */
export function listRouteFiles(): RouteFile[] {
  return globSync("app/api/v1/**/route.ts", { cwd: root }).map((file) => ({
    file: resolve(root, file),
    path: `/${file.slice("app/api/v1/".length, -"/route.ts".length)}`.replace(/\[(?:\.{3})?(\w+)\]/g, "{$1}"),
  }));
}

export async function loadRoute(file: string): Promise<Partial<Record<Method, RouteHandler>>> {
  return (await import(/* @vite-ignore */ file)) as Partial<Record<Method, RouteHandler>>;
}

export type RouteCall = {
  token?: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** Sent as JSON, unless it is text already. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Another address than the route's own: a path of the replaced system. */
  address?: string;
};

/** One request through the route's own handler, as the server would hand it over. */
export async function callRoute(method: Method, path: string, call: RouteCall = {}): Promise<Response> {
  const route = listRouteFiles().find((candidate) => candidate.path === path);
  const handler = route && (await loadRoute(route.file))[method];
  if (!handler) throw new Error(`There is no route for ${method} ${path}.`);
  const filled = (call.address ?? `/api/v1${path}`).replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(call.params?.[name] ?? ""),
  );
  const search = new URLSearchParams(call.query).toString();
  const headers = new Headers(call.headers);
  if (call.token) headers.set("authorization", `Bearer ${call.token}`);
  if (call.body !== undefined && !headers.has("content-type"))
    headers.set("content-type", "application/json");
  const body =
    call.body === undefined || typeof call.body === "string" ? call.body : JSON.stringify(call.body);
  const request = new Request(`http://docket.test${filled}${search && `?${search}`}`, {
    method,
    headers,
    body,
  });
  return handler(request, { params: Promise.resolve(call.params ?? {}) });
}
