"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiError, call } from "@/lib/platform/api-client";
import type { Role } from "@/lib/platform/permissions";
import { roleName } from "@/lib/platform/role-name";
import type { viewsApi } from "@/lib/views/api";
import { FormField } from "../../shared/form-field";
import { Button } from "../../ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../../ui/dialog";
import { Input } from "../../ui/input";
import { Select } from "../../ui/select";
import { toast } from "../../ui/toast";
import { type ListAddress, writeAddress } from "../ticket-list/list-address";
import type { ListViewer } from "../ticket-list/ticket-list-types";
import type { ColumnState } from "../ticket-list/use-columns";
import { failureText } from "../ticket-queries";
import { type ViewData, viewsQuery } from "./views-query";

export interface SaveViewDialogProps {
  /** Left out to save a new one. */
  view?: ViewData;
  address: ListAddress;
  columns: ColumnState;
  viewer: ListViewer;
  onAddressChange: (address: ListAddress) => void;
  onClose: () => void;
}

const teams: Role[] = [
  "franchise_agent",
  "ops_agent",
  "finance",
  "compliance_officer",
  "ops_manager",
  "regional_manager",
  "hq_support",
  "ceo_oncall",
  "admin",
];

export default function SaveViewDialog(props: SaveViewDialogProps) {
  const { view, viewer, onClose } = props;
  const [name, setName] = useState(view?.name ?? "");
  const [scope, setScope] = useState(view?.scope ?? "mine");
  const [team, setTeam] = useState((view?.team_role ?? viewer.role) as Role);
  const { save, isBusy, failure, nameError } = useSaveView(props);
  const mayPublish = viewer.permissions.publishViews;
  const isForeign = view !== undefined && view.owner_id !== viewer.id;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) void save({ name: name.trim(), scope, team_role: scope === "team" ? team : undefined });
  };

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={view ? "Rename or share view" : "Save view"}
        description={
          view ? undefined : "Keeps the filters, the sorting and the columns of the list as they are now."
        }
        width="sm"
      >
        <form onSubmit={submit} className="contents">
          <DialogBody className="grid gap-4">
            <FormField label="Name" error={nameError} isRequired>
              <Input
                autoFocus
                value={name}
                maxLength={80}
                placeholder="Breaching today"
                onChange={(event) => setName(event.target.value)}
              />
            </FormField>
            <FormField label="Who sees it" hint={scope === "mine" ? undefined : "It appears in their rail."}>
              <Select
                value={scope}
                onValueChange={(value) => setScope(value as ViewData["scope"])}
                options={[
                  { value: "mine", label: "Only me", isDisabled: isForeign },
                  { value: "team", label: mayPublish ? "A team" : "My team" },
                  {
                    value: "everyone",
                    label: "Everyone",
                    isDisabled: !mayPublish,
                    hint: mayPublish ? undefined : "For managers",
                  },
                ]}
              />
            </FormField>
            {scope === "team" && mayPublish && (
              <FormField label="Team">
                <Select
                  value={team}
                  onValueChange={(value) => setTeam(value as Role)}
                  options={teams.map((value) => ({ value, label: roleName(value) }))}
                />
              </FormField>
            )}
            {failure && (
              <p role="alert" className="text-sm text-danger-text">
                {failure}
              </p>
            )}
          </DialogBody>
          <DialogFooter>
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" isLoading={isBusy} disabled={!name.trim()}>
              {view ? "Save changes" : "Save view"}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

type ViewInput = { name: string; scope: ViewData["scope"]; team_role: Role | undefined };

function useSaveView({ view, address, columns, onAddressChange, onClose }: SaveViewDialogProps) {
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const create = async (input: ViewInput) => {
    const { data } = await call<typeof viewsApi.create>("POST", "/views", {
      body: {
        ...input,
        query: writeAddress({ ...address, viewId: null }),
        ...(columns.preferences && { columns: { ...columns.preferences } }),
      },
    });
    client.setQueryData<ViewData[]>(viewsQuery.queryKey, (old) => [...(old ?? []), data]);
    onAddressChange({ ...address, viewId: data.id });
  };
  const save = async (input: ViewInput) => {
    setIsBusy(true);
    setError(null);
    try {
      if (view)
        await call<typeof viewsApi.update>("PATCH", "/views/{id}", { params: { id: view.id }, body: input });
      else await create(input);
      void client.invalidateQueries(viewsQuery);
      toast.success(`“${input.name}” saved`);
      onClose();
    } catch (thrown) {
      setError(thrown);
      setIsBusy(false);
    }
  };
  const nameError =
    error instanceof ApiError ? error.problem.errors?.find(({ field }) => field === "name")?.message : null;
  return { save, isBusy, nameError, failure: error && !nameError ? failureText(error) : null };
}
