"use client";

import { useState } from "react";
import type { meApi } from "@/lib/people/api";
import { call } from "@/lib/platform/api-client";
import { ConfirmDialog } from "../shared/confirm-dialog";
import { Button } from "../ui/button";

/** For a lost laptop or a browser one forgot to leave. */
export function EndSessions() {
  const [isAsking, setIsAsking] = useState(false);
  const end = async () => {
    await call<typeof meApi.endSessions>("DELETE", "/me/sessions", {});
    location.assign("/sign-in");
  };
  return (
    <>
      <Button variant="secondary" className="justify-self-start" onClick={() => setIsAsking(true)}>
        Sign out everywhere
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title="Sign out everywhere?"
        confirmLabel="Sign out everywhere"
        onConfirm={end}
      >
        Every browser you are signed in with, this one included, has to sign in again. Your API tokens keep
        working; revoke them under API tokens.
      </ConfirmDialog>
    </>
  );
}
