import { ApiError, type Problem, signedOutEvent } from "@/lib/platform/api-client";

export type Sending<Result> = { promise: Promise<Result>; abort: () => void };

/** fetch tells nothing of how far an upload has got; XMLHttpRequest does. */
export function sendFile<Result>(
  url: string,
  file: File,
  onProgress: (sent: number) => void,
): Sending<Result> {
  const request = new XMLHttpRequest();
  const promise = new Promise<Result>((resolve, reject) => {
    request.open("POST", url);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => {
      const answer: unknown = parse(request.responseText);
      if (request.status === 201) return resolve((answer as { data: Result }).data);
      if (request.status === 401) window.dispatchEvent(new Event(signedOutEvent));
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
