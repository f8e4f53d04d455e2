import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "commander";
import { applyMigrations } from "@/lib/platform/database/migrate";
import { withSchemaEngine } from "@/lib/platform/database/schema-engine";
import { startThrowawayCluster } from "@/prisma/seed/test-cluster";
import { projectRoot } from "./project";

const draftNotice = `-- Draft: what prisma/schema says and the migrations before this one do not. Keep what you meant, and write
-- checks, row-level security and triggers by hand; the schema cannot say them, so their removal may stand here.
`;

program
  .name("npm run migrate:diff --")
  .description("Write a new migration from the difference between prisma/schema and prisma/migrations.")
  .requiredOption("--name <name>", "what the migration does, in words joined by underscores")
  .action(async ({ name }: { name: string }) => {
    const script = await differenceScript();
    if (script.trim() === "" || script.includes("This is an empty migration"))
      return console.log("Nothing differs.");
    const instant = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const directory = join(
      projectRoot,
      "prisma",
      "migrations",
      `${instant}_${name.replace(/\W+/g, "_").toLowerCase()}`,
    );
    mkdirSync(directory);
    writeFileSync(join(directory, "migration.sql"), draftNotice + script);
    console.log(join(directory, "migration.sql"));
  });

await program.parseAsync();

async function differenceScript(): Promise<string> {
  const files = readdirSync(join(projectRoot, "prisma", "schema")).map((path) => ({
    path,
    content: readFileSync(join(projectRoot, "prisma", "schema", path), "utf8"),
  }));
  const cluster = await startThrowawayCluster();
  try {
    await applyMigrations(cluster.ownerUrl);
    const result = await withSchemaEngine({ url: cluster.ownerUrl }, (engine) =>
      engine.diff({
        from: { tag: "schemaDatasource", files, configDir: join(projectRoot, "prisma") },
        to: { tag: "schemaDatamodel", files },
        script: true,
        exitCode: null,
        filters: { externalTables: [], externalEnums: [] },
      }),
    );
    return result.stdout ?? "";
  } finally {
    await cluster.stop();
  }
}
