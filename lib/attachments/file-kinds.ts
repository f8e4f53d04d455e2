export type PreviewKind = "image" | "text" | "pdf";
export type FileKind = {
  mediaType: string;
  /** The first one is given to files that have none. */
  extensions: readonly [string, ...string[]];
  family: "image" | "document" | "archive" | "media" | "text";
  preview?: PreviewKind;
};

/** What the desk takes in, by what the content is. Nothing here can run by itself: macros, scripts and programs are out. */
export const binaryKinds: readonly FileKind[] = [
  { mediaType: "image/png", extensions: ["png"], family: "image", preview: "image" },
  { mediaType: "image/apng", extensions: ["png", "apng"], family: "image", preview: "image" },
  { mediaType: "image/jpeg", extensions: ["jpg", "jpeg", "jfif"], family: "image", preview: "image" },
  { mediaType: "image/gif", extensions: ["gif"], family: "image", preview: "image" },
  { mediaType: "image/webp", extensions: ["webp"], family: "image", preview: "image" },
  { mediaType: "image/avif", extensions: ["avif"], family: "image", preview: "image" },
  { mediaType: "image/bmp", extensions: ["bmp"], family: "image", preview: "image" },
  { mediaType: "image/tiff", extensions: ["tif", "tiff"], family: "image" },
  { mediaType: "image/heic", extensions: ["heic", "heif"], family: "image" },
  { mediaType: "image/heif", extensions: ["heif", "heic"], family: "image" },
  { mediaType: "application/pdf", extensions: ["pdf"], family: "document", preview: "pdf" },
  { mediaType: "application/rtf", extensions: ["rtf", "doc"], family: "document" },
  ...office("wordprocessingml.document", "docx"),
  ...office("spreadsheetml.sheet", "xlsx"),
  ...office("presentationml.presentation", "pptx"),
  { mediaType: "application/vnd.oasis.opendocument.text", extensions: ["odt"], family: "document" },
  { mediaType: "application/vnd.oasis.opendocument.spreadsheet", extensions: ["ods"], family: "document" },
  { mediaType: "application/vnd.oasis.opendocument.presentation", extensions: ["odp"], family: "document" },
  // Word, Excel, PowerPoint and Outlook of the old kind share one container.
  { mediaType: "application/x-cfb", extensions: ["doc", "xls", "ppt", "msg"], family: "document" },
  { mediaType: "application/zip", extensions: ["zip"], family: "archive" },
  { mediaType: "application/gzip", extensions: ["gz", "tgz"], family: "archive" },
  { mediaType: "application/x-7z-compressed", extensions: ["7z"], family: "archive" },
  { mediaType: "application/x-tar", extensions: ["tar"], family: "archive" },
  { mediaType: "video/mp4", extensions: ["mp4", "m4v"], family: "media" },
  { mediaType: "video/quicktime", extensions: ["mov"], family: "media" },
  { mediaType: "video/webm", extensions: ["webm"], family: "media" },
  { mediaType: "audio/mpeg", extensions: ["mp3"], family: "media" },
  { mediaType: "audio/x-m4a", extensions: ["m4a"], family: "media" },
  { mediaType: "audio/ogg", extensions: ["ogg", "oga", "opus"], family: "media" },
  { mediaType: "audio/wav", extensions: ["wav"], family: "media" },
];

/** Text has no signature, so its extension says which; any other text is kept as plain text. */
export const textKinds: readonly FileKind[] = [
  {
    mediaType: "text/plain",
    extensions: ["txt", "log", "ini", "conf", "cfg", "sql", "edi", "x12"],
    family: "text",
    preview: "text",
  },
  { mediaType: "text/csv", extensions: ["csv"], family: "text", preview: "text" },
  { mediaType: "text/tab-separated-values", extensions: ["tsv"], family: "text", preview: "text" },
  { mediaType: "text/markdown", extensions: ["md"], family: "text", preview: "text" },
  {
    mediaType: "application/json",
    extensions: ["json", "jsonl", "ndjson", "har"],
    family: "text",
    preview: "text",
  },
  { mediaType: "application/yaml", extensions: ["yaml", "yml"], family: "text", preview: "text" },
  { mediaType: "application/xml", extensions: ["xml"], family: "text", preview: "text" },
  { mediaType: "message/rfc822", extensions: ["eml"], family: "text", preview: "text" },
  { mediaType: "text/calendar", extensions: ["ics"], family: "text", preview: "text" },
  { mediaType: "text/vcard", extensions: ["vcf"], family: "text", preview: "text" },
];

const previews = new Map(
  [...binaryKinds, ...textKinds].flatMap(({ mediaType, preview }) =>
    preview ? [[mediaType, preview] as const] : [],
  ),
);

/** How the browser may show it, if at all. */
export function previewOf(mediaType: string | null): PreviewKind | null {
  return (mediaType && previews.get(mediaType)) || null;
}

function office(name: string, extension: string): FileKind[] {
  const mediaType = `application/vnd.openxmlformats-officedocument.${name}`;
  return [{ mediaType, extensions: [extension], family: "document" }];
}
