import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const folders = "{app,bin,components,inngest,lib,prisma}";
const databaseTests = [`${folders}/**/*.db.test.ts`, "app/**/route.test.ts"];

const shared = {
  environment: "node",
  env: { DOCKET_SECRET: "only-for-tests-only-for-tests-only-for-tests", TZ: "UTC" },
  restoreMocks: true,
  // Nothing here is timed: a busy machine gets the time it needs, and a test that needed its second try is named.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  retry: 1,
} as const;

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          include: [`${folders}/**/*.test.{ts,tsx}`],
          exclude: [...databaseTests, "**/node_modules/**"],
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "db",
          include: databaseTests,
          globalSetup: "prisma/seed/test-cluster.ts",
        },
      },
    ],
  },
});
