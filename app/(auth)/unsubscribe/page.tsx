import type { Metadata } from "next";
import { UnsubscribeForm } from "@/components/notifications/unsubscribe-form";
import { DocketCard } from "@/components/people/docket-card";
import { readUnsubscribeLink } from "@/lib/notifications/unsubscribe";
import { AppError } from "@/lib/platform/errors";
import { nobody } from "@/lib/platform/handle-public";
import { withOrganization } from "@/lib/platform/organization";

export const metadata: Metadata = { title: "Stop e-mail" };

type Props = { searchParams: Promise<{ token?: string | string[] }> };

export default async function UnsubscribePage({ searchParams }: Props) {
  const token = String((await searchParams).token ?? "");
  const link = await readLink(token);
  if (!link)
    return (
      <DocketCard
        title="This link is not complete"
        description="Open it again from the e-mail, or copy the whole of it."
      >
        <p className="text-sm text-muted-foreground">Nothing was changed.</p>
      </DocketCard>
    );
  return (
    <DocketCard title="Stop e-mail" description={`From ${link.organization_name} to ${link.address}.`}>
      <UnsubscribeForm token={token} ticketNumber={link.ticket_number} />
    </DocketCard>
  );
}

async function readLink(token: string) {
  try {
    return await withOrganization(nobody(null), (ctx) => readUnsubscribeLink(ctx, token));
  } catch (error) {
    if (error instanceof AppError && ["invalid_input", "not_found"].includes(error.code)) return null;
    throw error;
  }
}
