import { randomOf, weighted } from "./randomness";
import type { SimAgent, SimCompany, SimGroup, SimRequester, SimWorkspace } from "./types";

const firstParts =
  "North,Blue,Iron,Silver,Green,Harbour,Summit,Cedar,Bright,River,Stone,Clear,Maple,Granite,Falcon".split(
    ",",
  );
const secondParts = "wind,field,gate,bridge,line,works,crest,point,ford,vale".split(",");
const kinds = "Logistics,Dental,Law,Foods,Energy,Clinic,Engineering,Bakery,Freight,Studios".split(",");
const forms = ["Ltd", "GmbH", "Inc", "B.V.", "S.A."];
const firstNames =
  "Ada,Bruno,Chloé,Daniel,Elif,Farah,Goran,Hanna,Ivo,Jūratė,Karim,Lena,Mateo,Nadia,Óscar,Priya,Quentin,Rosa,Søren,Tomás,Uma,Viktor,Wanda,Yusuf,Zoë".split(
    ",",
  );
const lastNames =
  "Abbott,Bianchi,Castro,Dvořák,Eriksen,Fischer,García,Haddad,Ionescu,Jansen,Kowalski,Larsen,Müller,Novak,O’Brien,Petrov,Quist,Rossi,Schmidt,Tanaka,Ueda,Vega,Weber,Xu,Yılmaz,Zhang".split(
    ",",
  );
const titles = ["CFO", "Office manager", "Dispatcher", "Nurse", "Partner", "Site lead", null, null];
const groupNames = ["Service desk", "Network", "Field service", "Applications", "Security", "Facilities"];

const hour = 3_600_000;
const idBase = 21_000_000_000;
export const supportEmail = "help@sim-desk.example";

export type Directory = {
  companies: SimCompany[];
  requesters: SimRequester[];
  agents: SimAgent[];
  groups: SimGroup[];
  workspaces: SimWorkspace[];
};

/** Who works and asks at this desk. It grows with the tickets, but stays small enough to be kept. */
export function makeDirectory(seed: number, tickets: number, from: number): Directory {
  const scale = Math.sqrt(Math.max(tickets, 100));
  const workspaces: SimWorkspace[] = [
    { id: 2, name: "IT", is_primary: true },
    { id: 3, name: "Facilities", is_primary: false },
    { id: 4, name: "People", is_primary: false },
  ];
  const groups = groupNames.map((name, index) => ({
    id: idBase + 100 + index,
    name,
    workspace_id: name === "Facilities" ? 3 : 2,
  }));
  const companies = numbered(Math.min(150, Math.ceil(scale * 0.8)), (index) =>
    makeCompany(seed, index, from),
  );
  const agents = numbered(Math.min(120, 6 + Math.ceil(scale / 4)), (index) =>
    makeAgent(seed, index, groups, from),
  );
  const requesters = numbered(Math.min(5_000, Math.ceil(scale * 8)), (index) =>
    makeRequester(seed, index, companies, from),
  );
  return { workspaces, groups, companies, agents, requesters };
}

function makeCompany(seed: number, index: number, from: number): SimCompany {
  const random = randomOf(seed, "company", index);
  const stem = `${firstParts[index % firstParts.length]}${secondParts[Math.floor(index / firstParts.length) % secondParts.length]}`;
  const name = `${stem} ${random.pick(kinds)} ${random.pick(forms)}`;
  const number = 100_000 + ((index * 7_919 + seed * 31) % 899_999);
  // The field holds whatever somebody typed once: a number, the same as text, letters, or nothing.
  const form = index < 3 ? "number" : weighted(random, accountForms);
  return {
    id: idBase + 1_000 + index,
    name,
    description: random.chance(0.3) ? null : `${name}, client since ${2015 + (index % 9)}`,
    domains: random.chance(0.1) ? [] : [`${stem.toLowerCase()}.example`],
    account_number: { number, text: String(number), letters: `ACME${number % 1_000}`, none: null, empty: "" }[
      form
    ],
    created_at: from - random.between(24, 20_000) * hour,
    updated_at: from + random.between(1, 300 * 24) * hour,
  };
}

const accountForms = [
  ["number", 70],
  ["text", 14],
  ["letters", 3],
  ["none", 10],
  ["empty", 3],
] as const;

function makeAgent(seed: number, index: number, groups: SimGroup[], from: number): SimAgent {
  const random = randomOf(seed, "agent", index);
  const first = firstNames[index % firstNames.length] ?? "Ada";
  const last = lastNames[(index * 7 + seed) % lastNames.length] ?? "Abbott";
  return {
    id: idBase + 10_000 + index,
    first_name: first,
    last_name: random.chance(0.08) ? null : last,
    email: `${plain(first)}.${plain(last)}.${index}@sim-desk.example`,
    is_active: index < 3 || random.chance(0.93),
    group_ids: groups.filter(() => random.chance(0.35)).map((group) => group.id),
    created_at: from - random.between(24, 20_000) * hour,
    updated_at: from + random.between(1, 300 * 24) * hour,
  };
}

function makeRequester(seed: number, index: number, companies: SimCompany[], from: number): SimRequester {
  const random = randomOf(seed, "requester", index);
  const first = random.pick(firstNames);
  const last = random.pick(lastNames);
  const company = random.chance(0.94) ? random.pick(companies) : null;
  const domain = company?.domains[0] ?? "mail.example";
  return {
    id: idBase + 100_000 + index,
    first_name: first,
    last_name: random.chance(0.06) ? null : last,
    email: random.chance(0.02) ? null : `${plain(first)}.${plain(last)}.${index}@${domain}`,
    phone: random.chance(0.5) ? null : `+44 20 7946 0${random.between(100, 999)}`,
    job_title: random.pick(titles),
    company_id: company?.id ?? null,
    is_active: random.chance(0.97),
    created_at: from - random.between(24, 20_000) * hour,
    updated_at: from + random.between(1, 300 * 24) * hour,
  };
}

export function requesterOf(directory: Directory, id: number | null): SimRequester | undefined {
  return id === null ? undefined : directory.requesters[id - idBase - 100_000];
}

export function agentOf(directory: Directory, id: number | null): SimAgent | undefined {
  return id === null ? undefined : directory.agents[id - idBase - 10_000];
}

export function fullName(person: { first_name: string; last_name: string | null }): string {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}

function plain(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
}

function numbered<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
