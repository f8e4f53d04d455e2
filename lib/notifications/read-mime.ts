type Part = { headers: { name: string; value: string }[]; body: string };

/** Reads what `lib/platform/mail.ts` wrote: headers and a text and an HTML form of the same words. */
export function readMime(source: string): {
  headers: Part["headers"];
  html: string | null;
  text: string | null;
} {
  const message = split(source);
  const boundary = headerOf(message, "content-type").match(/boundary="?([^";]+)"?/)?.[1];
  const parts = boundary
    ? message.body
        .split(`--${boundary}`)
        .slice(1, -1)
        .map((part) => split(part.replace(/^\r?\n/, "")))
    : [message];
  const find = (type: string) => {
    const part = parts.find((each) => headerOf(each, "content-type").startsWith(type));
    return part ? decode(part) : null;
  };
  return {
    headers: message.headers.map(({ name, value }) => ({ name, value: decodeWords(value) })),
    html: find("text/html"),
    text: find("text/plain"),
  };
}

function split(source: string): Part {
  const end = source.search(/\r?\n\r?\n/);
  const head = end === -1 ? source : source.slice(0, end);
  const headers = head
    .replace(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(":");
      return colon > 0 ? [{ name: line.slice(0, colon), value: line.slice(colon + 1).trim() }] : [];
    });
  return { headers, body: end === -1 ? "" : source.slice(end).replace(/^\r?\n\r?\n/, "") };
}

function headerOf({ headers }: Part, name: string): string {
  return headers.find((header) => header.name.toLowerCase() === name)?.value ?? "";
}

function decode(part: Part): string {
  const encoding = headerOf(part, "content-transfer-encoding").toLowerCase();
  if (encoding === "base64") return Buffer.from(part.body, "base64").toString("utf8");
  return encoding === "quoted-printable" ? fromQuotedPrintable(part.body) : part.body;
}

function fromQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** RFC 2047: "=?UTF-8?Q?…?=", words beside each other joined without their space. */
function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === "B"
        ? Buffer.from(text, "base64").toString("utf8")
        : fromQuotedPrintable(text.replaceAll("_", " ")),
    );
}
