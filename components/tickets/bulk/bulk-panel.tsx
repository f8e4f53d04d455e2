"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { BulkAction } from "@/lib/bulk/schema";
import { formatCount } from "../../shared/format-time";
import { emptySelection, type RowSelection, wholeSelection } from "../../shared/row-selection";
import { Button } from "../../ui/button";
import { isOffered } from "./bulk-actions";
import { BulkBar } from "./bulk-bar";
import { selectionInput } from "./bulk-change";
import { BulkDialog } from "./bulk-dialog";
import { BulkOperationDialog, isRunning, type OperationData, useOperation } from "./bulk-operation";

export interface BulkPanelProps {
  selection: RowSelection;
  query: Record<string, string>;
  count: number;
  total: number;
  /** The change whose dialog is open. */
  change: BulkAction | null;
  /** The operation that runs or waits for its result to be read. */
  operationId: string | null;
  onChangeStart: (action: BulkAction) => void;
  onChangeEnd: () => void;
  onOperation: (id: string | null) => void;
  onSelectionChange: (selection: RowSelection) => void;
  onExport: (() => void) | undefined;
}

/** Everything about many tickets at once; its code arrives with the first selected row. */
export default function BulkPanel(props: BulkPanelProps) {
  const { selection, count, total, change, operationId, onChangeEnd, onOperation, onSelectionChange } = props;
  const client = useQueryClient();
  const [initial, setInitial] = useState<OperationData>();
  const [isHidden, setIsHidden] = useState(operationId !== null);

  const follow = (operation: OperationData) => {
    client.removeQueries({ queryKey: ["bulk-operation", initial?.id] });
    setInitial(operation);
    setIsHidden(false);
    onOperation(operation.id);
  };

  return (
    <>
      {count > 0 && (
        <BulkBar
          count={count}
          total={total}
          onAction={props.onChangeStart}
          onSelectAll={() => onSelectionChange(wholeSelection)}
          onExport={props.onExport}
          onClear={() => onSelectionChange(emptySelection)}
        />
      )}
      {change && isOffered(change) && count > 0 && (
        <BulkDialog
          action={change}
          selection={selectionInput(selection, props.query)}
          count={count}
          onClose={onChangeEnd}
          onStarted={(operation) => {
            onChangeEnd();
            onSelectionChange(emptySelection);
            follow(operation);
          }}
        />
      )}
      {operationId && isHidden && (
        <RunningOperation
          id={operationId}
          onShow={() => setIsHidden(false)}
          onGone={() => onOperation(null)}
        />
      )}
      {operationId && !isHidden && (
        <BulkOperationDialog
          key={operationId}
          id={operationId}
          initial={initial}
          onHide={() => setIsHidden(true)}
          onClose={() => onOperation(null)}
          onUndo={follow}
        />
      )}
    </>
  );
}

interface RunningOperationProps {
  id: string;
  onShow: () => void;
  onGone: () => void;
}

/** The way back to an operation that was sent to the background, or outlived a reload. */
function RunningOperation({ id, onShow, onGone }: RunningOperationProps) {
  const { data, error } = useOperation(id);
  useEffect(() => {
    if (error) onGone();
  }, [error, onGone]);
  if (!data) return null;
  const done = data.succeeded + data.failed;
  return (
    <div className="absolute bottom-4 left-4 z-30">
      <Button size="sm" onClick={onShow} className="tabular shadow-overlay">
        {isRunning(data)
          ? `Changed ${formatCount(done)} of ${formatCount(data.total)}`
          : `${formatCount(data.succeeded)} changed, show the result`}
      </Button>
    </div>
  );
}
