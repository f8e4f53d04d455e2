"use client";

import { useQueryClient } from "@tanstack/react-query";
import { BookmarkPlus, Pencil, RotateCcw, Save, Trash2 } from "lucide-react";
import { call } from "@/lib/platform/api-client";
import type { viewsApi } from "@/lib/views/api";
import type { LazyMenuContentProps } from "../../shared/lazy-menu";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../../ui/dropdown-menu";
import { toast } from "../../ui/toast";
import { type ListAddress, writeAddress } from "../ticket-list/list-address";
import type { ColumnState } from "../ticket-list/use-columns";
import { failureText } from "../ticket-queries";
import type { ViewDialog } from "./view-controls";
import { type ViewData, viewsQuery } from "./views-query";

export interface ViewMenuProps extends LazyMenuContentProps {
  view: ViewData;
  address: ListAddress;
  columns: ColumnState;
  isChanged: boolean;
  onDialog: (dialog: ViewDialog) => void;
  onReset: () => void;
}

export default function ViewMenu(props: ViewMenuProps) {
  const { trigger, defaultOpen, view, address, columns, isChanged, onDialog, onReset } = props;
  const client = useQueryClient();
  const isShared = view.scope !== "mine";
  const locked = view.is_editable ? undefined : `Only ${view.owner_name} or a manager may change it.`;

  const save = async () => {
    try {
      await call<typeof viewsApi.update>("PATCH", "/views/{id}", {
        params: { id: view.id },
        body: {
          query: writeAddress({ ...address, viewId: null }),
          ...(columns.preferences && { columns: { ...columns.preferences } }),
        },
      });
      await client.invalidateQueries(viewsQuery);
      columns.change(null);
      toast.success(isShared ? `“${view.name}” changed for everyone who sees it` : `“${view.name}” saved`);
    } catch (error) {
      toast.error(`“${view.name}” was not saved`, { description: failureText(error) });
    }
  };

  return (
    <DropdownMenu defaultOpen={defaultOpen}>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-60">
        {isChanged && (
          <>
            <DropdownMenuItem disabled={!view.is_editable} hint={locked} onSelect={save}>
              <Save aria-hidden />
              Save changes
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={onReset}>
              <RotateCcw aria-hidden />
              Undo changes
            </DropdownMenuItem>
          </>
        )}
        <DropdownMenuItem onSelect={() => onDialog("create")}>
          <BookmarkPlus aria-hidden />
          Save as a new view
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem disabled={!view.is_editable} hint={locked} onSelect={() => onDialog("edit")}>
          <Pencil aria-hidden />
          Rename or share
        </DropdownMenuItem>
        <DropdownMenuItem tone="danger" disabled={!view.is_editable} onSelect={() => onDialog("delete")}>
          <Trash2 aria-hidden />
          Delete view
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
