/** Chosen rows: some ids, or everything the filter finds except some ids. */
export type RowSelection =
  | { mode: "some"; ids: ReadonlySet<string> }
  | { mode: "all"; except: ReadonlySet<string> };

export const emptySelection: RowSelection = { mode: "some", ids: new Set() };
export const wholeSelection: RowSelection = { mode: "all", except: new Set() };

export function isRowSelected(selection: RowSelection, id: string): boolean {
  return selection.mode === "some" ? selection.ids.has(id) : !selection.except.has(id);
}

export function countSelected(selection: RowSelection, total: number): number {
  return selection.mode === "some" ? selection.ids.size : Math.max(0, total - selection.except.size);
}

export function selectRows(
  selection: RowSelection,
  ids: Iterable<string>,
  isSelected: boolean,
): RowSelection {
  const listed = new Set(selection.mode === "some" ? selection.ids : selection.except);
  const isListed = selection.mode === "some" ? isSelected : !isSelected;
  for (const id of ids) {
    if (isListed) listed.add(id);
    else listed.delete(id);
  }
  return selection.mode === "some" ? { mode: "some", ids: listed } : { mode: "all", except: listed };
}
