"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { organizationApi } from "@/lib/people/api";
import type { Organization, UpdateOrganizationInput } from "@/lib/people/schema";
import { call, type Wire } from "@/lib/platform/api-client";
import { FormField } from "../shared/form-field";
import { PageHeader } from "../shared/page-header";
import { TimeZoneSelect } from "../shared/time-zone-select";
import { useNow } from "../shared/use-now";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { toast } from "../ui/toast";
import { type FieldErrors, fieldErrors } from "./field-errors";
import { SettingsSection } from "./settings-section";

type SectionProps = {
  organization: Wire<Organization>;
  onSaved: (organization: Wire<Organization>) => void;
};

export function OrganizationPage({ initial }: { initial: Wire<Organization> }) {
  const router = useRouter();
  const [organization, setOrganization] = useState(initial);
  const keep = (saved: Wire<Organization>) => {
    setOrganization(saved);
    router.refresh();
  };
  return (
    <>
      <PageHeader title="Organization" description="What everyone at this desk shares." />
      <div className="mt-6">
        <SettingsSection title="Name" description="At the top of the desk, in e-mails and on exports.">
          <OrganizationName organization={organization} onSaved={keep} />
        </SettingsSection>
        <SettingsSection
          title="Time zone"
          description="Which day and hour an instant falls on, for everyone who has not chosen a zone of their own."
        >
          <OrganizationZone organization={organization} onSaved={keep} />
        </SettingsSection>
        <SettingsSection
          title="Files"
          description="What may be attached to tickets and messages. Files that are there stay."
        >
          <FileLimits organization={organization} onSaved={keep} />
        </SettingsSection>
      </div>
    </>
  );
}

function OrganizationName({ organization, onSaved }: SectionProps) {
  const [name, setName] = useState(organization.name);
  const { isBusy, errors, submit } = useSave(["name"], onSaved, "Name saved");
  return (
    <form onSubmit={(event) => submit(event, { name })} className="flex items-start gap-2">
      <FormField label="Organization's name" error={errors.name ?? errors.form} className="flex-1">
        <Input
          value={name}
          autoComplete="organization"
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
      </FormField>
      <Button
        type="submit"
        className="mt-6.5"
        isLoading={isBusy}
        disabled={name.trim() === organization.name}
      >
        Save name
      </Button>
    </form>
  );
}

function OrganizationZone({ organization, onSaved }: SectionProps) {
  const [zone, setZone] = useState(organization.time_zone);
  const { isBusy, errors, submit } = useSave(["time_zone"], onSaved, "Time zone saved");
  const isChanged = zone !== organization.time_zone;
  return (
    <form onSubmit={(event) => submit(event, { time_zone: zone })} className="grid gap-3">
      <FormField label="Time zone" error={errors.time_zone ?? errors.form}>
        <TimeZoneSelect value={zone} onValueChange={setZone} />
      </FormField>
      <ZoneNow current={organization.time_zone} chosen={zone} />
      <div className="text-sm text-muted-foreground">
        <p>A change counts from the next request on:</p>
        <ul className="mt-1.5 grid list-disc gap-1 pl-5">
          <li>“Today”, “this week” and day filters in lists, saved views and exports</li>
          <li>When shifts begin and end, for automatic assignment</li>
          <li>The days and hours of closures, also of past ones</li>
          <li>Quiet hours and daily summaries of people without a zone of their own</li>
        </ul>
        <p className="mt-2">
          SLA calendars keep the zone they were given, so no due time moves; nor does any stored instant.
        </p>
      </div>
      <Button type="submit" className="justify-self-start" isLoading={isBusy} disabled={!isChanged}>
        Save time zone
      </Button>
    </form>
  );
}

function ZoneNow({ current, chosen }: { current: string; chosen: string }) {
  const now = useNow();
  const clock = (timeZone: string) =>
    new Intl.DateTimeFormat("en", {
      timeZone,
      weekday: "long",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }).format(now);
  return (
    <p className="text-sm tabular-nums">
      Now it is {clock(chosen)} there
      {chosen !== current && `, and ${clock(current)} in ${current.replaceAll("_", " ")}`}.
    </p>
  );
}

function FileLimits({ organization, onSaved }: SectionProps) {
  const { attachment_max_mb, attachments_per_ticket, installation_max_mb: ceiling } = organization;
  const [size, setSize] = useState(String(attachment_max_mb ?? ""));
  const [count, setCount] = useState(String(attachments_per_ticket));
  const { isBusy, errors, submit } = useSave(
    ["attachment_max_mb", "attachments_per_ticket"],
    onSaved,
    "Limits saved",
  );
  const body = {
    attachment_max_mb: size.trim() === "" ? null : Number(size),
    attachments_per_ticket: Number(count),
  };
  const isChanged =
    body.attachment_max_mb !== attachment_max_mb || body.attachments_per_ticket !== attachments_per_ticket;
  return (
    <form onSubmit={(event) => submit(event, body)} className="grid gap-3 sm:max-w-md">
      <FormField
        label="Largest file, in MB"
        hint={`Empty: the installation's limit, ${ceiling} MB. Whoever runs the server sets that one.`}
        error={errors.attachment_max_mb}
      >
        <Input
          type="number"
          min={1}
          max={ceiling}
          placeholder={String(ceiling)}
          value={size}
          onChange={(event) => setSize(event.target.value)}
        />
      </FormField>
      <FormField
        label="Files with a new ticket"
        hint="1 to 20. More can be added once the ticket is there."
        error={errors.attachments_per_ticket ?? errors.form}
      >
        <Input
          type="number"
          min={1}
          max={20}
          required
          value={count}
          onChange={(event) => setCount(event.target.value)}
        />
      </FormField>
      <Button type="submit" className="justify-self-start" isLoading={isBusy} disabled={!isChanged}>
        Save limits
      </Button>
    </form>
  );
}

function useSave(fields: (keyof UpdateOrganizationInput)[], onSaved: SectionProps["onSaved"], done: string) {
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const submit = async (event: FormEvent, body: UpdateOrganizationInput) => {
    event.preventDefault();
    setIsBusy(true);
    setErrors({});
    try {
      const { data } = await call<typeof organizationApi.update>("PATCH", "/organization", { body });
      onSaved(data);
      toast.success(done);
    } catch (error) {
      setErrors(fieldErrors(error, fields));
    }
    setIsBusy(false);
  };
  return { isBusy, errors, submit };
}
