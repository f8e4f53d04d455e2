import { hash } from "@node-rs/argon2";
import { Client } from "pg";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import {
  type DemoPerson,
  demoAccounts,
  demoColleagues,
  demoCompanies,
  demoFranchises,
  demoPassword,
} from "./demo-people";
import type { Random } from "./random";

export type DemoEntity = { type: string; entity_id: string; label: string; detail: string };

/** The demo organization itself; made as owner, because only one organization can be made from the web. */
export async function makeDemoOrganization(ownerUrl: string): Promise<string> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query("begin");
    await owner.query("select set_config('app.maintenance', 'on', true)");
    const { rows } = await owner.query<{ id: string }>(
      "insert into organizations (name, slug, time_zone, is_demo) values ('Hafen Logistics', 'hafen', 'Europe/Berlin', true) returning id",
    );
    await owner.query("commit");
    if (!rows[0]) throw new Error("The demo organization was not stored.");
    return rows[0].id;
  } finally {
    await owner.end();
  }
}

/** Franchises, companies, everyone with an account, their contacts, and a registry of linkable entities. */
export async function makeDemoPeople(
  organizationId: string,
  random: Random,
  startedAt: Date,
): Promise<DemoEntity[]> {
  const password = await hash(demoPassword);
  const entities = makeEntities(random);
  await withOrganization(
    systemActor(organizationId),
    async (ctx) => {
      const { tx } = ctx;
      await tx.franchise.createMany({ data: demoFranchises });
      await tx.company.createMany({ data: demoCompanies });
      const franchises = new Map(
        (await tx.franchise.findMany()).map((franchise) => [franchise.code, franchise.id]),
      );
      for (const person of [...demoAccounts, ...demoColleagues]) {
        await tx.user.create({ data: userRow(person, password, franchises, startedAt) });
      }
      const companies = await tx.company.findMany({ orderBy: { account_number: "asc" } });
      const outsiders = await tx.user.findMany({
        where: { role: { in: ["driver", "shipper", "operator"] } },
        orderBy: { email: "asc" },
      });
      await tx.requester.createMany({
        data: outsiders.map((user, index) => ({
          name: user.name,
          email: user.email,
          user_id: user.id,
          phone: `+49 40 55${String(10_000 + index * 137)}`,
          company_id: user.role === "shipper" ? companies[index % companies.length]?.id : null,
        })),
      });
      await tx.linkedEntity.createMany({ data: entities });
      await makeViews(tx);
    },
    { now: startedAt, timeoutMs: 60_000 },
  );
  return entities;
}

function userRow(person: DemoPerson, passwordHash: string, franchises: Map<string, string>, createdAt: Date) {
  const clock = (time: string | undefined) => (time ? new Date(`1970-01-01T${time}:00Z`) : null);
  return {
    email: person.email,
    name: person.name,
    role: person.role,
    password_hash: passwordHash,
    franchise_id: person.franchise ? (franchises.get(person.franchise) ?? null) : null,
    is_available: person.isAvailable ?? true,
    shift_starts_at: clock(person.shift?.[0]),
    shift_ends_at: clock(person.shift?.[1]),
    created_at: createdAt,
  };
}

async function makeViews(tx: Parameters<Parameters<typeof withOrganization>[1]>[0]["tx"]): Promise<void> {
  const admin = await tx.user.findFirstOrThrow({ where: { role: "admin" } });
  const views = [
    ["Open, by due time", "status=NEW,OPEN,IN_PROGRESS,ESCALATED,REOPENED&sort=sla_due_at&order=asc"],
    ["Breached", "sla_status=breached&sort=sla_due_at&order=asc"],
    ["Unassigned", "owner_id=none&status=NEW,OPEN,ESCALATED,REOPENED"],
    ["Payments", "linked_type=payment"],
  ] as const;
  await tx.savedView.createMany({
    data: views.map(([name, query], position) => ({
      name,
      query,
      position,
      owner_id: admin.id,
      scope: "everyone",
    })),
  });
}

const lanes = [
  "Rotterdam → Leipzig",
  "Hamburg → Lyon",
  "Antwerp → Turin",
  "Gdańsk → Leipzig",
  "Lyon → Barcelona",
  "Hamburg → Malmö",
];
const makers = ["Volvo FH", "Scania R450", "MAN TGX", "DAF XG", "Mercedes Actros"];
const drivers = [
  "P. Zielinski",
  "O. Farouk",
  "G. Nilsen",
  "L. Moretti",
  "S. Ionescu",
  "H. Jensen",
  "B. Yilmaz",
];
const carriers = ["Polska Trans", "Benali Cargo", "Nordsee Spedition", "Alpin Freight", "Iberia Road"];

function makeEntities(random: Random): DemoEntity[] {
  const series = (type: string, count: number, make: (index: number) => Omit<DemoEntity, "type">) =>
    Array.from({ length: count }, (_, index) => ({ type, ...make(index) }));
  return [
    ...series("booking", 60, (i) => ({
      entity_id: `BKG-${20_410 + i * 7}`,
      label: `Booking BKG-${20_410 + i * 7}`,
      detail: random.pick(lanes),
    })),
    ...series("shipment", 60, (i) => ({
      entity_id: `SHP-${71_200 + i * 13}`,
      label: `Shipment SHP-${71_200 + i * 13}`,
      detail: `${random.pick(lanes)}, ${random.between(4, 33)} pallets`,
    })),
    ...series("truck", 30, (i) => ({
      entity_id: `HH-DK-${1100 + i * 17}`,
      label: `Truck HH-DK ${1100 + i * 17}`,
      detail: random.pick(makers),
    })),
    ...series("payment", 40, (i) => ({
      entity_id: `PAY-${88_010 + i * 11}`,
      label: `Payment PAY-${88_010 + i * 11}`,
      detail: `€ ${random.between(180, 9_400)}.00`,
    })),
    ...series("document", 40, (i) => ({
      entity_id: `POD-${50_300 + i * 9}`,
      label: `Delivery note POD-${50_300 + i * 9}`,
      detail: "Signed copy",
    })),
    ...series("user", drivers.length, (i) => ({
      entity_id: `DRV-${301 + i}`,
      label: drivers[i] ?? "",
      detail: "Driver",
    })),
    ...series("operator", carriers.length, (i) => ({
      entity_id: `OPR-${101 + i}`,
      label: carriers[i] ?? "",
      detail: "Carrier",
    })),
    ...series("franchise", demoFranchises.length, (i) => ({
      entity_id: demoFranchises[i]?.code ?? "",
      label: demoFranchises[i]?.name ?? "",
      detail: demoFranchises[i]?.city ?? "",
    })),
  ];
}
