import type { Route, SimRequest, SimResponse } from "../server/desk";
import { fileOf } from "../server/files";
import type { SimFile } from "../world/types";
import { badRequest } from "./paging";

const mostBytes = 50 * 1_048_576;

/** Files that wait under a token until a comment takes them up. */
export class Uploads {
  private readonly waiting = new Map<string, SimFile[]>();

  take(tokens: unknown): SimFile[] {
    const known = (Array.isArray(tokens) ? tokens : []).map(String);
    const files = known.flatMap((token) => this.waiting.get(token) ?? []);
    for (const token of known) this.waiting.delete(token);
    return files;
  }

  receive({ query, content }: SimRequest): SimResponse {
    const name = query.get("filename");
    if (!name) return badRequest("InvalidParameter", "filename is missing");
    if (content.size > mostBytes) return badRequest("AttachmentTooLarge", "The file is too large", 422);
    const file = fileOf(name, content.type, content.size);
    const token = query.get("token") ?? `token-${file.id}`;
    this.waiting.set(token, [...(this.waiting.get(token) ?? []), file]);
    return { status: 201, body: { upload: { token, attachment: { id: file.id, file_name: name } } } };
  }
}

export function uploadRoutes(uploads: Uploads): Route[] {
  return [
    {
      name: "upload",
      method: "POST",
      pattern: /^\/api\/v2\/uploads(?:\.json)?$/,
      right: "write",
      handle: (request) => uploads.receive(request),
    },
  ];
}
