"use client";

import { signOut } from "../shared/sign-out";
import { Button } from "../ui/button";
import { ChangePasswordForm } from "./change-password-form";

export function ForcedPasswordChange({ email, target }: { email: string; target: string }) {
  return (
    <>
      <ChangePasswordForm
        email={email}
        currentLabel="Temporary password"
        submitLabel="Set password and continue"
        size="lg"
        onChanged={() => location.assign(target)}
      />
      <p className="mt-4 text-xs text-muted-foreground">
        Signed in as {email}.{" "}
        <Button variant="link" size="xs" onClick={signOut}>
          Sign out
        </Button>
      </p>
    </>
  );
}
