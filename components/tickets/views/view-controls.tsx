"use client";

import { Bookmark, Ellipsis } from "lucide-react";
import { lazy, useState } from "react";
import { LazyPart } from "@/components/ui/lazy-part";
import { LazyMenu } from "../../shared/lazy-menu";
import { Button } from "../../ui/button";
import { IconButton } from "../../ui/icon-button";
import { isSameList, type ListAddress, myWorkQuery, readAddress } from "../ticket-list/list-address";
import type { ListViewer } from "../ticket-list/ticket-list-types";
import type { ColumnState } from "../ticket-list/use-columns";
import type { ViewData } from "./views-query";

const loadMenu = () => import("./view-menu");
const ViewMenu = lazy(loadMenu);
const SaveViewDialog = lazy(() => import("./save-view-dialog"));
const DeleteViewDialog = lazy(() => import("./delete-view-dialog"));

export type ViewDialog = "create" | "edit" | "delete";

export interface ViewControlsProps {
  address: ListAddress;
  /** The saved view the address started from. */
  view: ViewData | undefined;
  viewer: ListViewer;
  columns: ColumnState;
  onAddressChange: (address: ListAddress) => void;
}

/** Saves what the list shows now as a view, and looks after the view that is open. */
export function ViewControls({ address, view, viewer, columns, onAddressChange }: ViewControlsProps) {
  const [dialog, setDialog] = useState<ViewDialog | null>(null);
  if (!viewer.permissions.writeViews) return null;
  const saved = readAddress(view?.query ?? "");
  const isChanged = !isSameList(address, saved) || (view !== undefined && columns.isChanged);
  const dialogProps = { address, columns, viewer, onAddressChange, onClose: () => setDialog(null) };
  return (
    <>
      {isChanged && !view && !isSameList(address, readAddress(myWorkQuery)) && (
        <Button variant="ghost" size="sm" onClick={() => setDialog("create")} className="max-sm:hidden">
          <Bookmark aria-hidden />
          Save view
        </Button>
      )}
      {view && (
        <LazyMenu
          Content={ViewMenu}
          load={loadMenu}
          contentProps={{
            view,
            address,
            columns,
            isChanged,
            onDialog: setDialog,
            onReset: () => {
              columns.change(null);
              onAddressChange({ ...saved, viewId: view.id });
            },
          }}
          trigger={
            isChanged ? (
              <Button variant="ghost" size="sm">
                <Bookmark aria-hidden />
                View changed
              </Button>
            ) : (
              <IconButton label="View options">
                <Ellipsis aria-hidden />
              </IconButton>
            )
          }
        />
      )}
      <LazyPart key={dialog} onFailure={() => setDialog(null)}>
        {dialog === "create" && <SaveViewDialog {...dialogProps} />}
        {dialog === "edit" && view && <SaveViewDialog {...dialogProps} view={view} />}
        {dialog === "delete" && view && <DeleteViewDialog {...dialogProps} view={view} />}
      </LazyPart>
    </>
  );
}
