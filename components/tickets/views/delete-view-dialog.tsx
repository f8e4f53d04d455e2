"use client";

import { useQueryClient } from "@tanstack/react-query";
import { call } from "@/lib/platform/api-client";
import type { viewsApi } from "@/lib/views/api";
import { ConfirmDialog } from "../../shared/confirm-dialog";
import { toast } from "../../ui/toast";
import type { ListAddress } from "../ticket-list/list-address";
import type { ColumnState } from "../ticket-list/use-columns";
import { type ViewData, viewsQuery } from "./views-query";

export interface DeleteViewDialogProps {
  view: ViewData;
  address: ListAddress;
  columns: ColumnState;
  onAddressChange: (address: ListAddress) => void;
  onClose: () => void;
}

export default function DeleteViewDialog(props: DeleteViewDialogProps) {
  const { view, address, columns, onAddressChange, onClose } = props;
  const client = useQueryClient();
  const remove = async () => {
    await call<typeof viewsApi.delete>("DELETE", "/views/{id}", { params: { id: view.id } });
    columns.change(null);
    onAddressChange({ ...address, viewId: null });
    await client.invalidateQueries(viewsQuery);
    toast.success(`“${view.name}” deleted`);
  };
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Delete the view “${view.name}”?`}
      confirmLabel="Delete view"
      tone="danger"
      onConfirm={remove}
    >
      {view.scope === "mine"
        ? "It leaves your rail. No ticket changes; the list stays open with the same filters."
        : "It leaves the rail of everyone it is shared with. No ticket changes."}
    </ConfirmDialog>
  );
}
