import { z } from "zod";
import { permissions, roles } from "@/lib/platform/permissions";
import { flag, instant, listAnswer, listQuery, multi, uuid } from "@/lib/platform/schema";

export const minimumPasswordLength = 12;

export const role = z.enum(roles);
export const personName = z.string().trim().min(1, "Enter a name.").max(200, "At most 200 characters.");
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email("Enter an e-mail address such as name@company.com."));

export const newPassword = z
  .string()
  .min(minimumPasswordLength, `At least ${minimumPasswordLength} characters.`)
  .max(128, "At most 128 characters.")
  .refine((value) => new Set(value).size >= 5, "Use at least 5 different characters.");

export const timeZone = z.string().refine(isTimeZone, "Enter an IANA time zone such as Europe/Berlin.");

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Enter a time such as 08:30.");

export const userRow = z.object({
  id: uuid,
  email: z.string(),
  name: z.string(),
  role,
  franchise_id: uuid.nullable(),
  franchise_name: z.string().nullable(),
  is_available: z.boolean(),
  shift_starts_at: z.string().nullable(),
  shift_ends_at: z.string().nullable(),
  time_zone: z.string().nullable(),
  /** Null for whoever may not manage people. */
  must_change_password: z.boolean().nullable(),
  last_sign_in_at: instant.nullable(),
  deactivated_at: instant.nullable(),
  created_at: instant,
});
export type UserRow = z.output<typeof userRow>;

export const userDetail = userRow.extend({
  open_ticket_count: z.int(),
  active_token_count: z.int(),
});
export type UserDetail = z.output<typeof userDetail>;
export const userListAnswer = listAnswer(userRow);

export const listUsersQuery = z.object({
  ...listQuery.shape,
  search: z.string().trim().max(200).optional(),
  role: multi(role),
  franchise_id: multi(uuid),
  state: z.enum(["active", "deactivated", "any"]).default("active"),
  is_available: flag.optional(),
});
export type ListUsersQuery = z.output<typeof listUsersQuery>;

export const createUserInput = z.object({
  email,
  name: personName,
  role,
  franchise_id: uuid.nullable().optional(),
  time_zone: timeZone.nullable().optional(),
  /** Left out: Docket makes one, answers it once, and the person replaces it at the first sign-in. */
  password: newPassword.optional(),
});
export type CreateUserInput = z.output<typeof createUserInput>;

const ownFields = {
  name: personName.optional(),
  is_available: z.boolean().optional(),
  shift_starts_at: clockTime.nullable().optional(),
  shift_ends_at: clockTime.nullable().optional(),
  time_zone: timeZone.nullable().optional(),
};
export const updateMeInput = z.object(ownFields);
export type UpdateMeInput = z.output<typeof updateMeInput>;
export const updateUserInput = z.object({
  ...ownFields,
  email: email.optional(),
  role: role.optional(),
  franchise_id: uuid.nullable().optional(),
});
export type UpdateUserInput = z.output<typeof updateUserInput>;

export const changePasswordInput = z.object({
  current_password: z.string().min(1, "Enter your current password.").max(128),
  new_password: newPassword,
});
export const setPasswordInput = z.object({
  password: newPassword.optional(),
  /** Whoever had the account may have made tokens with it. */
  revoke_tokens: z.boolean().default(true),
});

export const temporaryPassword = z.string().nullable();

export const me = z.object({
  id: uuid,
  email: z.string(),
  name: z.string(),
  role,
  organization: z.object({ id: uuid, name: z.string(), time_zone: z.string() }),
  franchise: z.object({ id: uuid, name: z.string() }).nullable(),
  permissions: z.array(z.enum(permissions as [string, ...string[]])),
  /** Null for a session; what the API token was limited to otherwise. */
  scopes: z.array(z.string()).nullable(),
  /** The companies an API token is limited to. */
  company_ids: z.array(uuid).nullable(),
  is_available: z.boolean(),
  shift_starts_at: z.string().nullable(),
  shift_ends_at: z.string().nullable(),
  time_zone: z.string().nullable(),
  must_change_password: z.boolean(),
  password_changed_at: instant.nullable(),
});
export type Me = z.output<typeof me>;

export const organizationName = z
  .string()
  .trim()
  .min(1, "Enter the organization's name.")
  .max(200, "At most 200 characters.");
