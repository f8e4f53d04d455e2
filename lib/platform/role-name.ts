const names: Record<string, string> = {
  ceo_oncall: "CEO on call",
  hq_support: "HQ support",
  system: "Docket",
  nobody: "Nobody signed in",
};

/** "ops_manager" → "Ops manager". */
export function roleName(role: string): string {
  const words = role.replaceAll("_", " ");
  return names[role] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
