import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const folders = "{app,bin,components,inngest,lib,prisma}";
const databaseTests = [`${folders}/**/*.db.test.ts`, "app/**/route.test.ts"];

const shared = {
  environment: "node",
  env: { DOCKET_SECRET: "only-for-tests-only-for-tests-only-for-tests", TZ: "UTC" },
  restoreMocks: true,
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
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Two test files share two cores with PostgreSQL; a test that needed its second try is named in the report.
          retry: 1,
        },
      },
    ],
  },
});