export const organization = z.object({
  id: uuid,
  name: z.string(),
  slug: z.string(),
  /** Decides what "today", an hour of the day and a calendar day are, for everyone without a zone of their own. */
  time_zone: z.string(),
  is_demo: z.boolean(),
  /** Of one file; null: as much as the installation takes. */
  attachment_max_mb: z.int().nullable(),
  attachments_per_ticket: z.int(),
  /** ATTACHMENT_MAX_MB of the installation, which no organization exceeds. */
  installation_max_mb: z.int(),
  created_at: instant,
  updated_at: instant,
});
export type Organization = z.output<typeof organization>;
export const updateOrganizationInput = z.strictObject({
  name: organizationName.optional(),
  time_zone: timeZone.optional(),
  attachment_max_mb: z.int().min(1).max(5_000).nullable().optional(),
  attachments_per_ticket: z.int().min(1).max(20).optional(),
});
export type UpdateOrganizationInput = z.output<typeof updateOrganizationInput>;

export const franchiseRow = z.object({
  id: uuid,
  code: z.string(),
  name: z.string(),
  city: z.string().nullable(),
  people_count: z.int(),
  created_at: instant,
});
export type FranchiseRow = z.output<typeof franchiseRow>;
export const createFranchiseInput = z.object({
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9][A-Z0-9-]{0,19}$/, "1 to 20 letters, digits or hyphens."),
  name: z.string().trim().min(1, "Enter a name.").max(200),
  city: z.string().trim().max(200).nullable().optional(),
});

export const searchQuery = z.object({ ...listQuery.shape, search: z.string().trim().max(200).optional() });
export type SearchQuery = z.output<typeof searchQuery>;

export const requesterRow = z.object({
  id: uuid,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  company_id: uuid.nullable(),
  company_name: z.string().nullable(),
  user_id: uuid.nullable(),
  external_id: z.string().nullable(),
  created_at: instant,
});
export type RequesterRow = z.output<typeof requesterRow>;
export const listRequestersQuery = searchQuery.extend({ company_id: multi(uuid) });
export type ListRequestersQuery = z.output<typeof listRequestersQuery>;
export const createRequesterInput = z.object({
  name: personName,
  email: email.nullable().optional(),
  phone: z.string().trim().max(50).nullable().optional(),
  company_id: uuid.nullable().optional(),
  external_id: z.string().trim().min(1).max(200).nullable().optional(),
});

export const maximumTokenDays = 730;
export const scope = z
  .string()
  .refine(isScope, { error: "A scope is a permission, noun:* or *.", params: { allowed: permissions } });
export const tokenRow = z.object({
  id: uuid,
  user_id: uuid,
  user_name: z.string(),
  name: z.string(),
  /** The first characters, to tell tokens apart; the token itself is stored only as a hash. */
  prefix: z.string(),
  scopes: z.array(z.string()),
  /** Null: not limited to companies. */
  companies: z.array(z.object({ id: uuid, name: z.string() })).nullable(),
  expires_at: instant.nullable(),
  last_used_at: instant.nullable(),
  revoked_at: instant.nullable(),
  created_at: instant,
});
export type TokenRow = z.output<typeof tokenRow>;
export const listTokensQuery = z.object({
  ...listQuery.shape,
  /** `everyone` is for those who manage people. */
  owner: z.enum(["me", "everyone"]).default("me"),
  state: z.enum(["active", "any"]).default("active"),
});
export type ListTokensQuery = z.output<typeof listTokensQuery>;
export const createTokenInput = z.object({
  name: z.string().trim().min(1, "Name what the token is for.").max(100),
  scopes: z
    .array(scope)
    .min(1, "Choose at least one scope.")
    .max(100)
    .transform((values) => [...new Set(values)]),
  /** Only the tickets of these companies, and only operations that keep to them. */
  company_ids: z
    .array(uuid)
    .min(1, "Choose at least one company, or leave the limit out.")
    .max(100, "At most 100 companies.")
    .transform((values) => [...new Set(values)])
    .nullish(),
  expires_in_days: z.int().min(1).max(maximumTokenDays).default(90),
});
export type CreateTokenInput = z.output<typeof createTokenInput>;

export const setupInput = z.object({
  organization_name: organizationName,
  time_zone: timeZone,
  name: personName,
  email,
  password: newPassword,
});
export type SetupInput = z.output<typeof setupInput>;
/** A further organization, made from the command line. */
export const createOrganizationInput = setupInput.omit({ password: true }).extend({
  slug: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "Lower-case letters, digits and hyphens.")
    .optional(),
  password: newPassword.optional(),
});
export type CreateOrganizationInput = z.output<typeof createOrganizationInput>;
export const setupAnswer = z.object({
  data: z.object({ organization_id: uuid, user_id: uuid, email: z.string() }),
});

function isScope(value: string): boolean {
  if (value === "*") return true;
  const noun = value.endsWith(":*") ? value.slice(0, -1) : null;
  return permissions.some((permission) => permission === value || (noun && permission.startsWith(noun)));
}

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
