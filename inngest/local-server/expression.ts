/**
 * The part of CEL that functions' options use: paths, literals, comparisons, arithmetic, `&&`, `||`, `!`, `?:`,
 * `in`, lists, and a few functions on texts. Parsed once at registration, where anything else is refused;
 * evaluated by walking the tree, so no expression can run code.
 */
export type Expression = (scope: Scope) => unknown;
export type Scope = Record<string, unknown>;

type Token = { kind: "number" | "text" | "name" | "mark" | "end"; value: string };

const tokenPattern =
  /\s*(?:(\d+(?:\.\d+)?)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_]\w*)|(&&|\|\||[=!<>]=|[-+*/%<>!?:.,()[\]]))/y;

const roots = ["event", "async", "events"];

export function parseExpression(source: string): Expression {
  const parser = new Parser(tokenize(source), source);
  const expression = parser.ternary();
  parser.end();
  return expression;
}

/** The path of an expression that is nothing but `event.<path> == async.<path>`. */
export function comparedPath(source: string): string | undefined {
  return /^\s*event\.([\w.]+)\s*==\s*async\.\1\s*$/.exec(source)?.[1];
}

/** What a concurrency or idempotency key comes to: the same text for the same value. */
export function asKey(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < end) {
    const from = tokenPattern.lastIndex;
    const match = tokenPattern.exec(source);
    if (!match) throw refusal(source, `"${source.slice(from).trim().slice(0, 20)}" is not understood`);
    const [, number, text, name, mark] = match;
    if (number !== undefined) tokens.push({ kind: "number", value: number });
    else if (text !== undefined) tokens.push({ kind: "text", value: unquote(text) });
    else if (name !== undefined) tokens.push({ kind: "name", value: name });
    else tokens.push({ kind: "mark", value: mark ?? "" });
  }
  return [...tokens, { kind: "end", value: "" }];
}

function unquote(text: string): string {
  const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r" };
  return text.slice(1, -1).replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character);
}

function refusal(source: string, why: string): Error {
  return new Error(`the expression \`${source}\` is not supported: ${why}`);
}

type Operator = (left: unknown, right: unknown) => unknown;

/** Loosest first; each level binds tighter than the one before. */
const levels: Record<string, Operator>[] = [
  { "==": isSame, "!=": (left, right) => !isSame(left, right) },
  {
    "<": ordered((order) => order < 0),
    "<=": ordered((order) => order <= 0),
    ">": ordered((order) => order > 0),
    ">=": ordered((order) => order >= 0),
    in: (left, right) =>
      Array.isArray(right) ? right.some((item) => isSame(left, item)) : hasKey(right, left),
  },
  { "+": add, "-": (left, right) => Number(left) - Number(right) },
  {
    "*": (left, right) => Number(left) * Number(right),
    "/": (left, right) => Number(left) / Number(right),
    "%": (left, right) => Number(left) % Number(right),
  },
];

const textFunctions: Record<string, (text: string, argument: string) => unknown> = {
  startsWith: (text, argument) => text.startsWith(argument),
  endsWith: (text, argument) => text.endsWith(argument),
  contains: (text, argument) => text.includes(argument),
  lowerAscii: (text) => text.toLowerCase(),
  upperAscii: (text) => text.toUpperCase(),
};

const functions: Record<string, (value: unknown) => unknown> = {
  has: (value) => value !== undefined && value !== null,
  size: (value) => (typeof value === "string" || Array.isArray(value) ? value.length : keyCount(value)),
  string: (value) => asKey(value),
  int: (value) => Math.trunc(Number(value)),
  double: (value) => Number(value),
};

class Parser {
  private position = 0;

  constructor(
    private readonly tokens: Token[],
    private readonly source: string,
  ) {}

  end(): void {
    if (this.peek().kind !== "end") throw this.refuse();
  }

  ternary(): Expression {
    const condition = this.or();
    if (!this.take("?")) return condition;
    const yes = this.ternary();
    this.expect(":");
    const no = this.ternary();
    return (scope) => (condition(scope) ? yes(scope) : no(scope));
  }

  private or(): Expression {
    const left = this.and();
    if (!this.take("||")) return left;
    const right = this.or();
    return (scope) => Boolean(left(scope)) || Boolean(right(scope));
  }

  private and(): Expression {
    const left = this.binary(0);
    if (!this.take("&&")) return left;
    const right = this.and();
    return (scope) => Boolean(left(scope)) && Boolean(right(scope));
  }

