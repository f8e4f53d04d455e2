import { z } from "zod";
import { flag, instant, listAnswer, listQuery, one, uuid } from "@/lib/platform/schema";

export const companyRow = z.object({
  id: uuid,
  name: z.string(),
  /** What other systems know the company by. */
  account_number: z.string().nullable(),
  domains: z.array(z.string()),
  is_active: z.boolean(),
  /** The least that a ticket's time is charged as; 0 = what was worked. */
  minimum_charge_minutes: z.int(),
  description: z.string().nullable(),
  open_ticket_count: z.int(),
  created_at: instant,
  updated_at: instant,
});
export type CompanyRow = z.output<typeof companyRow>;

export const companySource = z.object({
  connection_id: uuid,
  connection_name: z.string(),
  vendor: z.string(),
  external_id: z.string(),
  name: z.string(),
  is_active: z.boolean(),
});

export const companyDetail = companyRow.extend({
  ticket_count: z.int(),
  requester_count: z.int(),
  /** Billable, with the minimum charge; tickets whose hours could not be read count with what is known. */
  total_hours: z.number(),
  /** Of those with work in the last 30 days. */
  recent_hours: z.number(),
  unread_hours_count: z.int(),
  sources: z.array(companySource),
});
export type CompanyDetail = z.output<typeof companyDetail>;

export const companyAnswer = one(companyDetail);
export const companyListAnswer = listAnswer(companyRow);

export const listCompaniesQuery = z.object({
  ...listQuery.shape,
  search: z.string().trim().max(200).optional(),
  is_active: flag.optional(),
});
export type ListCompaniesQuery = z.output<typeof listCompaniesQuery>;

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u,
    "A domain such as company.com.",
  );

const companyFields = {
  name: z.string().trim().min(1, "Enter a name.").max(200, "At most 200 characters."),
  account_number: z
    .string()
    .trim()
    .min(1, "Enter a number, or none.")
    .max(50, "At most 50 characters.")
    .regex(/^[^\s/\\?#%]+$/u, "No spaces and none of / \\ ? # %: it is part of addresses.")
    .nullable(),
  domains: z
    .array(domain)
    .max(50, "At most 50 domains.")
    .transform((values) => [...new Set(values)]),
  is_active: z.boolean(),
  minimum_charge_minutes: z.int().min(0).max(1440, "At most a day, 1,440 minutes."),
  description: z.string().trim().max(2000, "At most 2,000 characters.").nullable(),
};
export const createCompanyInput = z.strictObject({
  name: companyFields.name,
  account_number: companyFields.account_number.optional(),
  domains: companyFields.domains.optional(),
  minimum_charge_minutes: companyFields.minimum_charge_minutes.optional(),
  description: companyFields.description.optional(),
});
export type CreateCompanyInput = z.output<typeof createCompanyInput>;
export const updateCompanyInput = z.strictObject(companyFields).partial();
export type UpdateCompanyInput = z.output<typeof updateCompanyInput>;

export const companyKey = z.object({
  /** Its account number or its id. */
  id: z.string().min(1).max(100),
});

export const companyTicketsQuery = z.object({
  /** Tickets whose last update falls into this year in the organization's zone. */
  year: z.coerce.number().int().min(1970).max(9999).optional(),
  /** Tickets that changed here at this instant or later, whatever changed. */
  updated_since: z.coerce.date().optional(),
  /** Tickets that were deleted at the vendor or archived here come too, with `deleted_at`. */
  include_deleted: flag.default(false),
  /** Tickets of one page; without it the whole answer is one array. */
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  /** From the header `X-Next-Cursor` of the page before. */
  cursor: z.string().max(1000).optional(),
});
export type CompanyTicketsQuery = z.output<typeof companyTicketsQuery>;
