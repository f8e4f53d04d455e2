import type { SimRequest, SimResponse } from "../server/desk";

export type FieldError = { field: string; message: string; code: string };

export function invalid(...errors: FieldError[]): SimResponse {
  return { status: 400, body: { description: "Validation failed", errors } };
}

/** Null where page or per_page is not what the reference allows: that is an error, not a smaller page. */
export function readPaging(query: URLSearchParams): { page: number; perPage: number } | FieldError {
  const page = Number(query.get("page") ?? 1);
  const perPage = Number(query.get("per_page") ?? 30);
  if (!Number.isInteger(page) || page < 1)
    return { field: "page", message: "It should be a Positive Integer", code: "invalid_value" };
  if (!Number.isInteger(perPage) || perPage < 1 || perPage > 100)
    return {
      field: "per_page",
      message: "It should be a Positive Integer less than or equal to 100",
      code: "invalid_value",
    };
  return { page, perPage };
}

/** One page by offset; the `link` header names the next one and is absent on the last. */
export function pageOf<Row>(
  request: SimRequest,
  rows: Iterable<Row>,
  name: string,
  make: (row: Row) => unknown,
): SimResponse {
  const paging = readPaging(request.query);
  if ("field" in paging) return invalid(paging);
  const { slice, hasMore } = take(rows, (paging.page - 1) * paging.perPage, paging.perPage);
  const records = slice.map(make);
  return {
    status: 200,
    body: name === "" ? records : { [name]: records },
    rowsIn: name,
    headers: hasMore ? { link: `<${nextUrl(request, paging.page + 1)}>; rel="next"` } : {},
  };
}

export function take<Row>(
  rows: Iterable<Row>,
  skip: number,
  count: number,
): { slice: Row[]; hasMore: boolean } {
  const slice: Row[] = [];
  let seen = 0;
  for (const row of rows) {
    seen += 1;
    if (seen <= skip) continue;
    if (slice.length === count) return { slice, hasMore: true };
    slice.push(row);
  }
  return { slice, hasMore: false };
}

function nextUrl(request: SimRequest, page: number): string {
  const query = new URLSearchParams(request.query);
  query.set("page", String(page));
  return `${request.origin}${request.path}?${query}`;
}

export function tooLarge(mostBytes: number): SimResponse {
  const description = `The total size of the attachments exceeds ${mostBytes / 1_048_576} MB`;
  return { status: 413, body: { description, errors: [] } };
}
