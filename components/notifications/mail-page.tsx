"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { MailX } from "lucide-react";
import { lazy, useState } from "react";
import type { mailsApi } from "@/lib/notifications/api";
import { type Answer, ApiError, call } from "@/lib/platform/api-client";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { PageHeader } from "../shared/page-header";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { LazyPart } from "../ui/lazy-part";
import { Select } from "../ui/select";
import { MailTable } from "./mail-table";

const MailSheet = lazy(() => import("./mail-sheet"));

export type MailListData = Answer<typeof mailsApi.list>;
export type MailData = MailListData["data"][number];
type Shown = { status: "any" | MailData["status"]; search: string };

const start: Shown = { status: "any", search: "" };
const statusOptions = [
  { value: "any", label: "Every e-mail" },
  { value: "sent", label: "Sent" },
  { value: "waiting", label: "Waiting for another try" },
  { value: "failed", label: "Failed" },
];

export function MailPage({ initial }: { initial: MailListData }) {
  const [shown, setShown] = useState(start);
  const [openId, setOpenId] = useState<string | null>(null);
  const mails = useMails(shown, initial);
  const latest = mails.data?.pages.at(0) ?? initial;
  const rows = mails.data?.pages.flatMap((page) => page.data) ?? [];
  const isFiltered = shown.status !== "any" || shown.search !== "";
  return (
    <>
      <PageHeader
        title="Mail"
        description="Every e-mail of the last 90 days: notifications to the desk's people and answers to requesters."
      />
      <Transport page={latest} />
      <div className="mt-4 mb-3 flex flex-wrap gap-2">
        <Input
          type="search"
          aria-label="Search address or subject"
          placeholder="Address or subject"
          value={shown.search}
          onChange={(event) => setShown({ ...shown, search: event.target.value })}
          className="w-64 max-sm:w-full"
        />
        <Select
          aria-label="Which e-mails"
          options={statusOptions}
          value={shown.status}
          onValueChange={(status) => setShown({ ...shown, status: status as Shown["status"] })}
          className="w-56 max-sm:w-full"
        />
      </div>
      {mails.isError ? (
        <ErrorState
          message={mails.error.message}
          requestId={mails.error instanceof ApiError ? mails.error.problem.request_id : null}
          onRetry={() => mails.refetch()}
          isRetrying={mails.isFetching}
        />
      ) : rows.length === 0 && !mails.isFetching ? (
        <EmptyState Icon={MailX} title={isFiltered ? "No such e-mail" : "No e-mail yet"}>
          {isFiltered
            ? "Nothing of the last 90 days fits. Try another address, subject or state."
            : "Assign a ticket or reply on one: whoever it concerns gets an e-mail, and it shows up here."}
        </EmptyState>
      ) : (
        <MailTable rows={rows} isDimmed={mails.isPlaceholderData} onOpen={setOpenId} />
      )}
      {mails.hasNextPage && (
        <div className="mt-4 flex justify-center">
          <Button isLoading={mails.isFetchingNextPage} onClick={() => mails.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      )}
      <LazyPart onFailure={() => setOpenId(null)}>
        {openId && <MailSheet id={openId} onClose={() => setOpenId(null)} />}
      </LazyPart>
    </>
  );
}

function Transport({ page }: { page: MailListData }) {
  const planned =
    page.planned > 0 && ` ${page.planned} wait for a summary, the end of quiet hours or another try.`;
  return page.transport === "outbox" ? (
    <Alert className="mt-4" title="Nothing leaves this machine: SMTP_URL is not set">
      E-mail is written to the outbox folder below DATA_DIR instead and can be read here. Set SMTP_URL, and
      MAIL_FROM for the sender, to send it.{planned}
    </Alert>
  ) : (
    planned && <p className="mt-3 text-sm text-muted-foreground">{planned}</p>
  );
}

function useMails(shown: Shown, initial: MailListData) {
  const isInitial = shown.status === start.status && shown.search === start.search;
  return useInfiniteQuery({
    queryKey: ["mails", shown],
    queryFn: ({ pageParam, signal }) =>
      call<typeof mailsApi.list>("GET", "/mails", {
        query: {
          limit: 50,
          ...(shown.status !== "any" && { status: shown.status }),
          ...(shown.search && { search: shown.search }),
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor,
    placeholderData: (previous) => previous,
    refetchInterval: 15_000,
    ...(isInitial && { initialData: { pages: [initial], pageParams: [""] } }),
  });
}
