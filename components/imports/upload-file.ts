import { ApiError, apiUrl, type Problem } from "@/lib/platform/api-client";
import type { ImportDetailData } from "./import-queries";

export type Upload = { promise: Promise<ImportDetailData>; abort: () => void };

/** fetch tells nothing of how far an upload has got; XMLHttpRequest does. */
export function uploadFile(file: File, onProgress: (sent: number, total: number) => void): Upload {
  const request = new XMLHttpRequest();
  const promise = new Promise<ImportDetailData>((resolve, reject) => {
    request.open("POST", apiUrl("/imports", {}, { file_name: file.name }));
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (event) => onProgress(event.loaded, event.total || file.size);
    request.onload = () => {
      const answer: unknown = parse(request.responseText);
      if (request.status === 201) resolve((answer as { data: ImportDetailData }).data);
      else
        reject(new ApiError((answer as Problem | null) ?? problem(`The server answered ${request.status}.`)));
    };
    request.onerror = () =>
      reject(
        new ApiError(
          problem("The upload was interrupted, and nothing of it was kept. Try again when you are online."),
        ),
      );
    request.onabort = () => reject(new DOMException("The upload was cancelled.", "AbortError"));
    request.send(file);
  });
  return { promise, abort: () => request.abort() };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function problem(title: string): Problem {
  return { title, status: 0, code: "offline", request_id: null };
}
