import { type ZodType, z } from "zod";
import { proseKinds } from "@/lib/exports/mask-personal-data";
import { flag, listQuery, one, pagination, uuid } from "@/lib/platform/schema";
import { ticketFilters } from "@/lib/tickets/schema";

export const maskKind = z.enum(proseKinds);
export const defaultContextChars = 100_000;
export const maximumContextChars = 2_000_000;
/** Tickets of one file that a person asks for; a company's archive has all of them. */
export const selectionLimit = 2000;

const day = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** How a ticket leaves the desk as a document. */
const documentOptions = {
  /** Needs the permission notes:export. */
  include_internal_notes: flag.default(false),
  /** What is masked; `none` is for those who may see personal data outside of the desk. */
  mask: z
    .preprocess((value) => (value === "none" ? [] : value), listOf(maskKind))
    .transform((kinds) => kinds ?? [...proseKinds]),
};
export const documentQuery = z.object(documentOptions);
export type DocumentOptions = z.output<typeof documentQuery>;

const companyOptions = {
  ...documentOptions,
  /** `finished`: resolved and closed tickets; `any`: open ones too. */
  state: z.enum(["finished", "any"]).default("finished"),
};
export const companyDownloadQuery = z.object(companyOptions);
export type CompanyDownloadQuery = z.output<typeof companyDownloadQuery>;

export const selectionInput = z.object({
  ...documentOptions,
  /** One text, or an archive with a file a ticket. */
  format: z.enum(["md", "zip"]).default("md"),
  /** The list's filters: everything they match. */
  filters: ticketFilters.default({ archived: "false" }),
  ticket_ids: z.array(uuid).min(1).max(selectionLimit).optional(),
  except_ids: z.array(uuid).max(10_000).optional(),
});
export type SelectionInput = z.output<typeof selectionInput>;

const contextOptions = {
  ...companyOptions,
  max_chars: z.coerce.number().int().min(500).max(maximumContextChars).default(defaultContextChars),
  /** Tickets last updated on or after this day, and up to the end of that one, in the organization's zone. */
  from_date: day.optional(),
  to_date: day.optional(),
  /** Only these attached folders, by id. */
  attached_ids: listOf(z.string().max(500)),
  /** Not these of them. */
  excluded_ids: listOf(z.string().max(500)),
};
export const contextQuery = z.object(contextOptions);
export type ContextOptions = z.output<typeof contextQuery>;

export const nodeParams = z.object({ node: z.string().min(1).max(500) });

export const maskedCounts = z.object({
  secrets: z.int(),
  cards: z.int(),
  emails: z.int(),
  phones: z.int(),
});
export type MaskedCounts = z.output<typeof maskedCounts>;

export const contextAnswer = z.object({
  /** Markdown. */
  context: z.string(),
  included: z.array(z.object({ id: z.string(), name: z.string(), chars: z.int() })),
  /** The first thousand of them. */
  omitted: z.array(z.object({ id: z.string(), reason: z.enum(["max_chars", "sensitive", "excluded"]) })),
  omitted_count: z.int(),
  truncated: z.boolean(),
  chars: z.int(),
  masked: maskedCounts,
});
export type ContextAnswer = z.output<typeof contextAnswer>;

export const attachedFolders = z.object({
  attached_folders: z.array(z.object({ id: z.string(), name: z.string() })),
});

export const treeQuery = z.object({
  node: z.string().min(1).max(500).default("root"),
  limit: listQuery.shape.limit,
  cursor: listQuery.shape.cursor,
});
export type TreeQuery = z.output<typeof treeQuery>;
export const treeNode = z.object({
  id: z.string(),
  name: z.string(),
  is_folder: z.boolean(),
  is_attached: z.boolean(),
  /** Of a ticket's file. */
  ticket_id: uuid.nullable(),
  /** What the file is about, where the reader may know. */
  title: z.string().nullable(),
});
export type TreeNode = z.output<typeof treeNode>;
export const treeAnswer = one(
  z.object({ node: treeNode, path: z.array(treeNode), children: z.array(treeNode) }),
).extend({ pagination });

export const searchQuery = z.object({
  query: z.string().trim().min(1, "Enter words to look for.").max(300),
  company_id: uuid.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(15),
});
export type SearchQuery = z.output<typeof searchQuery>;
export const searchHit = z.object({
  id: z.string().nullable(),
  name: z.string(),
  ticket_id: uuid,
  number: z.int(),
  title: z.string(),
  company_id: uuid.nullable(),
  folder_path: z.string(),
  rank: z.number(),
  /** The best passage in pieces; what was found is marked. */
  excerpt: z.array(z.object({ text: z.string(), is_match: z.boolean() })),
});
export type SearchHit = z.output<typeof searchHit>;
export const searchAnswer = z.object({
  data: z.array(searchHit),
  /** More hits than are ranked: those of the newest tickets were. */
  is_partial: z.boolean(),
});

/** Like `multi`, but an empty list is one. */
function listOf<Item extends ZodType>(item: Item) {
  return z.preprocess(
    (value) =>
      value === undefined
        ? undefined
        : (Array.isArray(value) ? value : [value])
            .flatMap((part) => (typeof part === "string" ? part.split(",") : [part]))
            .filter((part) => part !== ""),
    z.array(item).max(200).optional(),
  );
}
