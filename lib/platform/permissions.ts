/** Roles of the desk, lowest rank first; requesters have none. Source: the desk's role sheet, section 7. */
export const staffRoles = [
  "franchise_agent",
  "ops_agent",
  "finance",
  "compliance_officer",
  "ops_manager",
  "regional_manager",
  "hq_support",
  "ceo_oncall",
  "admin",
] as const;
export const requesterRoles = ["operator", "shipper", "driver"] as const;
export const roles = [...staffRoles, ...requesterRoles] as const;

export type Role = (typeof roles)[number];

const rank: Record<Role, number> = {
  driver: 0,
  shipper: 0,
  operator: 0,
  franchise_agent: 1,
  ops_agent: 1,
  finance: 2,
  compliance_officer: 2,
  ops_manager: 3,
  regional_manager: 4,
  hq_support: 5,
  ceo_oncall: 6,
  admin: 7,
};

/** Height in the chain of command, 0 for requesters. */
export function rankOf(role: string): number {
  return isRole(role) ? rank[role] : 0;
}

export function isRole(role: string): role is Role {
  return (roles as readonly string[]).includes(role);
}

export function isStaff(role: string): boolean {
  return rankOf(role) > 0;
}

const everyone: readonly Role[] = roles;
const staff: readonly Role[] = staffRoles;
const managers: readonly Role[] = ["ops_manager", "regional_manager", "hq_support", "ceo_oncall", "admin"];
const assigners: readonly Role[] = managers;
const admins: readonly Role[] = ["admin"];

/** Which roles hold which permission. Row rules on top of it live in each noun's access.ts. */
export const permissionRoles = {
  "tickets:read": everyone,
  "tickets:create": everyone,
  "tickets:reply": everyone,
  "tickets:note": staff,
  "tickets:update": staff,
  "tickets:assign": assigners,
  "tickets:take": staff,
  "tickets:escalate": staff,
  "tickets:resolve": staff,
  "tickets:close": managers,
  "tickets:reopen": everyone,
  "tickets:merge": managers,
  "tickets:archive": managers,
  "tickets:bulk": admins,
  "tickets:import": admins,
  "tickets:export": staff,
  "tickets:watch": staff,
  "tickets:watchers": managers,
  "attachments:read": everyone,
  "attachments:write": everyone,
  "attachments:manage": staff,
  "views:read": staff,
  "views:write": staff,
  "views:publish": managers,
  "entities:read": staff,
  "entities:write": admins,
  "people:read": staff,
  "people:write": admins,
  "organization:write": admins,
  "tokens:write": staff,
  "webhooks:write": admins,
  "audit:read": managers,
  "operations:manage": admins,
  "notifications:read": everyone,
  "notifications:write": everyone,
  "mails:read": admins,
  "mails:write": admins,
  "sla:read": staff,
  "sla:write": admins,
  "sync:read": managers,
  "sync:write": admins,
  "closures:read": staff,
  "closures:write": admins,
  "companies:read": staff,
  "companies:write": admins,
  "companies:export": managers,
  "notes:export": managers,
  "knowledge:read": staff,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissionRoles;
export const permissions = Object.keys(permissionRoles) as Permission[];

export type Holder = { role: string; scopes: readonly string[] | null };

/** A token can only narrow what its person's role allows. `null` scopes = signed in with a session. */
export function hasPermission(holder: Holder, permission: Permission): boolean {
  const allowedRoles: readonly string[] = permissionRoles[permission];
  if (!allowedRoles.includes(holder.role)) return false;
  return holder.scopes === null || holder.scopes.some((scope) => scopeCovers(scope, permission));
}

/** Scopes are permissions, `noun:*`, or `*`. */
export function scopeCovers(scope: string, permission: Permission): boolean {
  return (
    scope === "*" ||
    scope === permission ||
    (scope.endsWith(":*") && permission.startsWith(scope.slice(0, -1)))
  );
}
