import type { JsonSchema } from "./json-schema";

/** What a field of this name usually holds, so that examples read like a real desk. */
const byName: Record<string, unknown> = {
  title: "Delivery proof does not match the booking",
  description: "The signature on the delivery proof belongs to another consignee.",
  message: "<p>We asked the operator for the original document.</p>",
  message_text: "We asked the operator for the original document.",
  reason: "The customer confirmed this on the phone today.",
  resolution_summary: "The operator sent the right document; the customer accepted it.",
  name: "Asha Verma",
  owner_name: "Asha Verma",
  actor_name: "Asha Verma",
  created_by_name: "Asha Verma",
  requester_name: "Ravi Kulkarni",
  email: "asha.verma@example.com",
  phone: "+91 98200 12345",
  company_name: "Kulkarni Roadlines",
  password: "a long passphrase nobody guesses",
  new_password: "a long passphrase nobody guesses",
  current_password: "the passphrase used until now",
  role: "ops_agent",
  owner_role: "ops_agent",
  actor_role: "ops_agent",
  created_by_role: "operator",
  time_zone: "Asia/Kolkata",
  tags: ["delivery-proof"],
  linked_type: "booking",
  linked_id: "BK-20418",
  entity_id: "BK-20418",
  label: "Booking BK-20418, Pune to Nagpur",
  source: "native",
  number: 1042,
  version: 3,
  limit: 50,
  total: 1,
  next_cursor: null,
  action: "STATUS_CHANGED",
  payload: { old_status: "OPEN", new_status: "IN_PROGRESS" },
  ip_address: "203.0.113.7",
  code: "PNQ-01",
  url: "https://example.com/bookings/BK-20418",
  scopes: ["tickets:*"],
  slug: "acme-logistics",
  city: "Pune",
  shift_starts_at: "08:30",
  shift_ends_at: "17:00",
};

const instant = "2026-11-21T08:30:00.000Z";
const id = "01a1f0c2-7d3e-7b52-9c1a-4f6d2b8e9a10";

/** A value that fits the schema: the field's usual content where it fits, else the simplest thing allowed. */
export function exampleOf(
  schema: JsonSchema,
  components: Record<string, JsonSchema> = {},
  field = "",
): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.$ref) return exampleOf(components[schema.$ref.split("/").at(-1) ?? ""] ?? {}, components, field);
  if (schema.const !== undefined) return schema.const;
  const usual = byName[field];
  if (schema.enum) return schema.enum.includes(usual) ? usual : (schema.enum[1] ?? schema.enum[0]);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return exampleOf(options.find((option) => option.type !== "null") ?? {}, components, field);
  if (usual !== undefined && fits(schema, usual)) return usual;
  if (schema.allOf)
    return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, components, field)));
  return simplest(schema, components, field);
}

function simplest(schema: JsonSchema, components: Record<string, JsonSchema>, field: string): unknown {
  switch (typeOf(schema)) {
    case "object":
      return objectExample(schema, components);
    case "array":
      return schema.items ? [exampleOf(schema.items, components, singular(field))] : [];
    case "string":
      return text(schema);
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return false;
    default:
      return null;
  }
}

function objectExample(schema: JsonSchema, components: Record<string, JsonSchema>): Record<string, unknown> {
  if (!schema.properties && typeof schema.additionalProperties === "object")
    return recordExample(schema, schema.additionalProperties, components);
  const entries = Object.entries(schema.properties ?? {});
  return Object.fromEntries(entries.map(([name, property]) => [name, exampleOf(property, components, name)]));
}

/** A record with known keys has them all; where a value may be null, that is its usual one. */
function recordExample(
  schema: JsonSchema,
  value: JsonSchema,
  components: Record<string, JsonSchema>,
): Record<string, unknown> {
  const keys = (schema.propertyNames?.enum ?? []) as string[];
  const isNullable = value.anyOf?.some((option) => option.type === "null");
  return Object.fromEntries(keys.map((key) => [key, isNullable ? null : exampleOf(value, components, key)]));
}

function text(schema: JsonSchema): string {
  if (schema.format === "date-time") return instant;
  if (schema.format === "date") return instant.slice(0, 10);
  if (schema.format === "uuid") return id;
  if (schema.format === "uri") return "https://example.com/";
  if (schema.format === "email") return "asha.verma@example.com";
  const words = "An example";
  return words.padEnd(schema.minLength ?? 0, ".").slice(0, schema.maxLength ?? words.length + 200);
}

function fits(schema: JsonSchema, value: unknown): boolean {
  const type = typeOf(schema);
  if (typeof value === "string") {
    return (
      type === "string" &&
      (!schema.format || schema.format === "email" || schema.format === "uri") &&
      value.length >= (schema.minLength ?? 0) &&
      value.length <= (schema.maxLength ?? Number.POSITIVE_INFINITY)
    );
  }
  if (Array.isArray(value)) return type === "array";
  if (typeof value === "number") return type === "integer" || type === "number";
  return value === null ? type === "null" : type === "object" && !schema.properties;
}

function typeOf(schema: JsonSchema): string | undefined {
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  return types.find((type) => type !== "null") ?? types[0];
}

function singular(field: string): string {
  return field.replace(/ies$/, "y").replace(/s$/, "");
}
