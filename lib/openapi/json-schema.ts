import { type ZodType, z } from "zod";
import { auditRow } from "@/lib/audit/schema";
import { pagination } from "@/lib/platform/schema";
import { messageRow, ticketDetail, ticketRow } from "@/lib/tickets/schema";

export type JsonSchema = {
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  propertyNames?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  $ref?: string;
  $schema?: string;
  $defs?: Record<string, JsonSchema>;
};

/** Schemas that many operations answer with, told once under components. */
const named = z.registry<{ id: string }>();
named.add(ticketRow, { id: "Ticket" });
named.add(ticketDetail, { id: "TicketDetail" });
named.add(messageRow, { id: "Message" });
named.add(auditRow, { id: "AuditRow" });
named.add(pagination, { id: "Pagination" });

/** JSON Schema of a zod schema: as sent (`input`) or as answered (`output`). Shared parts go to `components`. */
export function toJsonSchema(
  schema: ZodType,
  io: "input" | "output",
  components: Record<string, JsonSchema> = {},
): JsonSchema {
  const {
    $schema: _,
    $defs,
    ...result
  } = z.toJSONSchema(schema, {
    io,
    metadata: named,
    // A format says what the long pattern behind it says.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format) delete jsonSchema.pattern;
    },
    unrepresentable: ({ zodSchema }) =>
      zodSchema._zod.def.type === "date" ? { type: "string", format: "date-time" } : "any",
  }) as JsonSchema;
  for (const [name, definition] of Object.entries($defs ?? {})) components[name] = relink(definition);
  return relink(result);
}

/** A query value that is split or coerced has no input schema of its own: what it becomes says more. */
export function queryParameterSchema(schema: ZodType): JsonSchema {
  const asSent = toJsonSchema(schema, "input");
  const isTelling = asSent.type || asSent.enum || asSent.anyOf || asSent.$ref;
  return isTelling ? asSent : { ...toJsonSchema(schema, "output"), ...defaultOf(asSent) };
}

function defaultOf(schema: JsonSchema): Pick<JsonSchema, "default"> {
  return schema.default === undefined ? {} : { default: schema.default };
}

function relink<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')) as Value;
}
