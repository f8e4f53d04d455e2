import { randomInt } from "node:crypto";
import type { AddressInfo } from "node:net";
import { callApp } from "./call-app";
import { openStateDatabase } from "./database";
import { retryPause } from "./duration";
import type { Engine } from "./engine";
import { createInngestServer } from "./http-server";
import { Registry } from "./registry";
import { hashSigningKey } from "./signature";
import { Worker } from "./worker";

export type LocalServerOptions = {
  databaseUrl: string;
  host?: string;
  /** 0, the default, takes a free one. */
  port?: number;
  signingKey?: string;
  eventKey?: string;
  /** Requests to apps at once. */
  slots?: number;
  /** Every pause between attempts, instead of Inngest's growing ones. */
  retryIntervalMs?: number;
  /** Also works for the apps that registered with another server on this database. */
  knowsEarlierApps?: boolean;
  log?: Engine["log"];
};

export type LocalServer = {
  url: string;
  /** Asks an app to register, as an Inngest server does when it finds one. */
  register: (appUrl: string) => Promise<void>;
  stop: (graceMs?: number) => Promise<void>;
};

const defaultSlots = 16;
const defaultGraceMs = 5_000;
const silent = { info: () => undefined, warn: () => undefined };

/** An Inngest server for the apps of this machine, its state in PostgreSQL. */
export async function startLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const database = openStateDatabase(options.databaseUrl, 6);
  const registry = new Registry(database, hashSigningKey(options.signingKey ?? ""));
  if (options.knowsEarlierApps) await registry.load();
  const { retryIntervalMs } = options;
  const engine: Engine = {
    database,
    functions: registry.functions,
    signingKey: options.signingKey,
    eventKey: options.eventKey,
    worker: randomInt(1, 2 ** 31 - 1),
    retryPause: retryIntervalMs === undefined ? retryPause : () => retryIntervalMs,
    wake: () => worker.wake(),
    log: options.log ?? silent,
  };
  const worker = new Worker({
    engine,
    registry,
    slots: options.slots ?? defaultSlots,
    lockUrl: options.databaseUrl,
  });
  await worker.start();
  const server = createInngestServer(engine, registry);
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    register: (appUrl) => askToRegister(appUrl, options.signingKey),
    stop: async (graceMs = defaultGraceMs) => {
      server.close();
      server.closeIdleConnections();
      await worker.stop(graceMs);
      server.closeAllConnections();
      await database.close();
    },
  };
}

async function askToRegister(appUrl: string, signingKey: string | undefined): Promise<void> {
  const { status, body } = await callApp(appUrl, "PUT", undefined, signingKey);
  const message = (body as { message?: string } | null)?.message;
  if (status !== 200)
    throw new Error(message ?? `The app at ${appUrl} answered ${status} when asked to register.`);
}
