import { type Cursor, type Page, VendorError } from "../adapter";
import type { Fields } from "../read-fields";
import { pageOf, readCursor, toCursor, type Understood } from "../read-page";
import type { VendorClient } from "../vendor-client";
import { fetchRows, idsOf, type OffsetList, pageSize } from "./offset-pages";

type State = {
  page: number;
  /** The ids of the last page that joined on to the ones before it. */
  seen: string[];
  stepsBack: number;
};

const maxStepsBack = 50;

/**
 * One page of a list that changes while it is read. Offset pages move up when a row before them disappears, and one
 * row would fall through between two pages. So a page counts only if it joins on to the one before: it repeats one of
 * its rows, or the row just before it is still one of them. Otherwise the reading steps back until it does. Rows that
 * come twice do no harm.
 */
export async function readShiftingPage<Row extends object>(
  client: VendorClient,
  list: OffsetList,
  cursor: Cursor | null,
  understand: (fields: Fields) => Understood<Row>,
): Promise<Page<Row>> {
  const state = readCursor<State>(cursor, { page: 1, seen: [], stepsBack: 0 });
  const { rows, hasNext } = await fetchRows(client, list, state.page);
  const ids = idsOf(rows);
  if (!(await joinsOn(client, list, state, ids))) return pageOf(rows, understand, stepBack(list, state));
  const next = hasNext ? toCursor({ page: state.page + 1, seen: ids, stepsBack: state.stepsBack }) : null;
  return pageOf(rows, understand, next);
}

async function joinsOn(
  client: VendorClient,
  list: OffsetList,
  { page, seen }: State,
  ids: string[],
): Promise<boolean> {
  if (page <= 1) return true;
  if (ids.some((id) => seen.includes(id))) return true;
  const { include: _dear, ...query } = list.query ?? {};
  const before = await fetchRows(client, { ...list, query, cost: 1 }, (page - 1) * pageSize, 1);
  return idsOf(before.rows).some((id) => seen.includes(id));
}

function stepBack({ subject }: OffsetList, { page, seen, stepsBack }: State): Cursor {
  if (stepsBack >= maxStepsBack)
    throw new VendorError(
      "conflict",
      `The list of ${subject} changes faster than it can be read. Start the run again when fewer rows are being deleted.`,
    );
  return toCursor({ page: page - 1, seen, stepsBack: stepsBack + 1 });
}
