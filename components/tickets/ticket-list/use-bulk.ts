"use client";

import { useEffect, useState } from "react";
import type { BulkAction } from "@/lib/bulk/schema";
import { countSelected, type RowSelection } from "../../shared/row-selection";
import type { TicketActionName } from "../ticket-actions";

const OPERATION_KEY = "docket_bulk_operation";

/** The bulk change a row's action becomes when several rows are selected. */
const bulkOf: Partial<Record<TicketActionName, BulkAction>> = {
  assign: "assign",
  status: "transition",
  priority: "priority",
  escalate: "escalate",
  reply: "reply",
  note: "note",
};

/** The selection as something to act on, and the running operation, which survives a reload. */
export function useBulk(selection: RowSelection, total: number) {
  const [change, setChange] = useState<BulkAction | null>(null);
  const [operationId, setOperationId] = useState<string | null>(null);
  const count = countSelected(selection, total);

  useEffect(() => setOperationId(sessionStorage.getItem(OPERATION_KEY)), []);
  const follow = (id: string | null) => {
    if (id) sessionStorage.setItem(OPERATION_KEY, id);
    else sessionStorage.removeItem(OPERATION_KEY);
    setOperationId(id);
  };

  return {
    count,
    change,
    operationId,
    isWanted: count > 0 || change !== null || operationId !== null,
    startLike: (action: TicketActionName) => setChange(bulkOf[action] ?? null),
    start: setChange,
    end: () => setChange(null),
    follow,
  };
}
