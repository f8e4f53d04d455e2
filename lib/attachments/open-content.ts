import type { z } from "zod";
import { AppError, notFound } from "@/lib/platform/errors";
import { type Actor, type Context, withOrganization } from "@/lib/platform/organization";
import { answerFile, type ServedFile } from "@/lib/platform/storage/answer-file";
import { checkLink } from "@/lib/platform/storage/file-links";
import { storage } from "@/lib/platform/storage/storage";
import { previewOf } from "./file-kinds";
import { addressOf, loadAttachment } from "./load-attachment";
import type { contentQuery } from "./schema";

type Query = z.output<typeof contentQuery>;
type Opening = { request: Request; actor: Actor; params: { id: string }; query: Query };

/** Seconds a store's own link lives: the browser follows it at once. */
const redirectSeconds = 60;

/** The bytes behind a link. The ticket's rules are asked again, so that who lost it has no file of it either. */
export async function openContent({ request, actor, params, query }: Opening): Promise<Response> {
  const file = await withOrganization(actor, (ctx) => findContent(ctx, params.id, query));
  const store = await storage();
  const link = file.isInline ? null : await store.link(file.key, { ...file, seconds: redirectSeconds });
  if (!link) return answerFile(request, store, file);
  return new Response(null, { status: 302, headers: { location: link, "cache-control": "no-store" } });
}

async function findContent(ctx: Context, id: string, query: Query): Promise<ServedFile> {
  const { attachment } = await loadAttachment(ctx, id);
  checkLink(ctx.actor, addressOf(id), query, ctx.now);
  if (attachment.deleted_at) throw new AppError("conflict", "This file was deleted.");
  if (!attachment.storage_key) throw notFound("file");
  const preview = previewOf(attachment.file_type);
  return {
    key: attachment.storage_key,
    fileName: attachment.file_name,
    // Text of any kind is shown as plain text, so that no viewer of XML or the like wakes up.
    mediaType:
      preview === "text" ? "text/plain; charset=utf-8" : (attachment.file_type ?? "application/octet-stream"),
    size: Number(attachment.size_bytes),
    isInline: preview !== null && query.download !== "1",
  };
}
