import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./bin/chromium";

// This file is read again in every worker: what is chosen here is handed on through the environment.
process.env.DOCKET_E2E_PORT ??= freePort();
process.env.DOCKET_E2E_DATA ??= mkdtempSync(join(tmpdir(), "docket-e2e-"));
const port = process.env.DOCKET_E2E_PORT;
const running = process.env.DOCKET_E2E_URL;
const address = running ?? `http://127.0.0.1:${port}`;

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  outputDir: "test-results",
  // Reading a whole page with axe takes ten seconds on a busy machine.
  timeout: 240_000,
  // Nothing here waits by the clock, so patience costs nothing where the desk is quick.
  expect: { timeout: 30_000 },
  workers: 2,
  // A journey that passes the second time is listed as flaky.
  retries: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: address,
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: findChromium(),
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  ...(!running && {
    webServer: {
      command: "npm start",
      url: `${address}/api/health/ready`,
      env: {
        PORT: port,
        DATA_DIR: process.env.DOCKET_E2E_DATA,
        DOCKET_URL: address,
        DOCKET_DEMO: "on",
        // Receivers of the journeys listen on this machine.
        WEBHOOK_ALLOW_PRIVATE: "true",
        SYNC_ALLOW_PRIVATE: "true",
        LOG_LEVEL: "warn",
      },
      // A first start builds and fills the demo organization.
      timeout: 600_000,
      gracefulShutdown: { signal: "SIGTERM" as const, timeout: 30_000 },
    },
  }),
});

function freePort(): string {
  const script =
    "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})";
  return execFileSync(process.execPath, ["-e", script]).toString().trim();
}
