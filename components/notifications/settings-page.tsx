"use client";

import { useState } from "react";
import type { notificationsApi } from "@/lib/notifications/api";
import type { UpdatePreferencesInput } from "@/lib/notifications/schema";
import { type Answer, call } from "@/lib/platform/api-client";
import { SettingsSection } from "../people/settings-section";
import { PhoneSection } from "../phones/phone-section";
import { PushSection } from "../push/push-section";
import { PageHeader } from "../shared/page-header";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { toast } from "../ui/toast";
import { ChoicesTable } from "./choices-table";
import { QuietHours } from "./quiet-hours";
import { SummaryFields } from "./summary-fields";
import { TestButton } from "./test-button";

export type PreferencesData = Answer<typeof notificationsApi.getPreferences>["data"];
export type ChangePreferences = (change: UpdatePreferencesInput) => void;

export function NotificationSettings({ initial }: { initial: PreferencesData }) {
  const [preferences, setPreferences] = useState(initial);
  const change = async (changes: UpdatePreferencesInput) => {
    const before = preferences;
    setPreferences({ ...preferences, ...changes });
    try {
      const { data } = await call<typeof notificationsApi.updatePreferences>(
        "PATCH",
        "/notifications/preferences",
        { body: changes },
      );
      setPreferences(data);
    } catch (error) {
      setPreferences(before);
      toast.error(error instanceof Error ? error.message : "This could not be saved.");
    }
  };
  return (
    <>
      <PageHeader
        title="Notifications"
        description="What reaches you, how and when. You never hear of what you did yourself. Every change is saved at once."
      />
      {preferences.is_mail_stopped && (
        <Alert
          tone="warning"
          className="mt-4"
          title="You stopped all e-mail by the link of a message"
          action={
            <Button size="sm" onClick={() => change({ is_mail_stopped: false })}>
              Send me e-mail again
            </Button>
          }
        >
          What is chosen below for e-mail is not sent until then.
        </Alert>
      )}
      <div className="mt-5">
        <ChoicesTable preferences={preferences} onChange={change} />
      </div>
      <div className="mt-6">
        <SettingsSection
          title="E-mail summaries"
          description="One e-mail with everything since the last, instead of one for each. More than 20 within ten minutes are always put together."
        >
          <SummaryFields preferences={preferences} onChange={change} />
          <TestButton channel="email">Send me a test e-mail</TestButton>
        </SettingsSection>
        <SettingsSection
          title="Push"
          description="What is chosen above for push appears in browsers you allow it in."
        >
          <PushSection />
        </SettingsSection>
        <SettingsSection
          title="Text messages"
          description="Sent to one number that you have proved to be yours."
        >
          <PhoneSection />
        </SettingsSection>
        <SettingsSection
          title="Quiet hours"
          description={`Only the bell hears of anything; the rest comes when they end. In your time zone, ${preferences.time_zone.replaceAll("_", " ")}.`}
        >
          <QuietHours preferences={preferences} onChange={change} />
        </SettingsSection>
      </div>
    </>
  );
}
