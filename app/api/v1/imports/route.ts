import { importsApi } from "@/lib/imports/api";
import { createImport } from "@/lib/imports/create-import";
import { listImports } from "@/lib/imports/list-imports";
import { type ReceivedImport, receiveImport } from "@/lib/imports/receive-import";
import { handle } from "@/lib/platform/handle";

export const GET = handle(importsApi.list, ({ ctx, query }) => listImports(ctx, query));
export const POST = handle<typeof importsApi.upload, ReceivedImport>(
  importsApi.upload,
  ({ ctx, received }) => createImport(ctx, received),
  ({ request, query }) => receiveImport(request, query.file_name),
);
