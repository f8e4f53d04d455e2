import { ZodError } from "zod";

/** One code, one status. Routes answer RFC 9457 problem+json built from it. */
export const errorStatus = {
  unauthenticated: 401,
  forbidden: 403,
  reason_required: 403,
  not_found: 404,
  conflict: 409,
  invalid_transition: 409,
  payload_too_large: 413,
  misdirected: 421,
  invalid_input: 422,
  rate_limited: 429,
  internal: 500,
  upstream_failed: 502,
  unavailable: 503,
  storage_full: 507,
} as const;

export type ErrorCode = keyof typeof errorStatus;

export type FieldIssue = { field: string; message: string; allowed?: readonly unknown[] };

export type ErrorDetails = {
  fields?: FieldIssue[];
  allowed?: readonly unknown[];
  retry_after_seconds?: number;
  [key: string]: unknown;
};

export class AppError extends Error {
  override readonly name = "AppError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

export function notFound(noun: string): AppError {
  return new AppError("not_found", `No such ${noun}, or you may not see it.`);
}

export function invalidField(field: string, message: string, allowed?: readonly unknown[]): AppError {
  return new AppError("invalid_input", message, {
    fields: [{ field, message, ...(allowed && { allowed }) }],
  });
}

/** Everything thrown below a route becomes an AppError here, and nowhere else. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) return fromZod(error);
  const { code, message } = databaseError(error);
  if (code === "DK001") return new AppError("invalid_transition", message);
  if (code === "DK003") return new AppError("conflict", message);
  if (code === "23505" || code === "P2002")
    return new AppError("conflict", "A record with the same key already exists.", {}, { cause: error });
  if (code === "23503" || code === "P2003")
    return new AppError("invalid_input", "A referenced record does not exist.", {}, { cause: error });
  // Class 22: a value PostgreSQL cannot hold, such as a NUL character or a date beyond its range.
  if (code === "23514" || /^22...$/.test(code) || code === "P2007" || code === "P2023")
    return new AppError("invalid_input", "A value is not allowed here.", {}, { cause: error });
  if (code === "42501")
    return new AppError("not_found", "No such record, or you may not see it.", {}, { cause: error });
  if (code === "40001" || code === "40P01" || code === "P2034")
    return new AppError(
      "conflict",
      "Someone else changed the same record at this moment. Try again.",
      {},
      { cause: error },
    );
  if (code === "P2025")
    return new AppError("not_found", "No such record, or you may not see it.", {}, { cause: error });
  if (code === "53100")
    return new AppError(
      "storage_full",
      "The database's disk is full, and nothing was saved. Free some space and try again.",
      {},
      { cause: error },
    );
  if (isConnectionLoss(code))
    return new AppError(
      "unavailable",
      "The database cannot be reached right now. Nothing was saved; try again shortly.",
      { retry_after_seconds: 2 },
      { cause: error },
    );
  return new AppError(
    "internal",
    "Something went wrong on our side. Nothing was saved.",
    {},
    { cause: error },
  );
}

function fromZod(error: ZodError): AppError {
  const fields = error.issues.map((issue): FieldIssue => {
    const allowed = "values" in issue && Array.isArray(issue.values) ? { allowed: issue.values } : {};
    return { field: issue.path.join(".") || "body", message: issue.message, ...allowed };
  });
  const first = fields[0];
  return new AppError(
    "invalid_input",
    first ? `${first.field}: ${first.message}` : "The input is not valid.",
    { fields },
  );
}

/** Prisma wraps the driver's error: the SQLSTATE hides in meta.driverAdapterError.cause. */
function databaseError(error: unknown): { code: string; message: string } {
  if (typeof error !== "object" || error === null) return { code: "", message: String(error) };
  const outer = error as {
    code?: unknown;
    message?: unknown;
    meta?: { driverAdapterError?: { cause?: unknown } };
    cause?: unknown;
  };
  const cause = (outer.meta?.driverAdapterError?.cause ?? outer.cause) as
    | { originalCode?: unknown; originalMessage?: unknown; code?: unknown }
    | undefined;
  const code = cause?.originalCode ?? outer.code ?? cause?.code;
  const message = cause?.originalMessage ?? outer.message;
  return { code: typeof code === "string" ? code : "", message: typeof message === "string" ? message : "" };
}

function isConnectionLoss(code: string): boolean {
  return (
    code.startsWith("08") ||
    code.startsWith("57P") ||
    ["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "P1001", "P1017", "P2024", "P2028"].includes(code)
  );
}
