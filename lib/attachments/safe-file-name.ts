const longestBytes = 180;
const longestExtension = 12;

/** Characters that are not seen, or that turn the order of those that are: "gpj.exe" reads "exe.jpg" after one. Joiners stay: Hindi needs them. */
const unseen = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\u2028\u2029]/gu;
const reservedOnWindows = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** A name that is one file in one folder on every system, and looks like what it is. */
export function safeFileName(given: string): string {
  const name = (given.toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "")
    .replace(/\s/gu, " ")
    .replace(unseen, "")
    .replace(/[<>:"|?*\ufffd]/g, "_")
    .replace(/ {2,}/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  if (name === "") return "file";
  return shorten(reservedOnWindows.test(name) ? `_${name}` : name);
}

/** Lower case, without the dot; empty where there is none. */
export function extensionOf(name: string): string {
  const at = name.lastIndexOf(".");
  const extension = at > 0 ? name.slice(at + 1).toLowerCase() : "";
  return /^[a-z0-9]+$/.test(extension) && extension.length <= longestExtension ? extension : "";
}

export function withExtension(name: string, extension: string): string {
  return shorten(`${name}.${extension}`);
}

/** Cuts before the extension, between characters. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= longestBytes) return name;
  const extension = extensionOf(name);
  const end = extension ? `.${extension}` : "";
  let stem = "";
  let bytes = Buffer.byteLength(end);
  for (const character of name.slice(0, name.length - end.length)) {
    bytes += Buffer.byteLength(character);
    if (bytes > longestBytes) break;
    stem += character;
  }
  return stem.trimEnd() + end;
}
