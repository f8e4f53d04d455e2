import { expect, it } from "vitest";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { closeDatabase } from "./database/client";
import { withConnection } from "./database/connect";
import { setEnv } from "./env";
import { checkReadiness } from "./health";

const { ownerUrl, appUrl } = useTestDatabase();

it("is ready with a database that has every migration", async () => {
  expect(await checkReadiness()).toEqual({ status: "ready", database: "reachable", pending_migrations: [] });
});

it("is not ready while a migration is missing", async () => {
  await withConnection(ownerUrl, (owner) =>
    owner.query(
      "update _prisma_migrations set finished_at = null where migration_name = '20261121000000_tables'",
    ),
  );
  expect(await checkReadiness()).toEqual({
    status: "unavailable",
    database: "reachable",
    pending_migrations: ["20261121000000_tables"],
  });
});

it("is not ready without a database", async () => {
  await closeDatabase();
  setEnv({ APP_DATABASE_URL: "postgresql://docket_app:x@127.0.0.1:1/docket" });
  expect(await checkReadiness()).toMatchObject({ status: "unavailable", database: "unreachable" });
  setEnv({ APP_DATABASE_URL: appUrl });
});
