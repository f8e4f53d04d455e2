import { resolve } from "node:path";
import { z } from "zod";
import { StartupError } from "./startup-error";

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/\S+$/, "an address such as postgresql://user:password@host:5432/docket");
const httpUrl = z.url({ protocol: /^https?$/, error: "an address that starts with http:// or https://" });
const port = whole(1, 65_535);

const schema = z.object({
  NODE_ENV: oneOf(["development", "production", "test"]).default("development"),
  DATA_DIR: z
    .string()
    .default(".data")
    .transform((directory) => resolve(directory)),
  PORT: port.default(3000),
  HOST: z.string().default("127.0.0.1"),
  ALLOWED_HOSTS: z
    .string()
    .default("")
    .transform((list) =>
      list
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    )
    .refine(
      (hosts) => hosts.every((host) => /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/.test(host)),
      "host names separated by commas, without ports, such as desk.example.com,docket",
    ),
  TRUSTED_PROXIES: whole(0, 10).default(0),
  DATABASE_URL: postgresUrl.optional(),
  MIGRATION_DATABASE_URL: postgresUrl.optional(),
  APP_DATABASE_URL: postgresUrl.optional(),
  DATABASE_POOL_SIZE: whole(1, 500).default(10),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/\S+$/, "an address such as redis://user:password@host:6379")
    .optional(),
  DOCKET_URL: httpUrl.optional(),
  NEXTAUTH_URL: httpUrl.optional(),
  DOCKET_SECRET: z
    .string()
    .min(32, "at least 32 characters, for instance from: openssl rand -base64 48")
    .optional(),
  DOCKET_DEMO: oneOf(["auto", "off", "on"]).default("auto"),
  LOG_LEVEL: oneOf(logLevels).optional(),
  RATE_LIMIT_PER_MINUTE: whole(1, 1_000_000).default(600),
  RATE_LIMIT_BULK_PER_MINUTE: whole(1, 1_000_000).default(60),
  ATTACHMENT_MAX_MB: whole(1, 5_000).default(50),
  CLAMAV_URL: z
    .string()
    .regex(/^tcp:\/\/[^\s/]+:\d+$/, "an address such as tcp://127.0.0.1:3310")
    .optional(),
  WEBHOOK_ALLOW_PRIVATE: oneOf(["true", "false"])
    .default("false")
    .transform((value) => value === "true"),
  SYNC_ALLOW_PRIVATE: oneOf(["true", "false"])
    .default("false")
    .transform((value) => value === "true"),
  SMS_URL: httpUrl.optional(),
  SMS_FORMAT: oneOf(["json", "form"]).default("json"),
  SMS_AUTHORIZATION: z.string().optional(),
  SMS_FROM: z.string().default(""),
  SMS_BODY: z
    .string()
    .default('{"from":"{from}","to":"{to}","text":"{text}"}')
    .transform(readTemplate)
    .refine((fields) => fields !== null, "a JSON object of texts with {to} and {text} in it")
    .transform((fields) => fields ?? {}),
  S3_BUCKET: z.string().optional(),
  S3_ENDPOINT: httpUrl.optional(),
  S3_REGION: z.string().default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: oneOf(["true", "false"]).optional(),
  OIDC_ISSUER: httpUrl.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  INNGEST_BASE_URL: httpUrl.optional(),
  INNGEST_DEV: z
    .string()
    .regex(/^(0|1|true|false|https?:\/\/\S+)$/, "0, 1, or an address of a dev server")
    .optional(),
  INNGEST_EVENT_KEY: z.string().optional(),
  INNGEST_SIGNING_KEY: z
    .string()
    .regex(/^signkey-\w+-[0-9a-f]+$/, "a key such as signkey-prod-0123abcd…")
    .optional(),
  INNGEST_SIGNING_KEY_FALLBACK: z.string().optional(),
  INNGEST_SERVE_ORIGIN: httpUrl.optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, "an address such as smtp://user:password@mail.example.com:587")
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?$/, "a sender such as Docket <desk@example.com>")
    .optional(),
});

type Variables = z.output<typeof schema>;
type Derived = "APP_DATABASE_URL" | "DOCKET_URL" | "DOCKET_SECRET" | "LOG_LEVEL";
export type Env = Omit<Variables, Derived> & { [Name in Derived]-?: NonNullable<Variables[Name]> };
export type VariableName = keyof Variables;

// server.ts and Next's bundles each hold a copy of this module; one answer must serve them all.
const store = globalThis as typeof globalThis & { docketEnv?: Env };

/** The validated environment. Throws a StartupError whose message names the variable and what it may be. */
export function env(): Env {
  store.docketEnv ??= readEnv(process.env);
  return store.docketEnv;
}

/** What the launcher and the tests find out only while running, such as the embedded server's address. */
export function setEnv(values: Partial<Record<VariableName, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  store.docketEnv = undefined;
}

export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = schema.safeParse(given);
  if (!result.success) throw new StartupError(explain(result.error));
  return derive(result.data);
}

/** An address whose statements run as the application's role, whoever logs in. */
export function asApplicationRole(url: string): string {
  const address = new URL(url);
  if (decodeURIComponent(address.username) === "docket_app") return url;
  const options = address.searchParams.get("options");
  address.searchParams.set("options", options ? `${options} -c role=docket_app` : "-c role=docket_app");
  // pg reads the query as a URL does, but PostgreSQL splits options at blanks and "+" is none.
  return address.toString().replaceAll("+", "%20");
}

function derive(values: Variables): Env {
  const address = values.DATABASE_URL ? asApplicationRole(values.DATABASE_URL) : "";
  if (values.MIGRATION_DATABASE_URL && !values.DATABASE_URL)
    throw new StartupError("MIGRATION_DATABASE_URL is set without DATABASE_URL: set DATABASE_URL too.");
  if (!values.S3_BUCKET && (values.S3_ENDPOINT || values.S3_ACCESS_KEY_ID))
    throw new StartupError("S3_ENDPOINT or S3_ACCESS_KEY_ID is set without S3_BUCKET: set S3_BUCKET too.");
  if (Boolean(values.S3_ACCESS_KEY_ID) !== Boolean(values.S3_SECRET_ACCESS_KEY))
    throw new StartupError(
      "S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together: set both, or none to use the machine's own role.",
    );
  const oidc = [values.OIDC_ISSUER, values.OIDC_CLIENT_ID, values.OIDC_CLIENT_SECRET];
  if (oidc.some(Boolean) && !oidc.every(Boolean))
    throw new StartupError(
      "OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three or none.",
    );
  return {
    ...values,
    APP_DATABASE_URL: values.APP_DATABASE_URL ?? address,
    DOCKET_URL: values.DOCKET_URL ?? values.NEXTAUTH_URL ?? `http://localhost:${values.PORT}`,
    DOCKET_SECRET: values.DOCKET_SECRET ?? "",
    LOG_LEVEL: values.LOG_LEVEL ?? (values.NODE_ENV === "test" ? "silent" : "info"),
  };
}

function explain(error: z.ZodError): string {
  const issue = error.issues[0];
  const name = String(issue?.path[0] ?? "A variable");
  return `${name} is not valid: it must be ${issue?.message}.`;
}

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: `one of ${values.join(", ")}` });
}

function readTemplate(text: string): Record<string, string> | null {
  try {
    const fields = z.record(z.string(), z.string()).parse(JSON.parse(text));
    return ["{to}", "{text}"].every((part) => text.includes(part)) ? fields : null;
  } catch {
    return null;
  }
}

function whole(minimum: number, maximum: number) {
  const message = `a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .pipe(z.number({ error: message }).min(minimum, message).max(maximum, message));
}
