import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { attachmentsApi } from "@/lib/attachments/api";
import { type Answer, call } from "@/lib/platform/api-client";

export type AttachmentData = Answer<typeof attachmentsApi.get>["data"];
export type UploadData = Answer<typeof attachmentsApi.upload>["data"];

const perPage = 100;
/** Links in the list open for five minutes. */
const freshMs = 240_000;

/** Under the ticket's own key, so that whatever refreshes the ticket refreshes its files. */
export function attachmentsKey(ticketId: string) {
  return ["ticket", ticketId, "attachments"] as const;
}

export function attachmentsQuery(ticketId: string) {
  return infiniteQueryOptions({
    queryKey: attachmentsKey(ticketId),
    queryFn: ({ pageParam, signal }) =>
      call<typeof attachmentsApi.list>("GET", "/tickets/{id}/attachments", {
        params: { id: ticketId },
        query: { limit: perPage, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.pagination.next_cursor ?? undefined,
    staleTime: freshMs,
  });
}

/** They change about never, and the server checks them anyway. */
export const uploadLimitsQuery = queryOptions({
  queryKey: ["upload-limits"],
  queryFn: ({ signal }) => call<typeof attachmentsApi.uploadLimits>("GET", "/upload-limits", { signal }),
  staleTime: 600_000,
});

/** An address that opens now; sensitive files need a reason each time. */
export async function linkTo(id: string, reason?: string): Promise<string> {
  const { data } = await call<typeof attachmentsApi.link>("POST", "/attachments/{id}/link", {
    params: { id },
    body: { reason },
  });
  return data.url;
}

/** The browser saves what comes as an attachment; the page stays where it is. */
export function saveFile(url: string): void {
  const anchor = document.createElement("a");
  anchor.href = url.startsWith("/") ? `${url}&download=1` : url;
  anchor.rel = "noopener";
  anchor.download = "";
  anchor.click();
}
