import { hashPaths, projectRoot, readStamp, runProgram, writeStamp } from "./project";

const stampPath = "lib/platform/generated/.stamp";

/** Writes the Prisma client where the schema changed since, without touching the network. */
export async function ensureGenerated(): Promise<void> {
  const hash = hashPaths(["prisma/schema", "prisma.config.ts", "node_modules/prisma/package.json"]);
  if (readStamp(stampPath) === hash) return;
  const result = await runProgram("prisma", ["generate"], {
    // Prisma wants to see an engine program before it generates, and would download one; any file satisfies it.
    environment: {
      PRISMA_SCHEMA_ENGINE_BINARY: `${projectRoot}/package.json`,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
  });
  if (!result.ok) throw new Error(`The Prisma client could not be generated:\n${result.output}`);
  writeStamp(stampPath, hash);
}

if (import.meta.main) await ensureGenerated();
