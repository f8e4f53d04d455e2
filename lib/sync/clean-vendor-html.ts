import { cleanHtml } from "@/lib/platform/rich-text";

/** Mail programs write in tables and boxes, which Docket does not draw: their edges stay as spaces and line ends. */
export function cleanVendorHtml(html: string): string {
  const edged = html
    .replace(/<\/(?:td|th)\s*>/gi, " ")
    .replace(/<\/(?:tr|div|section|article|dt|dd|h1|h2|h5|h6|address)\s*>/gi, "<br>");
  return cleanHtml(edged)
    .replace(/(?:<br \/>\s*){3,}/g, "<br /><br />")
    .replace(/(?:<br \/>\s*)+$/, "");
}
