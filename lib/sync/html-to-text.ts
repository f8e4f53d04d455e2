import { Parser } from "htmlparser2";

const skipped = new Set(["script", "style", "head", "title", "template", "noscript"]);
const blocks = new Set(
  "address article aside blockquote dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul".split(
    " ",
  ),
);
const paragraphs = new Set([
  "p",
  "ul",
  "ol",
  "blockquote",
  "pre",
  "table",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
]);

/** A message's HTML as text one can read: paragraphs and line breaks stay, list items get a dash, scripts and styles go. */
export function htmlToText(html: string): string {
  const text = new TextWriter();
  const parser = new Parser(
    {
      onopentag: (name) => text.open(name),
      onclosetag: (name) => text.close(name),
      ontext: (data) => text.write(data),
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  return text.read();
}

class TextWriter {
  #out = "";
  #hidden = 0;
  #verbatim = 0;

  open(name: string): void {
    if (skipped.has(name)) this.#hidden += 1;
    if (name === "pre") this.#verbatim += 1;
    if (name === "br") this.#out = `${this.#out.replace(/[ \t]+$/, "")}\n`;
    else if (blocks.has(name)) this.#breakLine(paragraphs.has(name) ? 2 : 1);
    if (name === "li") this.#out += "- ";
    if (name === "td" || name === "th") this.write(" ");
  }

  close(name: string): void {
    if (skipped.has(name)) this.#hidden = Math.max(0, this.#hidden - 1);
    if (name === "pre") this.#verbatim = Math.max(0, this.#verbatim - 1);
    if (blocks.has(name)) this.#breakLine(paragraphs.has(name) ? 2 : 1);
  }

  write(data: string): void {
    if (this.#hidden > 0) return;
    if (this.#verbatim > 0) {
      this.#out += data;
      return;
    }
    const words = data.replace(/[\s\u00a0]+/g, " ");
    const isAtStart = this.#out === "" || /\s$/.test(this.#out);
    this.#out += isAtStart ? words.trimStart() : words;
  }

  read(): string {
    return this.#out
      .replace(/[ \t]+\n/g, "\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim();
  }

  #breakLine(lines: number): void {
    if (this.#out === "") return;
    const ended = this.#out.replace(/[ \t]+$/, "");
    const present = ended.length - ended.replace(/\n+$/, "").length;
    this.#out = ended + "\n".repeat(Math.max(0, lines - present));
  }
}
