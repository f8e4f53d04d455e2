import type { SimRequest, SimResponse } from "../server/desk";

const largestPage = 100;

/** By cursor where `page[size]` is asked for, otherwise by offset with a count; the first is what the vendor advises. */
export function listOf<Row>(
  request: SimRequest,
  rows: readonly Row[],
  name: string,
  make: (row: Row) => unknown,
): SimResponse {
  const { query } = request;
  const size = Number(query.get("page[size]"));
  if (size > largestPage) return tooLong();
  return size > 0 ? cursorPage(request, rows, name, make, size) : offsetPage(request, rows, name, make);
}

function cursorPage<Row>(
  request: SimRequest,
  rows: readonly Row[],
  name: string,
  make: (row: Row) => unknown,
  size: number,
): SimResponse {
  const after = request.query.get("page[after]");
  const start = after ? Number(Buffer.from(after, "base64url").toString("utf8")) : 0;
  if (!Number.isInteger(start)) return badRequest("InvalidPaginationParameter", "page[after] is not valid");
  const end = start + size;
  const cursor = Buffer.from(String(end)).toString("base64url");
  const hasMore = end < rows.length;
  return {
    status: 200,
    body: {
      [name]: rows.slice(start, end).map(make),
      meta: { has_more: hasMore, after_cursor: hasMore ? cursor : null, before_cursor: null },
      links: { prev: null, next: hasMore ? linkTo(request, "page[after]", cursor) : null },
    },
    rowsIn: name,
  };
}

function offsetPage<Row>(
  request: SimRequest,
  rows: readonly Row[],
  name: string,
  make: (row: Row) => unknown,
): SimResponse {
  const page = Number(request.query.get("page") ?? 1);
  const perPage = Number(request.query.get("per_page") ?? largestPage);
  if (!Number.isInteger(page) || page < 1 || !Number.isInteger(perPage) || perPage < 1)
    return badRequest("InvalidPaginationParameter", "page and per_page are positive integers");
  if (perPage > largestPage) return tooLong();
  const end = page * perPage;
  return {
    status: 200,
    body: {
      [name]: rows.slice(end - perPage, end).map(make),
      next_page: end < rows.length ? linkTo(request, "page", String(page + 1)) : null,
      previous_page: page > 1 ? linkTo(request, "page", String(page - 1)) : null,
      count: rows.length,
    },
    rowsIn: name,
  };
}

export function badRequest(error: string, description: string, status = 400): SimResponse {
  return { status, body: { error, description } };
}

function tooLong(): SimResponse {
  return badRequest("InvalidPaginationParameter", `A page holds at most ${largestPage} rows`);
}

export function linkTo(request: SimRequest, name: string, value: string): string {
  const query = new URLSearchParams(request.query);
  query.set(name, value);
  return `${request.origin}${request.path}?${query}`;
}
