export type Settings = Record<string, string>;

const defaults: Settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  random_page_cost: "1.1",
  jit: "off",
  // A commit that was answered survives a power cut; bulk loads instead gain from rare checkpoints.
  synchronous_commit: "on",
  wal_level: "minimal",
  max_wal_senders: "0",
  wal_compression: "on",
  max_wal_size: "4GB",
  checkpoint_timeout: "15min",
  timezone: "UTC",
  log_timezone: "UTC",
  // A week of logs, each day overwriting its predecessor; statements stay out, since they carry people's data.
  logging_collector: "on",
  log_directory: "log",
  log_filename: "postgres-%a.log",
  log_truncate_on_rotation: "on",
  log_rotation_age: "1d",
  log_min_messages: "warning",
  log_min_error_statement: "panic",
};

/** A throwaway cluster: nothing needs to survive it. */
export const throwawaySettings: Settings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "128MB",
  max_connections: "200",
  logging_collector: "off",
  autovacuum: "off",
};

export function settingsFile(port: number, overrides: Settings): string {
  const settings = { port: String(port), ...defaults, ...overrides };
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = ${/^\d+$/.test(value) ? value : `'${value}'`}`,
  );
  return `# Written by Docket at every start of the server.\n${lines.join("\n")}\n`;
}
