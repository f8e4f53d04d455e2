import type { FilterField } from "../shared/filter-types";
import type { NavItem, PaletteTicket, ShellUser } from "../shared/shell-types";
import { priorityVisuals, statusVisuals, type TicketPriorityName } from "../shared/ticket-visuals";

export const sampleUser: ShellUser = {
  id: "sample-user",
  name: "Mira Okafor",
  email: "mira@nordhaul.example",
  role: "Support agent",
  organization_name: "Nordhaul Freight",
  time_zone: "Europe/Copenhagen",
};

export const sampleNav: NavItem[] = [
  { id: "primitives", label: "Design system", href: "/design", icon: "tickets", keys: "g d" },
  {
    id: "list",
    label: "Sample list",
    href: "/design/list",
    icon: "tickets",
    keys: "g l",
    count: 100_000,
    views: [
      { id: "critical", label: "Critical and open", href: "/design/list?view=critical", count: 214 },
      { id: "breached", label: "Breached today", href: "/design/list?view=breached", count: 12 },
    ],
  },
];

export interface SampleTicket {
  id: string;
  number: number;
  title: string;
  tags: string[];
  priority: TicketPriorityName;
  status: string;
  linked: string;
  owner: { id: string; name: string } | null;
  sla_state: "on_track" | "near_breach" | "breached" | "paused" | "met" | "no_sla";
  sla_due_at: string;
  updated_at: string;
}

const subjects = [
  "Reefer unit reads −4 °C, set point is −18 °C",
  "Driver cannot see load in the app after reassignment",
  "Proof of delivery missing for three drops",
  "Customs hold at Padborg, broker asks for the commercial invoice",
  "Fuel card declined twice at Venlo",
  "Detention charge disputed by shipper",
  "Portal login loops after password reset",
  "Trailer seal number does not match the manifest",
  "Invoice shows the wrong franchise",
  "ETA feed to the consignee stopped at 04:10",
];
const linked = ["Trip 48812", "Truck DK-4471", "Invoice 20331", "Shipper Halden AS", "Driver J. Prado"];
const tags = ["cold chain", "customs", "billing", "mobile app", "edi"];
const owners = ["Mira Okafor", "Jonas Lindqvist", "Priya Raman", "Tomasz Zielinski", "Ana Beltrán"];
const slaStates = ["on_track", "near_breach", "breached", "paused", "met", "no_sla"] as const;
const statuses = Object.keys(statusVisuals);
const priorities = Object.keys(priorityVisuals) as TicketPriorityName[];

export const SAMPLE_TOTAL = 100_000;
const renderedAt = Date.now();

export function sampleTicket(index: number): SampleTicket {
  const seed = (index * 2654435761) >>> 0;
  const owner = owners[seed % 6];
  const slaState = pick(slaStates, seed >>> 13);
  const dueMinutes = { on_track: 260, near_breach: 22, breached: -340 }[slaState as string] ?? 60;
  return {
    id: `sample-${index}`,
    number: SAMPLE_TOTAL - index + 4000,
    title: pick(subjects, seed >>> 3),
    tags: seed % 3 === 0 ? [pick(tags, seed >>> 5)] : [],
    priority: pick(priorities, seed >>> 7),
    status: pick(statuses, seed >>> 9),
    linked: pick(linked, seed >>> 11),
    owner: owner ? { id: owner, name: owner } : null,
    sla_state: slaState,
    sla_due_at: new Date(renderedAt + dueMinutes * 60_000).toISOString(),
    updated_at: new Date(renderedAt - index * 130_000).toISOString(),
  };
}

export async function searchSampleTickets(query: string): Promise<PaletteTicket[]> {
  const words = query.toLowerCase();
  const found: PaletteTicket[] = [];
  for (let index = 0; index < 500 && found.length < 6; index += 1) {
    const { id, number, title, status } = sampleTicket(index);
    if (`${number} ${title.toLowerCase()}`.includes(words)) {
      found.push({ id, number, title, status, href: "/design/list" });
    }
  }
  return found;
}

export const sampleFields: FilterField[] = [
  {
    id: "status",
    label: "status",
    type: "options",
    options: Object.entries(statusVisuals).map(([value, { label }]) => ({ value, label })),
  },
  {
    id: "priority",
    label: "priority",
    type: "options",
    options: Object.entries(priorityVisuals).map(([value, { label }]) => ({ value, label })),
  },
  {
    id: "assigned_to",
    label: "owner",
    type: "options",
    loadOptions: async (query) =>
      owners
        .filter((name) => name.toLowerCase().includes(query.toLowerCase()))
        .map((name) => ({ value: name, label: name })),
  },
  { id: "created_at", label: "created", type: "date" },
  { id: "tag", label: "tag", type: "text" },
];

function pick<T>(list: readonly T[], seed: number): T {
  return list[seed % list.length] as T;
}
