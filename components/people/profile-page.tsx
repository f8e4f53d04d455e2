"use client";

import { useState } from "react";
import type { Me } from "@/lib/people/schema";
import type { Wire } from "@/lib/platform/api-client";
import { roleName } from "@/lib/platform/role-name";
import { PageHeader } from "../shared/page-header";
import { UserAvatar } from "../shared/user-avatar";
import { Badge } from "../ui/badge";
import { toast } from "../ui/toast";
import { ChangePasswordForm } from "./change-password-form";
import { DisplayPreferences } from "./display-preferences";
import { EndSessions } from "./end-sessions";
import { NameForm } from "./name-form";
import { SettingsSection } from "./settings-section";
import { WorkingHours } from "./working-hours";

export function ProfilePage({ initial, isStaff }: { initial: Wire<Me>; isStaff: boolean }) {
  const [person, setPerson] = useState(initial);
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-3">
            <UserAvatar person={person} size="lg" />
            {person.name}
            <Badge>{roleName(person.role)}</Badge>
          </span>
        }
        description={`${person.email} at ${person.organization.name}${person.franchise ? `, ${person.franchise.name}` : ""}`}
      />
      <div className="mt-6">
        <SettingsSection
          title="Name"
          description="As others see it on tickets, replies and in the audit log."
        >
          <NameForm person={person} onSaved={setPerson} />
        </SettingsSection>
        {isStaff && (
          <SettingsSection
            title="Working hours"
            description="Automatic assignment passes over whoever is away or off shift."
          >
            <WorkingHours person={person} onSaved={setPerson} />
          </SettingsSection>
        )}
        <SettingsSection
          title="Display"
          description="Kept in this browser; the time zone also in your account."
        >
          <DisplayPreferences person={person} onSaved={setPerson} />
        </SettingsSection>
        <SettingsSection
          title="Password"
          description="Changing it signs you out everywhere else, with the next request."
        >
          <ChangePasswordForm
            email={person.email}
            onChanged={() => toast.success("Password changed. Your other sessions have ended.")}
          />
        </SettingsSection>
        <SettingsSection
          title="Sessions"
          description="Signing out ends the session in this browser only; here you end all of them."
        >
          <EndSessions />
        </SettingsSection>
      </div>
    </>
  );
}
