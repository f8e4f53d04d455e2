/** Roles a ticket can wait with, in the order of the desk. */
export const queueRoles = [
  "franchise_agent",
  "ops_agent",
  "finance",
  "compliance_officer",
  "ops_manager",
  "regional_manager",
  "hq_support",
  "ceo_oncall",
];
