"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import type { mailsApi } from "@/lib/notifications/api";
import { type Answer, ApiError, call } from "@/lib/platform/api-client";
import { ErrorState } from "../shared/error-state";
import { RelativeTime } from "../shared/relative-time";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Sheet, SheetContent } from "../ui/sheet";
import { Skeleton } from "../ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";
import { toast } from "../ui/toast";
import { MailState } from "./mail-table";

type MailDetailData = Answer<typeof mailsApi.get>["data"];

export default function MailSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const mail = useQuery({
    queryKey: ["mails", "one", id],
    queryFn: async ({ signal }) =>
      (await call<typeof mailsApi.get>("GET", "/mails/{id}", { params: { id }, signal })).data,
  });
  return (
    <Sheet open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <SheetContent title={mail.data?.subject ?? "E-mail"}>
        <div className="min-h-0 flex-1 scroll-slim overflow-y-auto p-4">
          {mail.isPending && <Skeleton className="h-40" />}
          {mail.isError && (
            <ErrorState
              message={mail.error.message}
              requestId={mail.error instanceof ApiError ? mail.error.problem.request_id : null}
              onRetry={() => mail.refetch()}
            />
          )}
          {mail.data && <MailContent mail={mail.data} />}
        </div>
      </SheetContent>
    </Sheet>
  );
}

function MailContent({ mail }: { mail: MailDetailData }) {
  return (
    <div className="grid gap-4">
      <dl className="grid grid-cols-[6rem_1fr] gap-x-3 gap-y-1.5 text-sm">
        <dt className="text-muted-foreground">To</dt>
        <dd className="break-words">{mail.to_address}</dd>
        <dt className="text-muted-foreground">State</dt>
        <dd>
          <MailState mail={mail} />
        </dd>
        <dt className="text-muted-foreground">Last tried</dt>
        <dd>
          <RelativeTime instant={mail.updated_at} />
        </dd>
        {mail.ticket_number !== null && (
          <>
            <dt className="text-muted-foreground">Ticket</dt>
            <dd>
              <Link href={`/tickets/${mail.ticket_number}`} className="underline">
                #{mail.ticket_number}
              </Link>
            </dd>
          </>
        )}
      </dl>
      {mail.status !== "sent" && <Failure mail={mail} />}
      {mail.is_in_outbox ? (
        <Words mail={mail} />
      ) : (
        mail.status === "sent" && (
          <p className="text-sm text-muted-foreground">
            It left by SMTP, so its words are not kept here. They are those of the ticket.
          </p>
        )
      )}
    </div>
  );
}

function Failure({ mail }: { mail: MailDetailData }) {
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => call<typeof mailsApi.retry>("POST", "/mails/{id}/retry", { params: { id: mail.id } }),
    onSuccess: () => {
      toast.success("It is sent again within a minute");
      return client.invalidateQueries({ queryKey: ["mails"] });
    },
    onError: (error) => toast.error(error.message),
  });
  const isFinal = mail.status === "failed";
  return (
    <Alert
      tone={isFinal ? "danger" : "warning"}
      title={isFinal ? "It was given up" : "It is tried again by itself"}
      action={
        isFinal && (
          <Button size="sm" isLoading={retry.isPending} onClick={() => retry.mutate()}>
            Send again
          </Button>
        )
      }
    >
      {mail.last_error ?? "Its last try failed."}
    </Alert>
  );
}

/** The message is shown as its reader sees it, in a frame that may run and load nothing. */
function Words({ mail }: { mail: MailDetailData }) {
  return (
    <Tabs defaultValue="html">
      <TabsList>
        <TabsTrigger value="html">Formatted</TabsTrigger>
        <TabsTrigger value="text">Text</TabsTrigger>
        <TabsTrigger value="headers">Headers</TabsTrigger>
      </TabsList>
      <TabsContent value="html">
        <iframe
          title="The e-mail as it is formatted"
          sandbox=""
          srcDoc={mail.html ?? ""}
          className="h-96 w-full rounded-md border bg-white"
        />
      </TabsContent>
      <TabsContent value="text">
        <pre className="rounded-md border bg-muted p-3 font-mono text-xs break-words whitespace-pre-wrap">
          {mail.text}
        </pre>
      </TabsContent>
      <TabsContent value="headers">
        <dl className="grid gap-2 text-xs">
          {mail.headers.map(({ name, value }) => (
            <div key={name}>
              <dt className="text-muted-foreground">{name}</dt>
              <dd className="font-mono break-all">{value}</dd>
            </div>
          ))}
        </dl>
      </TabsContent>
    </Tabs>
  );
}
