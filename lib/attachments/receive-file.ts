import { rm } from "node:fs/promises";
import { AppError, invalidField } from "@/lib/platform/errors";
import type { Actor } from "@/lib/platform/organization";
import { spool } from "@/lib/platform/storage/spool";
import { type KeptContent, keepContent } from "./keep-content";
import { openUpload } from "./open-upload";
import { recognizeFile } from "./recognize-file";
import { safeFileName } from "./safe-file-name";
import { scanFile } from "./scan-file";
import type { UploadLimits } from "./schema";

export type ReceivedFile = { file_name: string; file_type: string; content: KeptContent };

/** Takes in a body, looks at what it is, has it scanned and puts it into the store: all before any transaction. */
export async function receiveFile(
  request: Request,
  actor: Actor,
  { max_mb }: Pick<UploadLimits, "max_mb">,
  stated?: string,
): Promise<ReceivedFile> {
  const upload = await openUpload(request);
  const name = stated ?? upload.fileName;
  if (!name) throw invalidField("file_name", "Say what the file is called: ?file_name=photo.jpg.");
  const file = await spool(upload.content, {
    maximumBytes: max_mb * 1024 * 1024,
    announcedBytes: upload.announcedBytes,
    signal: request.signal,
  });
  try {
    if (file.size === 0) throw new AppError("invalid_input", "The file is empty.");
    const { fileName, mediaType } = await recognizeFile(file.path, safeFileName(name));
    await scanFile(file.path, fileName);
    return { file_name: fileName, file_type: mediaType, content: await keepContent(actor, file) };
  } finally {
    await rm(file.path, { force: true });
  }
}
