"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { closuresApi } from "@/lib/closures/api";
import { call } from "@/lib/platform/api-client";
import { formatCount } from "../shared/format-time";
import { UserAvatar } from "../shared/user-avatar";
import { loadPeople } from "../tickets/option-loaders";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import type { ComboboxOption } from "../ui/combobox-list";
import { toast } from "../ui/toast";
import type { MappingData } from "./closures-queries";

export interface AgentRowProps {
  mapping: MappingData;
  onChanged: () => void;
}

/** One external agent: who they are there, and whom they are here. */
export function AgentRow({ mapping, onChanged }: AgentRowProps) {
  const { freshworks_username: name, freshworks_user_id: id, email, tickets_closed: closed } = mapping;
  const [isChoosing, setIsChoosing] = useState(false);
  const link = useMutation({
    mutationFn: (user: { id: string; name: string } | null) =>
      call<typeof closuresApi.updateUserMapping>("PUT", "/closures/user-mappings/{id}", {
        params: { id: mapping.id },
        body: { user_id: user?.id ?? null },
      }),
    onSuccess: (_, user) => {
      toast.success(user ? `${name} is linked to ${user.name}` : `${name} is no longer linked`, {
        description: "The figures of their days are being counted again.",
      });
      setIsChoosing(false);
      onChanged();
    },
    onError: (error) => toast.error(`${name} was not linked`, { description: error.message }),
  });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex items-center gap-2 text-sm font-medium">
          <span className="truncate">{name}</span>
          {!mapping.is_active && <Badge>left</Badge>}
        </p>
        <p className="tabular truncate text-xs text-muted-foreground">
          {[id, email, `${formatCount(closed)} closed in 30 days`].filter(Boolean).join(" · ")}
        </p>
      </div>
      {isChoosing ? (
        <AccountChoice
          name={name}
          isLinking={link.isPending}
          onChoose={(user) => link.mutate(user)}
          onCancel={() => setIsChoosing(false)}
        />
      ) : (
        <AgentActions
          mapping={mapping}
          isLinking={link.isPending}
          onLink={(user) => link.mutate(user)}
          onChoose={() => setIsChoosing(true)}
        />
      )}
    </div>
  );
}

interface AgentActionsProps {
  mapping: MappingData;
  isLinking: boolean;
  onLink: (user: { id: string; name: string } | null) => void;
  onChoose: () => void;
}

function AgentActions({ mapping, isLinking, onLink, onChoose }: AgentActionsProps) {
  const { user, proposed_user: proposed, freshworks_username: name } = mapping;
  if (user)
    return (
      <div className="flex min-w-0 items-center gap-2">
        <UserAvatar person={user} hasName />
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Unlink ${name} from ${user.name}`}
          isLoading={isLinking}
          onClick={() => onLink(null)}
        >
          Unlink
        </Button>
      </div>
    );
  if (proposed)
    return (
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <Button size="sm" variant="primary" isLoading={isLinking} onClick={() => onLink(proposed)}>
          Link to {proposed.name}
        </Button>
        <Button size="sm" onClick={onChoose}>
          Someone else
        </Button>
      </div>
    );
  return (
    <Button size="sm" aria-label={`Link ${name} to an account`} onClick={onChoose}>
      Link to an account
    </Button>
  );
}

interface AccountChoiceProps {
  name: string;
  isLinking: boolean;
  onChoose: (user: { id: string; name: string }) => void;
  onCancel: () => void;
}

function AccountChoice({ name, isLinking, onChoose, onCancel }: AccountChoiceProps) {
  const [choice, setChoice] = useState<ComboboxOption | null>(null);
  return (
    <div className="flex w-full min-w-0 items-center gap-2 sm:w-96">
      <div className="min-w-0 flex-1">
        <Combobox
          label={`Account of ${name}`}
          placeholder="Find an account"
          value={choice}
          onValueChange={setChoice}
          loadOptions={loadPeople}
        />
      </div>
      <Button
        size="sm"
        variant="primary"
        disabled={!choice}
        isLoading={isLinking}
        onClick={() => choice && onChoose({ id: choice.value, name: choice.label })}
      >
        Link
      </Button>
      <Button size="sm" variant="ghost" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
