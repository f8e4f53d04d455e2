/** The values of a ticket that a filter may ask for, by field; dates as milliseconds. */
export type FieldReader = (field: string) => number | string | null;
export type Filter = (read: FieldReader) => boolean;

type Token =
  | { kind: "(" | ")" | "and" | "or" }
  | { kind: "test"; field: string; operator: string; value: string };

const testPattern = /^([a-z_]+):([<>]?)('[^']*'|[^\s()]+)/;
const dates = new Set(["created_at", "due_by", "fr_due_by"]);
const known = new Set([
  ...dates,
  "status",
  "priority",
  "agent_id",
  "group_id",
  "requester_id",
  "department_id",
  "source",
  "type",
  "tag",
  "workspace_id",
]);

/** The query between its double quotes: tests joined by AND and OR, with brackets. Throws the vendor's complaint. */
export function parseFilter(query: string | null): Filter {
  if (!query || !/^".*"$/s.test(query)) throw new Error("Query must be enclosed in double quotes.");
  if (query.length - 2 > 512) throw new Error("Query is longer than 512 characters.");
  const tokens = tokenize(query.slice(1, -1));
  const filter = readOr(tokens);
  if (tokens.length > 0) throw new Error("Query is not valid.");
  return filter;
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let rest = text.trim(); rest; rest = rest.trimStart()) {
    const word = /^(\(|\)|and\b|or\b)/i.exec(rest)?.[1];
    const test = testPattern.exec(rest);
    if (word) tokens.push({ kind: word.toLowerCase() as "(" });
    else if (test)
      tokens.push({ kind: "test", field: test[1] ?? "", operator: test[2] ?? "", value: test[3] ?? "" });
    else throw new Error(`Query is not valid near "${rest.slice(0, 20)}".`);
    rest = rest.slice((word ?? test?.[0] ?? "").length);
  }
  return tokens;
}

function readOr(tokens: Token[]): Filter {
  const either = [readAnd(tokens)];
  while (tokens[0]?.kind === "or") {
    tokens.shift();
    either.push(readAnd(tokens));
  }
  return (read) => either.some((filter) => filter(read));
}

function readAnd(tokens: Token[]): Filter {
  const both = [readOne(tokens)];
  while (tokens[0]?.kind === "and") {
    tokens.shift();
    both.push(readOne(tokens));
  }
  return (read) => both.every((filter) => filter(read));
}

function readOne(tokens: Token[]): Filter {
  const token = tokens.shift();
  if (token?.kind === "(") {
    const filter = readOr(tokens);
    if (tokens.shift()?.kind !== ")") throw new Error("A bracket is not closed.");
    return filter;
  }
  if (token?.kind !== "test") throw new Error("Query is not valid.");
  if (!known.has(token.field)) throw new Error(`Unexpected field ${token.field}.`);
  return dates.has(token.field) ? dateTest(token) : valueTest(token);
}

function valueTest({ field, operator, value }: Extract<Token, { kind: "test" }>): Filter {
  if (operator) throw new Error(`${field} may only be compared by ":".`);
  if (value === "null") return (read) => read(field) === null;
  const wanted = value.replace(/^'|'$/g, "");
  return (read) => String(read(field)) === wanted;
}

/** Whole days of UTC; both comparisons include the day itself. */
function dateTest({ field, operator, value }: Extract<Token, { kind: "test" }>): Filter {
  if (value === "null" && !operator) return (read) => read(field) === null;
  const text = value.replace(/^'|'$/g, "");
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(day)) throw new Error(`${field} takes a day such as '2026-01-31'.`);
  const end = day + 86_400_000;
  return (read) => {
    const at = read(field);
    if (typeof at !== "number") return false;
    return operator === ">" ? at >= day : operator === "<" ? at < end : at >= day && at < end;
  };
}
