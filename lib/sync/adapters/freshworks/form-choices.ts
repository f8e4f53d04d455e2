import type { Choice } from "../adapter";
import { codeOf, type Fields, fieldsOf, wordOf } from "../read-fields";

/**
 * The choices of a form field. The vendors write them in several ways, and differently by version: objects with id and
 * value, pairs, a table from code to words, a table from words to code.
 */
export function choicesOf(fields: unknown[], name: string): Choice[] {
  const field = fields.map(fieldsOf).find((one) => one?.name === name || one?.name === `default_${name}`);
  if (!field) return [];
  const { choices } = field;
  const found = Array.isArray(choices) ? choices.map(fromItem) : fromTable(fieldsOf(choices) ?? {});
  return found.filter((choice) => choice !== null);
}

function fromItem(item: unknown): Choice | null {
  if (Array.isArray(item)) return fromPair(item[0], item[1]);
  const fields = fieldsOf(item);
  if (!fields) return null;
  // "label" is what agents see where the vendor tells it apart from the requesters' word.
  const name = wordOf(fields.label) ?? wordOf(fields.value) ?? wordOf(fields.name);
  const code = codeOf(fields.id) ?? codeOf(fields.value);
  return code && name ? { code, name } : null;
}

function fromTable(table: Fields): (Choice | null)[] {
  return Object.entries(table).map(([key, value]) =>
    Array.isArray(value) ? fromPair(key, value[0]) : fromPair(key, value),
  );
}

/** Of a code and its words the code is the number. */
function fromPair(one: unknown, other: unknown): Choice | null {
  const isCode = (value: unknown) => /^\d+$/.test(codeOf(value) ?? "");
  const [code, name] = isCode(one) || !isCode(other) ? [one, other] : [other, one];
  const [codeText, nameText] = [codeOf(code), wordOf(name)];
  return codeText && nameText ? { code: codeText, name: nameText } : null;
}
