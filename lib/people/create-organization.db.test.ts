import { expect, it } from "vitest";
import { closeDatabase } from "@/lib/platform/database/client";
import { setEnv } from "@/lib/platform/env";
import { nobody } from "@/lib/platform/handle-public";
import { withOrganization } from "@/lib/platform/organization";
import { makeDesk } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { createOrganization } from "./create-organization";
import { createOrganizationInput } from "./schema";
import { signIn } from "./sign-in";

const test = useTestDatabase();

const input = createOrganizationInput.parse({
  organization_name: "Größe & Söhne GmbH",
  time_zone: "Europe/Berlin",
  name: "Ada",
  email: "ada@groesse.example",
});
const create = (fields: object = {}) =>
  withOrganization(nobody(null), (ctx) => createOrganization(ctx, { ...input, ...fields }));

it("is refused to the application's own login", async () => {
  await expect(create()).rejects.toThrow();
});

it("makes the organization, its policies and an admin who must choose a password, or nothing", async () => {
  const desk = await makeDesk();
  await closeDatabase();
  setEnv({ APP_DATABASE_URL: test.ownerUrl });
  await expect(create({ email: desk.people.admin.email })).rejects.toMatchObject({ code: "conflict" });
  const { data, temporary_password } = await create();
  expect(data.slug).toBe("grosse-sohne-gmbh");
  await expect(create({ email: "other@groesse.example" })).rejects.toThrow(/--slug/);
  await closeDatabase();
  setEnv({ APP_DATABASE_URL: test.appUrl });

  const attempt = {
    email: data.email,
    password: temporary_password ?? "",
    ipAddress: null,
    deviceCookie: undefined,
  };
  expect(await signIn(attempt)).toMatchObject({ id: data.user_id });
  const stored = await withOrganization(
    { ...nobody(null), organizationId: data.organization_id },
    async ({ tx }) => ({
      users: await tx.user.findMany(),
      policies: await tx.slaConfig.count(),
    }),
  );
  expect(stored.policies).toBe(4);
  expect(stored.users).toMatchObject([{ role: "admin", must_change_password: true }]);
});
