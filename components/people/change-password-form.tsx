"use client";

import { type FormEvent, useState } from "react";
import type { meApi } from "@/lib/people/api";
import { call } from "@/lib/platform/api-client";
import { FormField } from "../shared/form-field";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { type FieldErrors, fieldErrors } from "./field-errors";
import { PasswordInput } from "./password-input";
import { signInWithPassword } from "./sign-in";
import { useFirstError } from "./use-first-error";

export interface ChangePasswordFormProps {
  email: string;
  /** What the current password is called here: one that was handed over is "temporary". */
  currentLabel?: string;
  submitLabel?: string;
  size?: "md" | "lg";
  onChanged: () => void;
}

/** Changing it ends every session, so this browser signs in again with the new one. */
export function ChangePasswordForm({
  email,
  currentLabel = "Current password",
  submitLabel = "Change password",
  size = "md",
  onChanged,
}: ChangePasswordFormProps) {
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const form = useFirstError(errors);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const next = String(fields.get("new_password"));
    setIsBusy(true);
    setErrors({});
    try {
      await call<typeof meApi.changePassword>("POST", "/me/password", {
        body: { current_password: String(fields.get("current_password")), new_password: next },
      });
    } catch (error) {
      setErrors(fieldErrors(error, ["current_password", "new_password"]));
      setIsBusy(false);
      return;
    }
    await signInWithPassword(email, next).then(
      () => {
        form.current?.reset();
        setIsBusy(false);
        onChanged();
      },
      () => location.assign("/sign-in"),
    );
  };

  return (
    <form ref={form} method="post" onSubmit={submit} className="grid gap-4" noValidate>
      {errors.form && <Alert tone="danger">{errors.form}</Alert>}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <FormField label={currentLabel} error={errors.current_password} isRequired>
        <PasswordInput name="current_password" autoComplete="current-password" />
      </FormField>
      <FormField
        label="New password"
        hint={errors.new_password ? undefined : "At least 12 characters. Your other sessions end at once."}
        error={errors.new_password}
        isRequired
      >
        <PasswordInput name="new_password" autoComplete="new-password" />
      </FormField>
      <Button
        type="submit"
        variant="primary"
        size={size}
        isLoading={isBusy}
        className={size === "md" ? "justify-self-start" : undefined}
      >
        {submitLabel}
      </Button>
    </form>
  );
}
