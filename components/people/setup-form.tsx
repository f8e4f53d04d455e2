"use client";

import { type FormEvent, useState } from "react";
import type { setupApi } from "@/lib/people/api";
import { call } from "@/lib/platform/api-client";
import { FormField } from "../shared/form-field";
import { TimeZoneSelect } from "../shared/time-zone-select";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { type FieldErrors, fieldErrors } from "./field-errors";
import { PasswordInput } from "./password-input";
import { signInWithPassword } from "./sign-in";
import { useBrowserZone } from "./use-browser-zone";
import { useFirstError } from "./use-first-error";

const fields = ["organization_name", "time_zone", "name", "email", "password"] as const;

export function SetupForm() {
  const browserZone = useBrowserZone();
  const [chosenZone, setChosenZone] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const form = useFirstError(errors);
  const zone = chosenZone ?? browserZone;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: (typeof fields)[number]) => String(given.get(name) ?? "");
    setIsBusy(true);
    setErrors({});
    try {
      const email = text("email");
      const password = text("password");
      await call<typeof setupApi.create>("POST", "/setup", {
        body: {
          organization_name: text("organization_name"),
          time_zone: zone,
          name: text("name"),
          email,
          password,
        },
      });
      await signInWithPassword(email, password);
      location.assign("/settings/people");
    } catch (error) {
      setErrors(fieldErrors(error, fields));
      setIsBusy(false);
    }
  };

  return (
    <form ref={form} method="post" action="/setup" onSubmit={submit} className="grid gap-4" noValidate>
      {errors.form && <Alert tone="danger">{errors.form}</Alert>}
      <FormField label="Organization" error={errors.organization_name} isRequired>
        <Input name="organization_name" autoComplete="organization" autoFocus maxLength={200} />
      </FormField>
      <FormField
        label="Time zone"
        hint="Decides what “today”, an hour and working time are for everyone."
        error={errors.time_zone}
      >
        <TimeZoneSelect value={zone} onValueChange={setChosenZone} />
      </FormField>
      <div className="mt-2 grid gap-4 border-t border-dashed pt-5">
        <FormField label="Your name" error={errors.name} isRequired>
          <Input name="name" autoComplete="name" maxLength={200} />
        </FormField>
        <FormField label="Your e-mail address" error={errors.email} isRequired>
          <Input name="email" type="email" autoComplete="username" spellCheck={false} />
        </FormField>
        <FormField
          label="Password"
          hint={errors.password ? undefined : "At least 12 characters."}
          error={errors.password}
          isRequired
        >
          <PasswordInput name="password" autoComplete="new-password" />
        </FormField>
      </div>
      <Button type="submit" variant="primary" size="lg" isLoading={isBusy}>
        Create organization
      </Button>
    </form>
  );
}