  private binary(level: number): Expression {
    const operators = levels[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = Object.hasOwn(operators, this.peek().value) && operators[this.peek().value];
      if (!operator || this.peek().kind === "text") return left;
      this.position += 1;
      const [first, second] = [left, this.binary(level + 1)];
      left = (scope) => operator(first(scope), second(scope));
    }
  }

  private unary(): Expression {
    if (this.take("!")) {
      const operand = this.unary();
      return (scope) => !operand(scope);
    }
    if (this.take("-")) {
      const operand = this.unary();
      return (scope) => -Number(operand(scope));
    }
    return this.postfix(this.primary());
  }

  private postfix(target: Expression): Expression {
    if (this.take(".")) {
      const { value: name } = this.expectName();
      return this.postfix(
        this.take("(") ? this.textCall(target, name) : (scope) => member(target(scope), name),
      );
    }
    if (this.take("[")) {
      const key = this.ternary();
      this.expect("]");
      return this.postfix((scope) => member(target(scope), key(scope)));
    }
    return target;
  }

  private textCall(target: Expression, name: string): Expression {
    const call = Object.hasOwn(textFunctions, name) ? textFunctions[name] : undefined;
    if (!call) throw refusal(this.source, `the function ${name}() is unknown`);
    const [argument] = this.list(")");
    return (scope) => call(String(target(scope) ?? ""), String(argument?.(scope) ?? ""));
  }

  private primary(): Expression {
    const token = this.peek();
    this.position += 1;
    if (token.kind === "number") return constant(Number(token.value));
    if (token.kind === "text") return constant(token.value);
    if (token.kind === "name") return this.named(token.value);
    if (token.value === "(") {
      const inner = this.ternary();
      this.expect(")");
      return inner;
    }
    if (token.value === "[") {
      const items = this.list("]");
      return (scope) => items.map((item) => item(scope));
    }
    this.position -= 1;
    throw this.refuse();
  }

  private named(name: string): Expression {
    if (name === "true" || name === "false") return constant(name === "true");
    if (name === "null") return constant(null);
    if (this.take("(")) {
      const call = Object.hasOwn(functions, name) ? functions[name] : undefined;
      if (!call) throw refusal(this.source, `the function ${name}() is unknown`);
      const [argument] = this.list(")");
      return (scope) => call(argument?.(scope));
    }
    if (!roots.includes(name)) throw refusal(this.source, `${name} is not one of ${roots.join(", ")}`);
    return (scope) => scope[name];
  }

  private list(closing: string): Expression[] {
    const items: Expression[] = [];
    while (!this.take(closing)) {
      items.push(this.ternary());
      if (this.peek().value !== closing) this.expect(",");
    }
    return items;
  }

  private peek(): Token {
    return this.tokens[this.position] ?? { kind: "end", value: "" };
  }

  private take(mark: string): boolean {
    const token = this.peek();
    if (token.kind !== "mark" || token.value !== mark) return false;
    this.position += 1;
    return true;
  }

  private expect(mark: string): void {
    if (!this.take(mark)) throw this.refuse();
  }

  private expectName(): Token {
    const token = this.peek();
    if (token.kind !== "name") throw this.refuse();
    this.position += 1;
    return token;
  }

  private refuse(): Error {
    const { kind, value } = this.peek();
    return refusal(this.source, kind === "end" ? "it ends too early" : `"${value}" is not expected there`);
  }
}

function constant(value: unknown): Expression {
  return () => value;
}

/** A missing field is null, as in Inngest. */
function member(value: unknown, key: unknown): unknown {
  if (value === null || typeof value !== "object") return null;
  const name = String(key);
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : null;
}

function hasKey(value: unknown, key: unknown): boolean {
  return value !== null && typeof value === "object" && Object.hasOwn(value, String(key));
}

function keyCount(value: unknown): number {
  return value !== null && typeof value === "object" ? Object.keys(value).length : 0;
}

function isSame(left: unknown, right: unknown): boolean {
  if (typeof left === "object" || typeof right === "object")
    return JSON.stringify(left ?? null) === JSON.stringify(right ?? null);
  return left === right;
}

function add(left: unknown, right: unknown): unknown {
  if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  return typeof left === "number" && typeof right === "number"
    ? left + right
    : `${asKey(left)}${asKey(right)}`;
}

function ordered(holds: (order: number) => boolean): Operator {
  return (left, right) => {
    if (typeof left === "number" && typeof right === "number") return holds(left - right);
    if (typeof left !== "string" || typeof right !== "string") return false;
    return holds(left < right ? -1 : left > right ? 1 : 0);
  };
}
