import type { Role } from "@/lib/platform/permissions";

/** One line a role: what its people see and what sets them apart. */
export const roleSummaries: Record<Role, string> = {
  admin: "Everything, people and imports included.",
  ceo_oncall: "Last step of escalation. Sees every ticket.",
  hq_support: "Sees, assigns and closes every ticket.",
  regional_manager: "Sees, assigns and closes every ticket.",
  ops_manager: "Sees, assigns and closes every ticket.",
  compliance_officer: "Works its own tickets and queue.",
  finance: "Works payment tickets and alone resolves them.",
  ops_agent: "Works its own tickets and queue.",
  franchise_agent: "Works the tickets of one franchise.",
  operator: "Files tickets and follows its own.",
  shipper: "Files tickets and follows its own.",
  driver: "Files tickets and follows its own.",
};
