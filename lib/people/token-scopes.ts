import {
  type Holder,
  hasPermission,
  type Permission,
  permissionRoles,
  permissions,
  scopeCovers,
} from "@/lib/platform/permissions";

/** Everything a role may put into a token's scopes. */
export function grantableScopes(role: string): string[] {
  const held = permissions.filter((permission) => hasPermission({ role, scopes: null }, permission));
  const nouns = [...new Set(held.map((permission) => `${permission.split(":")[0]}:*`))];
  return ["*", ...nouns, ...held];
}

/** A scope the person's role lacks, or, when a token asks, one it does not carry itself. */
export function refusedScope(scopes: readonly string[], role: string, asking: Holder): string | undefined {
  const grantable = grantableScopes(role);
  return scopes.find((scope) => !grantable.includes(scope) || !isWithin(scope, asking.scopes));
}

function isWithin(scope: string, holder: readonly string[] | null): boolean {
  if (holder === null || holder.includes("*") || holder.includes(scope)) return true;
  return scope in permissionRoles && holder.some((held) => scopeCovers(held, scope as Permission));
}
