"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import type { usersApi } from "@/lib/people/api";
import { call } from "@/lib/platform/api-client";
import { ConfirmDialog } from "../shared/confirm-dialog";
import { formatCount } from "../shared/format-time";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../ui/dialog";
import { toast } from "../ui/toast";
import { type Person, peopleKey } from "./people-queries";
import { SecretOnce } from "./secret-once";

export interface PersonActionDialogProps {
  action: "reset" | "deactivate" | "reactivate";
  person: Person;
  onClose: () => void;
  onDone: () => void;
}

export default function PersonActionDialog({ action, person, onClose, onDone }: PersonActionDialogProps) {
  const [password, setPassword] = useState<string | null>(null);
  // Confirming closes the question; the password it brought must stay.
  const hasAnswer = useRef(false);
  const [revokesTokens, setRevokesTokens] = useState(true);
  const params = { id: person.id };

  const confirm = async () => {
    if (action === "reset") {
      const answer = await call<typeof usersApi.setPassword>("POST", "/users/{id}/password", {
        params,
        body: { revoke_tokens: revokesTokens },
      });
      hasAnswer.current = true;
      setPassword(answer.temporary_password);
    } else if (action === "deactivate") {
      await call<typeof usersApi.deactivate>("POST", "/users/{id}/deactivate", { params });
      toast.success(`${person.name} is deactivated`);
    } else {
      await call<typeof usersApi.reactivate>("POST", "/users/{id}/reactivate", { params });
      toast.success(`${person.name} may sign in again`);
    }
    onDone();
  };

  if (password)
    return (
      <Dialog open onOpenChange={onClose}>
        <DialogContent title="Password reset" width="sm">
          <DialogBody>
            <SecretOnce
              value={password}
              name="temporary password"
              advice={`Give ${person.email} this temporary password over a channel you trust. It is not shown again; the next sign-in asks for a new one.`}
            />
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Done</Button>
          </DialogFooter>
        </DialogContent>
      </Dialog>
    );

  const { title, label, tone } = words[action];
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && !hasAnswer.current && onClose()}
      title={`${title} ${person.name}?`}
      confirmLabel={label}
      tone={tone}
      onConfirm={confirm}
    >
      <Consequences action={action} person={person} />
      {action === "reset" && (
        <label htmlFor="revoke-tokens" className="mt-3 flex items-start gap-2 text-foreground">
          <Checkbox
            id="revoke-tokens"
            className="mt-0.5"
            checked={revokesTokens}
            onCheckedChange={setRevokesTokens}
          />
          Revoke their API tokens too: whoever knew the password may have made some
        </label>
      )}
    </ConfirmDialog>
  );
}

const words = {
  reset: { title: "Reset the password of", label: "Reset password", tone: "primary" },
  deactivate: { title: "Deactivate", label: "Deactivate person", tone: "danger" },
  reactivate: { title: "Reactivate", label: "Reactivate person", tone: "primary" },
} as const;

function Consequences({ action, person }: Pick<PersonActionDialogProps, "action" | "person">): ReactNode {
  const detail = useQuery({
    queryKey: [...peopleKey, "detail", person.id],
    queryFn: ({ signal }) =>
      call<typeof usersApi.get>("GET", "/users/{id}", { params: { id: person.id }, signal }),
    enabled: action === "deactivate",
    staleTime: 0,
  });
  if (action === "reset")
    return "Every session of theirs ends with the next request. You get a temporary password to hand over, and they choose a new one when they sign in.";
  if (action === "reactivate")
    return "They sign in with the password they had. Their API tokens stay revoked; they can create new ones.";
  const open = detail.data?.data.open_ticket_count;
  const tokens = detail.data?.data.active_token_count;
  return (
    <>
      <p>
        They are signed out with their next request
        {tokens ? ` and ${formatCount(tokens)} API ${tokens === 1 ? "token" : "tokens"} stop working` : ""}.
        What they wrote stays. You can reactivate them at any time.
      </p>
      {open ? (
        <p className="mt-2 font-medium text-foreground">
          {formatCount(open)} open {open === 1 ? "ticket stays" : "tickets stay"} with them until you assign{" "}
          {open === 1 ? "it" : "them"} to someone else.
        </p>
      ) : null}
    </>
  );
}
