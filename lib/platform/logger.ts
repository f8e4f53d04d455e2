import pino, { type DestinationStream, type Logger, type LoggerOptions } from "pino";
import { env } from "./env";

const secretFields = [
  "authorization",
  "cookie",
  "set-cookie",
  "password",
  "password_hash",
  "token",
  "secret",
  "client_secret",
  "DATABASE_URL",
  "MIGRATION_DATABASE_URL",
  "APP_DATABASE_URL",
  "DOCKET_SECRET",
  "SMS_AUTHORIZATION",
];

/** Values that carry their secret inside a text: addresses with passwords, bearer tokens. */
const secretsInText: [RegExp, string][] = [
  [/(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@]*):[^\s@/]+@/gi, "$1:[redacted]@"],
  [/\bBearer\s+[\w.~+/=-]+/gi, "Bearer [redacted]"],
];

export const logger: Logger = createLogger();

export function createLogger(destination?: DestinationStream, level: string = env().LOG_LEVEL): Logger {
  const options: LoggerOptions = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: secretFields.flatMap(anyDepth), censor: "[redacted]" },
    serializers: { err: serializeError },
    hooks: { streamWrite: hideSecrets },
  };
  return destination ? pino(options, destination) : pino(options);
}

export function hideSecrets(text: string): string {
  return secretsInText.reduce((hidden, [pattern, replacement]) => hidden.replace(pattern, replacement), text);
}

function anyDepth(field: string): string[] {
  const key = `["${field}"]`;
  return [key, `*${key}`, `*.*${key}`, `*.*.*${key}`];
}

/** Drivers hang queries, parameters and connection settings onto their errors: only what is known safe is kept. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === "string" && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: serializeError(error.cause) }),
  };
}
