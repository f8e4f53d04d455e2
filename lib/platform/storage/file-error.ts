import { AppError, notFound } from "../errors";

const codesOfAbort = ["ABORT_ERR", "ECONNRESET", "ERR_STREAM_PREMATURE_CLOSE", "UND_ERR_ABORTED"];

/** What the file system or a broken connection answered, as an error a person can act on. */
export function fileError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "ENOENT") return notFound("file");
  if (code === "ENOSPC" || code === "EDQUOT") return diskFull();
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return new AppError(
      "unavailable",
      "The folder for files cannot be written. Ask the person who runs Docket to check DATA_DIR.",
      {},
      { cause: error },
    );
  if (codesOfAbort.includes(code) || (error as Error).name === "AbortError") return cutOff();
  return error;
}

export function cutOff(): AppError {
  return new AppError(
    "invalid_input",
    "The upload was cut off before its end, and nothing of it was kept. Send the file again.",
  );
}

export function diskFull(): AppError {
  return new AppError(
    "storage_full",
    "The server's disk has no room for this file, and nothing of it was kept. Ask the person who runs Docket to free some space.",
  );
}
