import { AppError } from "./errors";

/** More than any JSON the API takes: 1,000 entities with long addresses, 10,000 ticket ids. */
export const bodyLimitBytes = 4 * 1024 * 1024;

/** A request's text, given up as soon as it is too long: what is announced is not believed. */
export async function readBody(request: Request, limitBytes = bodyLimitBytes): Promise<string> {
  if (!request.body) return "";
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) throw tooLarge(limitBytes);
  const decoder = new TextDecoder();
  let received = 0;
  let text = "";
  for await (const chunk of request.body) {
    received += chunk.byteLength;
    if (received > limitBytes) throw tooLarge(limitBytes);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function tooLarge(limitBytes: number): AppError {
  const limit = `${Math.floor(limitBytes / 1024).toLocaleString("en")} KB`;
  return new AppError("payload_too_large", `The body may have ${limit} at most. Send it in parts.`);
}
