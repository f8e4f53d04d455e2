import { AppError } from "./errors";
import { answerError } from "./handle";

/** What asks an address below /api is a program: it is told in the API's own words and not with a page. */
export function answerUnknownPath(request: Request): Response {
  const requestId = request.headers.get("x-request-id")?.slice(0, 100) || crypto.randomUUID();
  const { pathname } = new URL(request.url);
  const error = new AppError(
    "not_found",
    `There is no operation ${request.method} ${pathname.slice(0, 200)}. All of them are in /api/v1/openapi.json.`,
  );
  const response = answerError(error, requestId, request);
  response.headers.set("x-request-id", requestId);
  return response;
}
