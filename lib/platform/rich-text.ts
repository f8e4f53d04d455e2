import sanitizeHtml from "sanitize-html";

const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    "p",
    "br",
    "strong",
    "b",
    "em",
    "i",
    "u",
    "s",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
    "h3",
    "h4",
    "span",
    "hr",
  ],
  allowedAttributes: {
    a: ["href", "rel", "target"],
    span: ["data-type", "data-id", "data-label", "class"],
    ol: ["start"],
  },
  allowedClasses: { span: ["mention"] },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  transformTags: {
    a: sanitizeHtml.simpleTransform("a", { rel: "noopener noreferrer nofollow", target: "_blank" }),
  },
};

/** Message HTML as it may be shown to anyone; text without markup keeps its line breaks. */
export function cleanHtml(input: string): string {
  const html = hasMarkup(input) ? input : paragraphs(input);
  return sanitizeHtml(html, allowed).trim();
}

/** The same message as readable plain text, for search, mail and exports. */
export function plainText(html: string): string {
  const broken = html
    .replace(/<(br|hr)\s*\/?>/gi, "\n")
    .replace(/<\/(p|li|blockquote|pre|h3|h4|ul|ol)>/gi, "\n");
  return decodeEntities(sanitizeHtml(broken, { allowedTags: [], allowedAttributes: {} }))
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** One pass: a pattern for "a tag and its end" tries every beginning up to the end of the text. */
function hasMarkup(text: string): boolean {
  const tag = text.search(/<[a-z]/i);
  return tag !== -1 && text.indexOf(">", tag) !== -1;
}

function paragraphs(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((part) => `<p>${escapeText(part).replace(/\n/g, "<br>")}</p>`)
    .join("");
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function decodeEntities(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&amp;", "&");
}
