import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/node";
import { type LocalServer, startLocalServer } from "./start-local-server";

export const signingKey = "signkey-test-5f1c0de0a1b2c3d4e5f60718293a4b5c";
export const eventKey = "event-key-of-tests";

export type TestApp = {
  inngest: Inngest.Any;
  server: LocalServer;
  url: string;
  stop: () => Promise<void>;
};

/** A client of the real SDK that says nothing. */
export function testClient(id: string, baseUrl: string): Inngest.Any {
  const quiet = {
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
    debug: () => undefined,
  };
  return new Inngest({ id, baseUrl, eventKey, signingKey, isDev: false, logger: quiet, aiMetadata: false });
}

/** An app that serves these functions over HTTP and is registered with a local server of its own. */
export async function startTestApp(
  databaseUrl: string,
  id: string,
  define: (inngest: Inngest.Any) => InngestFunction.Any[],
): Promise<TestApp> {
  const server = await startLocalServer({ databaseUrl, signingKey, eventKey, retryIntervalMs: 20 });
  const inngest = testClient(id, server.url);
  const app = await serveFunctions(inngest, define(inngest));
  await server.register(app.url);
  return {
    inngest,
    server,
    url: app.url,
    stop: async () => {
      await server.stop(500);
      app.close();
    },
  };
}

export async function serveFunctions(
  inngest: Inngest.Any,
  functions: InngestFunction.Any[],
): Promise<{ url: string; close: () => void }> {
  const app: Server = createServer(serve({ client: inngest, functions, enableUnauthedSync: false }));
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/api/inngest`;
  return {
    url,
    close: () => {
      app.close();
      app.closeAllConnections();
    },
  };
}
