import { open } from "node:fs/promises";
import { fileTypeFromFile } from "file-type";
import { AppError } from "@/lib/platform/errors";
import { binaryKinds, type FileKind, textKinds } from "./file-kinds";
import { extensionOf, withExtension } from "./safe-file-name";

export type RecognizedFile = { fileName: string; mediaType: string };

const sampleBytes = 64 * 1024;
/** Text has none but tabs, line ends, form feeds, backspaces and the escapes of coloured logs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const notText = /[\x00-\x07\x0e-\x1a\x1c-\x1f\x7f]/;

/**
 * What a file is, by its content: a name and a stated type are only claims. A name that says something else is
 * corrected where that is harmless and refused where it would mislead.
 */
export async function recognizeFile(path: string, name: string): Promise<RecognizedFile> {
  const extension = extensionOf(name);
  // A broken archive is no archive: reading on in it fails.
  const found = (await fileTypeFromFile(path).catch(() => undefined))?.mime;
  const kind = binaryKinds.find(({ mediaType }) => mediaType === found);
  if (kind?.extensions.includes(extension)) return { fileName: name, mediaType: typeOf(kind, extension) };
  // Some signatures are two letters long, so a text may have one by chance.
  const textKind = textKinds.find(({ extensions }) => extensions.includes(extension));
  if ((textKind || !kind) && (await isText(path))) return asText(name, textKind);
  if (!kind) throw refusal(name, found);
  if (extension === "")
    return { fileName: withExtension(name, kind.extensions[0]), mediaType: kind.mediaType };
  return { fileName: correctName(name, extension, kind), mediaType: kind.mediaType };
}

/** An unknown ending gets .txt behind it: a script stays readable and cannot be started. */
function asText(name: string, kind: FileKind | undefined): RecognizedFile {
  if (kind) return { fileName: name, mediaType: kind.mediaType };
  return { fileName: withExtension(name, "txt"), mediaType: "text/plain" };
}

/** One picture format for another misleads nobody; a picture that claims to be a document might. */
function correctName(name: string, extension: string, kind: FileKind): string {
  const claimed = [...binaryKinds, ...textKinds].find(({ extensions }) => extensions.includes(extension));
  if (claimed?.family !== kind.family || kind.mediaType === "application/x-cfb")
    throw new AppError(
      "invalid_input",
      `${name} is not what its ending says: its content is ${kind.extensions[0].toUpperCase()}. Send it with the right ending.`,
      {
        fields: [
          { field: "file_name", message: "The ending does not fit the content.", allowed: kind.extensions },
        ],
      },
    );
  return withExtension(name.slice(0, -extension.length - 1), kind.extensions[0]);
}

function typeOf(kind: FileKind, extension: string): string {
  if (kind.mediaType !== "application/x-cfb") return kind.mediaType;
  const oldOffice: Record<string, string> = {
    doc: "application/msword",
    xls: "application/vnd.ms-excel",
    ppt: "application/vnd.ms-powerpoint",
    msg: "application/vnd.ms-outlook",
  };
  return oldOffice[extension] ?? kind.mediaType;
}

function refusal(name: string, found: string | undefined): AppError {
  const what = found ? `Its content is ${found}, which` : "It is damaged, or of a kind that";
  return new AppError(
    "invalid_input",
    `${name} cannot be taken in. ${what} is not on the list of allowed files: pictures, PDF, text, office documents without macros, mail, sound, video and archives. Pack it into a ZIP file if it is needed.`,
    { fields: [{ field: "file", message: "This kind of file is not allowed." }] },
  );
}

async function isText(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    let encoding = "latin1";
    for (const position of [0, Math.floor(size / 2), size - sampleBytes]) {
      // UTF-16 has two bytes a character.
      const from = Math.max(0, position - (position % 2));
      const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, from);
      const sample = buffer.subarray(0, bytesRead);
      if (from === 0) encoding = wideEncodingOf(sample) ?? encoding;
      if (notText.test(new TextDecoder(encoding).decode(sample))) return false;
    }
    return true;
  } finally {
    await file.close();
  }
}

/** Known by the mark in front. */
function wideEncodingOf(sample: Buffer): string | undefined {
  if (sample[0] === 0xff && sample[1] === 0xfe) return "utf-16le";
  return sample[0] === 0xfe && sample[1] === 0xff ? "utf-16be" : undefined;
}
