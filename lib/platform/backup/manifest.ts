import { z } from "zod";

export const manifestName = "manifest.json";
export const checksumsName = "checksums.json";
export const tablesFolder = "tables/";
export const filesFolder = "files/";

/** First in the archive: what it was made of. */
export const manifestSchema = z.object({
  format: z.literal("docket-backup"),
  version: z.literal(1),
  created_at: z.iso.datetime(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  sequences: z.array(z.object({ name: z.string(), last_value: z.string(), is_called: z.boolean() })),
});

/** Last in the archive: what must be found in it. Tables are hashed over all their parts. */
export const checksumsSchema = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
  files: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Checksums = z.infer<typeof checksumsSchema>;
export type BackupSummary = {
  path: string;
  created_at: string;
  tables: number;
  rows: number;
  files: number;
  bytes: number;
};
