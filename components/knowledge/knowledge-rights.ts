import { hasPermission } from "@/lib/platform/permissions";

export interface KnowledgeRights {
  canRead: boolean;
  /** Internal notes may leave the desk. */
  canTakeNotes: boolean;
  /** Only then may anything stay unmasked. */
  mayUnmask: boolean;
}

/** What a signed-in person of a role may take along; the server decides it again. */
export function knowledgeRights(role: string): KnowledgeRights {
  const person = { role, scopes: null };
  return {
    canRead: hasPermission(person, "knowledge:read"),
    canTakeNotes: hasPermission(person, "notes:export"),
    mayUnmask: role === "admin",
  };
}
