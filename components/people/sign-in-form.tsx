"use client";

import { type FormEvent, useRef, useState } from "react";
import { FormField } from "../shared/form-field";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { PasswordInput } from "./password-input";
import { errorOf, signInWithPassword, signInWithProvider } from "./sign-in";

export interface SignInFormProps {
  target: string;
  hasSingleSignOn: boolean;
  /** From the address, after a way that left the page. */
  errorCode: string | undefined;
}

type Busy = "password" | "provider" | null;

export function SignInForm({ target, hasSingleSignOn, errorCode }: SignInFormProps) {
  const [busy, setBusy] = useState<Busy>(null);
  const [failure, setFailure] = useState(errorCode ? errorOf(errorCode).message : null);
  const password = useRef<HTMLInputElement>(null);

  const attempt = async (way: Busy, signIn: () => Promise<void>) => {
    setBusy(way);
    setFailure(null);
    try {
      await signIn();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : errorOf("").message);
      setBusy(null);
      password.current?.select();
    }
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    void attempt("password", async () => {
      await signInWithPassword(String(fields.get("email")), String(fields.get("password")));
      location.assign(target);
    });
  };

  return (
    // Without script the form posts: a password never gets into an address.
    <form method="post" action="/api/auth/callback/credentials" onSubmit={submit} className="grid gap-4">
      {failure && <Alert tone="danger">{failure}</Alert>}
      <FormField label="E-mail address">
        <Input name="email" type="email" autoComplete="username" required autoFocus spellCheck={false} />
      </FormField>
      <FormField label="Password">
        <PasswordInput name="password" autoComplete="current-password" required ref={password} />
      </FormField>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        isLoading={busy === "password"}
        disabled={busy !== null}
      >
        Sign in
      </Button>
      {hasSingleSignOn && (
        <Button
          size="lg"
          isLoading={busy === "provider"}
          disabled={busy !== null}
          onClick={() => attempt("provider", () => signInWithProvider(target))}
        >
          Continue with single sign-on
        </Button>
      )}
      <p className="text-xs text-muted-foreground">
        Forgot your password? An admin of your organization can reset it.
      </p>
    </form>
  );
}
