"use client";

import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { NoPermission } from "../shared/no-permission";
import { OfflineBanner } from "../shared/offline-banner";
import { PageHeader } from "../shared/page-header";
import { ProgressCard } from "../shared/progress-card";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { toast } from "../ui/toast";
import { Grid, Section } from "./section";

const say = (words: string) => () => void toast.info(words);

export function StateSections() {
  return (
    <Section title="States" about="What this is, what was not lost, and the one next step.">
      <PageHeader
        title="Page header"
        description="The heading inside a page of settings."
        actions={<Button variant="primary">Invite person</Button>}
      />
      <OfflineBanner isDisconnected />
      <Grid>
        <div className="grid content-start gap-2">
          <Alert tone="info" title="The import goes on while you work elsewhere" />
          <Alert tone="success">All 48 tickets were assigned.</Alert>
          <Alert tone="warning" title="Two people are typing">
            Read their replies before you send yours.
          </Alert>
          <Alert tone="danger" title="The reply was not sent" action={<Button size="sm">Send again</Button>}>
            It is kept as a draft in this browser.
          </Alert>
        </div>
        <div className="grid content-start gap-3">
          <ProgressCard
            title="Importing tickets.csv"
            unit="rows"
            done={61_400}
            total={141_712}
            failed={12}
            ratePerSecond={5230}
            status="running"
            onCancel={say("The import stops after the current batch.")}
          />
          <ProgressCard
            title="Importing incidents.csv"
            unit="rows"
            done={24_918}
            total={24_918}
            failed={3}
            status="finished"
            action={<Button size="sm">Download rejects</Button>}
          />
        </div>
        <div className="rounded-lg border bg-surface">
          <EmptyState title="No saved views yet" action={<Button variant="primary">Save this view</Button>}>
            A view keeps a filter, a sort and its columns one click away.
          </EmptyState>
        </div>
        <div className="rounded-lg border bg-surface">
          <ErrorState
            message="The server did not answer within ten seconds. Try again in a moment."
            notLost="Your draft is kept in this browser."
            requestId="req_0191f3c27a1b"
            onRetry={say("Trying again.")}
          />
        </div>
        <div className="rounded-lg border bg-surface">
          <NoPermission act="open the audit log" remedy="Ask an administrator of Nordhaul Freight." />
        </div>
      </Grid>
    </Section>
  );
}
