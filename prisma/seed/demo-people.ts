import { demoPassword as knownPassword } from "@/lib/people/demo-password";
import type { Role } from "@/lib/platform/permissions";

export const demoPassword = knownPassword;
export const demoDomain = "demo.docket.local";

export type DemoFranchise = { code: string; name: string; city: string };
export type DemoPerson = {
  email: string;
  name: string;
  role: Role;
  franchise?: string;
  shift?: [string, string];
  isAvailable?: boolean;
};

export const demoFranchises: DemoFranchise[] = [
  { code: "RTM", name: "Rotterdam Harbour", city: "Rotterdam" },
  { code: "LEJ", name: "Leipzig Air Hub", city: "Leipzig" },
  { code: "LYS", name: "Lyon Sud", city: "Lyon" },
];

const staff = (name: string, role: Role, more: Partial<DemoPerson> = {}): DemoPerson => ({
  email: `${role.replaceAll("_", "-")}@${demoDomain}`,
  name,
  role,
  ...more,
});

/** One account a role: the ones the start banner and the sign-in page list. */
export const demoAccounts: DemoPerson[] = [
  staff("Amara Okafor", "admin"),
  staff("Viktor Lindqvist", "ceo_oncall"),
  staff("Sofia Marchetti", "hq_support"),
  staff("Daniel Brandt", "regional_manager"),
  staff("Leila Haddad", "ops_manager"),
  staff("Jonas Petersen", "finance"),
  staff("Ingrid Solberg", "compliance_officer"),
  staff("Mateo Ruiz", "ops_agent"),
  staff("Noor de Vries", "franchise_agent", { franchise: "RTM" }),
  staff("Karim Benali", "operator"),
  staff("Hanna Weiss", "shipper"),
  staff("Piotr Zielinski", "driver"),
];

const colleague = (name: string, role: Role, more: Partial<DemoPerson> = {}): DemoPerson => ({
  email: `${name.toLowerCase().replaceAll(" ", ".")}@${demoDomain}`,
  name,
  role,
  ...more,
});

export const demoColleagues: DemoPerson[] = [
  colleague("Priya Raman", "ops_agent", { shift: ["06:00", "14:00"] }),
  colleague("Tomas Novak", "ops_agent", { shift: ["14:00", "22:00"] }),
  colleague("Grace Mbeki", "ops_agent", { isAvailable: false }),
  colleague("Elena Popescu", "ops_agent"),
  colleague("Marco Bianchi", "ops_manager"),
  colleague("Yuki Tanaka", "hq_support"),
  colleague("Claire Dubois", "finance"),
  colleague("Felix Krause", "franchise_agent", { franchise: "LEJ" }),
  colleague("Amelie Laurent", "franchise_agent", { franchise: "LYS" }),
  colleague("Omar Farouk", "driver"),
  colleague("Greta Nilsen", "driver"),
  colleague("Luca Moretti", "driver"),
  colleague("Anja Kovac", "shipper"),
  colleague("Samuel Adeyemi", "shipper"),
  colleague("Dmitri Volkov", "operator"),
];

export const demoCompanies = [
  { name: "Nordwind Foods", account_number: "NWF-1001" },
  { name: "Atlas Building Supply", account_number: "ATL-1002" },
  { name: "Meridian Pharma", account_number: "MER-1003" },
  { name: "Volta Batteries", account_number: "VOL-1004" },
  { name: "Blauhaus Retail", account_number: "BLH-1005" },
];
