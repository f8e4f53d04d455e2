"use client";

import { lazy, Suspense } from "react";
import { knowledgeRights } from "../../knowledge/knowledge-rights";
import type { TicketActionRequest, Viewer } from "../ticket-actions";
import { DialogTicket } from "./dialog-ticket";
import { TakeTicket } from "./take-ticket";

const loadAssign = () => import("./assign-dialog");
const loadMove = () => import("./move-dialog");
const CreateDialog = lazy(() => import("./create-dialog"));
const AssignDialog = lazy(loadAssign);
const MoveDialog = lazy(loadMove);
const MergeDialog = lazy(() => import("./merge-dialog"));
const ArchiveDialog = lazy(() => import("./archive-dialog"));
const WatchersDialog = lazy(() => import("./watchers-dialog"));
const KnowledgeDialog = lazy(() => import("../../knowledge/knowledge-dialog"));

/** The dialogs most tickets go through. */
export function preload(): void {
  void loadAssign();
  void loadMove();
}

export interface DialogHostProps {
  request: TicketActionRequest;
  viewer: Viewer;
  onClose: () => void;
}

/** The dialog of an action; its ticket is read first where only a row of it is known. */
export default function DialogHost({ request, viewer, onClose }: DialogHostProps) {
  if (request.action === "create") {
    return (
      <Suspense>
        <CreateDialog viewer={viewer} followUpOf={null} onClose={onClose} />
      </Suspense>
    );
  }
  const { action, ticket: row } = request;
  return (
    <Suspense>
      <DialogTicket row={row} onClose={onClose}>
        {(ticket) => {
          const props = { ticket, viewer, onClose };
          switch (action) {
            case "follow-up":
              return <CreateDialog viewer={viewer} followUpOf={ticket} onClose={onClose} />;
            case "assign":
              return <AssignDialog {...props} />;
            case "take":
              return <TakeTicket {...props} />;
            case "merge":
              return <MergeDialog {...props} />;
            case "archive":
              return <ArchiveDialog {...props} />;
            case "watchers":
              return <WatchersDialog {...props} />;
            case "markdown":
              return (
                <KnowledgeDialog
                  subject={{ kind: "ticket", id: ticket.id, number: ticket.number }}
                  rights={knowledgeRights(viewer.role)}
                  onClose={onClose}
                />
              );
            default:
              return <MoveDialog {...props} move={action} />;
          }
        }}
      </DialogTicket>
    </Suspense>
  );
}
