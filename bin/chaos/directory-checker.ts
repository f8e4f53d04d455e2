import { fill, type Organization } from "@/prisma/seed/factories";
import { type Directory, fullName } from "../simulators/world/directory";
import { type Check, type Comparison, checker } from "./sync-checker";

type CopiedDirectory = {
  companies: {
    external_id: string;
    name: string;
    account_number: string | null;
    domains: string[];
    is_active: boolean;
    needs_mapping: boolean;
    company_account_number: string | null;
    company_name: string | null;
  }[];
  requesters: {
    external_id: string;
    name: string;
    email: string | null;
    phone: string | null;
    company_external_ids: string[];
    is_active: boolean;
    requester_name: string;
    requester_email: string | null;
    company_account_number: string | null;
  }[];
  agents: {
    external_id: string;
    name: string;
    email: string | null;
    is_active: boolean;
    groups: string[];
  }[];
  groups: { external_id: string; name: string }[];
};

/** Holds the companies, people and groups of the copy against the simulated desk's own. */
export async function compareDirectories(
  simulatorUrl: string,
  organization: Organization,
  connectionId: string,
): Promise<Comparison> {
  const comparison: Comparison = { tickets: 0, fields: 0, problems: [] };
  const there = (await (await fetch(`${simulatorUrl}/_simulator/directory`)).json()) as Directory;
  const here = await readDirectory(organization, connectionId);
  const match = matcher(comparison);
  const numbers = new Map(there.companies.map((company) => [company.id, numberOf(company)]));
  match("company", there.companies, here.companies, (check, company, copy) => {
    const number = numberOf(company);
    check("name", company.name, copy.name);
    check("account number", number, copy.account_number);
    check("domains", company.domains, copy.domains);
    check("active", true, copy.is_active);
    check("needs mapping", number === null, copy.needs_mapping);
    check("company here", number, copy.company_account_number);
    check("name here", number === null ? null : company.name, copy.company_name);
  });
  match("requester", there.requesters, here.requesters, (check, person, copy) => {
    const { company_id: company, email } = person;
    check("name", fullName(person), copy.name);
    check("email", email, copy.email);
    check("phone", person.phone, copy.phone);
    check("companies", company === null ? [] : [String(company)], copy.company_external_ids);
    check("active", person.is_active, copy.is_active);
    check("name here", fullName(person), copy.requester_name);
    check("email here", email, copy.requester_email);
    check("company here", numbers.get(company ?? 0) ?? null, copy.company_account_number);
  });
  match("agent", there.agents, here.agents, (check, agent, copy) => {
    check("name", fullName(agent), copy.name);
    check("email", agent.email, copy.email);
    check("active", agent.is_active, copy.is_active);
    check("groups", agent.group_ids.map(String).sort(), [...copy.groups].sort());
  });
  match("group", there.groups, here.groups, (check, group, copy) => check("name", group.name, copy.name));
  return comparison;
}

function readDirectory(organization: Organization, connectionId: string): Promise<CopiedDirectory> {
  return fill(organization, async ({ tx }) => {
    const companies = await tx.$queryRaw<CopiedDirectory["companies"]>`
      select s.external_id, s.name, s.account_number, s.domains, s.is_active, s.needs_mapping,
        c.account_number as company_account_number, c.name as company_name
      from company_sources s left join companies c on c.id = s.company_id where s.connection_id = ${connectionId}::uuid`;
    const requesters = await tx.$queryRaw<CopiedDirectory["requesters"]>`
      select s.external_id, s.name, s.email, s.phone, s.company_external_ids, s.is_active, r.name as requester_name,
        r.email as requester_email, c.account_number as company_account_number
      from requester_sources s join requesters r on r.id = s.requester_id left join companies c on c.id = r.company_id
      where s.connection_id = ${connectionId}::uuid`;
    const agents = await tx.$queryRaw<CopiedDirectory["agents"]>`
      select freshworks_user_id::text as external_id, freshworks_username as name, email, is_active, group_external_ids as groups
      from freshworks_user_mapping where connection_id = ${connectionId}::uuid`;
    const groups = await tx.$queryRaw<CopiedDirectory["groups"]>`
      select external_id, name from sync_groups where connection_id = ${connectionId}::uuid`;
    return { companies, requesters, agents, groups };
  });
}

function matcher(comparison: Comparison) {
  return <There extends { id: number }, Here extends { external_id: string }>(
    what: string,
    there: readonly There[],
    here: readonly Here[],
    compare: (check: Check, one: There, copy: Here) => void,
  ): void => {
    const copies = new Map(here.map((copy) => [copy.external_id, copy]));
    for (const one of there) {
      const check = checker(comparison, `${what} ${one.id}`);
      const copy = copies.get(String(one.id));
      check("copied", true, copy !== undefined);
      if (copy) compare(check, one, copy);
    }
  };
}

function numberOf({ account_number: number }: { account_number: string | number | null }): string | null {
  return number === null || number === "" ? null : String(number);
}
