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

/** Grows by whole lines: a text of a megabyte, or a line of it, takes time in proportion. */
class TextWriter {
  readonly #parts: string[] = [];
  /** The line being written, and whether it ends with a space. */
  #line = "";
  #endsWithSpace = false;
  /** Line ends that come before the next word, if one comes; two are an empty line, and more say no more. */
  #breaks = 0;
  #hidden = 0;
  #verbatim = 0;

  open(name: string): void {
    if (skipped.has(name)) this.#hidden += 1;
    if (name === "pre") this.#verbatim += 1;
    if (name === "br") this.#breakOnce();
    else if (blocks.has(name)) this.#breakBlock(name);
    if (name === "li") this.#append("- ");
    if (name === "td" || name === "th") this.write(" ");
  }

  close(name: string): void {
    if (skipped.has(name)) this.#hidden = Math.max(0, this.#hidden - 1);
    if (name === "pre") this.#verbatim = Math.max(0, this.#verbatim - 1);
    if (blocks.has(name)) this.#breakBlock(name);
  }

  write(data: string): void {
    if (this.#hidden > 0) return;
    if (this.#verbatim > 0) {
      this.#writeVerbatim(data);
      return;
    }
    const words = data.replace(/[\s\u00a0]+/g, " ");
    const isAtStart = this.#line === "" || this.#endsWithSpace;
    this.#append(isAtStart ? words.trimStart() : words);
  }

  read(): string {
    this.#endLine();
    return this.#parts.join("");
  }

  #writeVerbatim(data: string): void {
    for (const [place, line] of data.split(/\r?\n/).entries()) {
      if (place > 0) this.#breakOnce();
      this.#append(line);
    }
  }

  #append(text: string): void {
    if (text === "") return;
    this.#line += text;
    this.#endsWithSpace = text.endsWith(" ");
  }

  #endLine(): void {
    const line = this.#line.trimEnd();
    this.#line = "";
    this.#endsWithSpace = false;
    if (line === "") return;
    const isFirst = this.#parts.length === 0;
    if (!isFirst) this.#parts.push("\n".repeat(Math.min(2, this.#breaks)));
    this.#parts.push(isFirst ? line.trimStart() : line);
    this.#breaks = 0;
  }

  #breakOnce(): void {
    this.#endLine();
    this.#breaks += 1;
  }

  #breakBlock(name: string): void {
    this.#endLine();
    this.#breaks = Math.max(this.#breaks, paragraphs.has(name) ? 2 : 1);
  }
}
