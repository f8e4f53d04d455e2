"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserMinus } from "lucide-react";
import { ErrorState } from "@/components/shared/error-state";
import { UserAvatar } from "@/components/shared/user-avatar";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Dialog, DialogBody, DialogContent } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { call, type Wire } from "@/lib/platform/api-client";
import { hasPermission } from "@/lib/platform/permissions";
import { roleName } from "@/lib/platform/role-name";
import type { watchersApi } from "@/lib/watchers/api";
import type { WatcherRow, WatchInput } from "@/lib/watchers/schema";
import { loadPeople } from "../option-loaders";
import { failureText, requestIdOf, ticketKeys, watchersQuery } from "../ticket-queries";
import type { TicketDialogProps } from "./dialog-ticket";

type Watcher = Wire<WatcherRow>;
type Change = { user_id: string; channels: WatchInput | null };

const channels = [
  { field: "notify_email", label: "E-mail" },
  { field: "notify_push", label: "Push" },
  { field: "notify_sms", label: "SMS" },
] as const;

/** Who hears of this ticket and how: oneself always, colleagues where the role allows it. */
export default function WatchersDialog({ ticket, viewer, onClose }: TicketDialogProps) {
  const { data: watchers, error, isPending, refetch } = useQuery(watchersQuery(ticket.id));
  const change = useWatcherChange(ticket.id, viewer.id);
  const managesOthers = hasPermission({ role: viewer.role, scopes: null }, "tickets:watchers");

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title="Watchers" description={`#${ticket.number} ${ticket.title}`}>
        <DialogBody className="grid content-start gap-3 pb-5">
          {managesOthers && (
            <Combobox
              label="Add a colleague"
              placeholder="Add a colleague"
              searchPlaceholder="Name"
              loadOptions={loadPeople}
              value={null}
              onValueChange={(person) => person && change.mutate({ user_id: person.value, channels: {} })}
            />
          )}
          {isPending && <Skeleton className="h-10 w-full" />}
          {error && (
            <ErrorState
              message={failureText(error)}
              requestId={requestIdOf(error)}
              onRetry={() => void refetch()}
            />
          )}
          {watchers?.length === 0 && (
            <p className="text-sm text-muted-foreground">
              Nobody watches this ticket. Watchers hear of every reply and change, never of internal notes.
            </p>
          )}
          <ul className="divide-y">
            {watchers?.map((watcher) => (
              <WatcherItem
                key={watcher.user_id}
                watcher={watcher}
                isEditable={managesOthers || watcher.user_id === viewer.id}
                onChange={(next) => change.mutate({ user_id: watcher.user_id, channels: next })}
              />
            ))}
          </ul>
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

interface WatcherItemProps {
  watcher: Watcher;
  isEditable: boolean;
  onChange: (channels: WatchInput | null) => void;
}

function WatcherItem({ watcher, isEditable, onChange }: WatcherItemProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2 text-sm">
      <span className="flex min-w-40 flex-1 items-center gap-2">
        <UserAvatar person={{ id: watcher.user_id, name: watcher.name }} hasName className="font-medium" />
        <span className="text-xs text-muted-foreground">{roleName(watcher.role)}</span>
      </span>
      {channels.map(({ field, label }) => (
        <label
          key={field}
          htmlFor={`${watcher.user_id}-${field}`}
          className="inline-flex items-center gap-1.5"
        >
          <Checkbox
            id={`${watcher.user_id}-${field}`}
            checked={watcher[field]}
            disabled={!isEditable}
            onCheckedChange={(isOn) => onChange({ [field]: isOn })}
          />
          {label}
          <span className="sr-only"> to {watcher.name}</span>
        </label>
      ))}
      {isEditable && (
        <IconButton label={`Remove ${watcher.name}`} onClick={() => onChange(null)}>
          <UserMinus aria-hidden />
        </IconButton>
      )}
    </li>
  );
}

/** Shows the change at once and takes it back with a message if it is refused. */
function useWatcherChange(ticketId: string, viewerId: string) {
  const client = useQueryClient();
  const key = ticketKeys.watchers(ticketId);
  return useMutation({
    mutationFn: (wanted: Change) => sendChange(ticketId, viewerId, wanted),
    onMutate: async ({ user_id, channels: next }) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<Watcher[]>(key);
      client.setQueryData<Watcher[]>(key, (watchers) =>
        next
          ? watchers?.map((watcher) => (watcher.user_id === user_id ? { ...watcher, ...next } : watcher))
          : watchers?.filter((watcher) => watcher.user_id !== user_id),
      );
      return { before };
    },
    onError: (error, _change, context) => {
      client.setQueryData(key, context?.before);
      toast.error("The watchers were not changed", { description: failureText(error) });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ticketKeys.all(ticketId) }),
  });
}

/** One's own watching has an endpoint that every role of the desk may use. */
async function sendChange(ticketId: string, viewerId: string, { user_id, channels: next }: Change) {
  const own = { id: ticketId };
  const params = { id: ticketId, user_id };
  if (user_id === viewerId && next)
    await call<typeof watchersApi.watch>("POST", "/tickets/{id}/watch", { params: own, body: next });
  else if (user_id === viewerId)
    await call<typeof watchersApi.unwatch>("DELETE", "/tickets/{id}/watch", { params: own });
  else if (next)
    await call<typeof watchersApi.set>("PUT", "/tickets/{id}/watchers/{user_id}", { params, body: next });
  else await call<typeof watchersApi.remove>("DELETE", "/tickets/{id}/watchers/{user_id}", { params });
}
