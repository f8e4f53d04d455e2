import type { NextConfig } from "next";

/** The documented paths of the desk that Docket replaces; handle.ts answers them in their documented shape. */
const documentedPaths: [path: string, target: string][] = [
  ["", "/tickets"],
  ["/bulk", "/bulk"],
  ["/export", "/exports"],
  ["/:id", "/tickets/:id"],
  ["/:id/messages", "/tickets/:id/messages"],
  ["/:id/assign", "/tickets/:id/assign"],
  ["/:id/escalate", "/tickets/:id/escalate"],
  ["/:id/watch", "/tickets/:id/watch"],
  ["/:id/audit", "/tickets/:id/audit"],
];

/** Whole paths of the programs beside it: what its partners read. */
const documentedAddresses: [source: string, target: string][] = [
  ["/api/companies", "/companies"],
  ["/api/companies/:id/tickets", "/companies/:id/tickets"],
  ["/api/context/tree/:node", "/knowledge/attached/:node"],
  ["/api/context/:node", "/knowledge/context/:node"],
  ["/api/tickets/closures/period", "/closures"],
  ["/api/tickets/closures/today", "/closures"],
  ["/api/tickets/user-details/:username", "/closures/people/:username/tickets"],
  ["/api/tickets/hourly-sync", "/closures/hourly-sync"],
  ["/api/tickets/sync", "/closures/daily-sync"],
  ["/api/tickets/force-sync", "/closures/force-sync"],
  ["/api/tickets/sync-status", "/closures/sync-status"],
  ["/api/tickets/stats", "/closures/stats"],
  ["/api/tickets/admin-stats", "/closures/admin-stats"],
  ["/api/tickets/user-stats", "/closures/user-stats"],
  ["/api/tickets/top-performers", "/closures/top-performers"],
  ["/api/tickets/unmapped-users", "/closures/unmapped-users"],
  ["/api/tickets/user-mappings", "/closures/user-mappings"],
  ["/api/tickets/user-mappings/:id", "/closures/user-mappings/:id"],
  ["/api/tickets/sync-user-mappings", "/closures/user-mappings/relink"],
  ["/api/tickets/sync-from-ids", "/closures/user-mappings/import"],
  ["/api/health/closures", "/closures/health"],
  ["/codex/sync/tickets", "/sync-runs"],
  ["/webhooks/:vendor/ticket", "/sync-webhooks/ticket"],
];

function documentedRewrites() {
  const ofTickets = documentedPaths.flatMap(([path, target]) =>
    ["/api/admin/tickets", "/api/tickets"].map((prefix) => ({
      source: prefix + path,
      destination: `/api/v1${target}`,
    })),
  );
  const others = documentedAddresses.map(([source, target]) => ({ source, destination: `/api/v1${target}` }));
  const checks = ["/webhooks/health", "/api/tickets/test-db"].map((source) => ({
    source,
    destination: "/api/health/ready",
  }));
  // A ticket's id would match the first word of the others.
  return [...checks, ...others, ...ofTickets];
}

const config: NextConfig = {
  poweredByHeader: false,
  devIndicators: false,
  turbopack: { root: import.meta.dirname },
  // file-type recognizes errors of a package beside it by their class, of which a bundle would make two.
  serverExternalPackages: ["file-type", "@prisma/adapter-pg", "pg-copy-streams"],
  // `npm test` checks the types with the compiler itself; a first start need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  rewrites: async () => documentedRewrites(),
};

export default config;
