import { beforeEach, describe, expect, it, vi } from "vitest";
import { PagedRowStore, type RowPageRequest } from "./paged-row-store";

interface Row {
  id: string;
  title: string;
}

const TOTAL = 10_050;
let requests: RowPageRequest[];

function pageOf({ page, limit }: Pick<RowPageRequest, "page" | "limit">) {
  const length = Math.min(limit, TOTAL - page * limit);
  const data = Array.from({ length }, (_, index) => row(page * limit + index));
  return { data, pagination: { total: TOTAL, next_cursor: `after-${page}` } };
}

function row(index: number): Row {
  return { id: `t${index}`, title: `Ticket ${index}` };
}

function createStore(fetchPage = async (request: RowPageRequest) => pageOf(request)) {
  return new PagedRowStore<Row>({
    pageSize: 100,
    getRowId: ({ id }) => id,
    fetchPage: (request) => {
      requests.push(request);
      return fetchPage(request);
    },
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  requests = [];
});

describe("PagedRowStore", () => {
  it("loads the first page at once and the next by its cursor", async () => {
    const store = createStore();
    store.ensureRange(0, 40);
    await vi.runAllTimersAsync();
    expect(store.total).toBe(TOTAL);
    expect(store.getRow(99)?.id).toBe("t99");
    store.ensureRange(40, 90);
    await vi.runAllTimersAsync();
    expect(requests.map(({ page, cursor }) => [page, cursor])).toEqual([
      [0, null],
      [1, "after-0"],
    ]);
  });

  it("keeps loading ahead of a list that never stops scrolling", async () => {
    const store = createStore();
    store.ensureRange(0, 40);
    await vi.runAllTimersAsync();
    for (let start = 0; start <= 900; start += 30) {
      store.ensureRange(start, start + 40);
      await vi.advanceTimersByTimeAsync(16);
      expect(store.getRow(start + 39)).toBeDefined();
    }
    expect(new Set(requests.map(({ page }) => page)).size).toBe(requests.length);
  });

  it("asks only for where a dragged scrollbar rests", async () => {
    const store = createStore();
    store.ensureRange(0, 40);
    await vi.runAllTimersAsync();
    for (let start = 0; start <= 6000; start += 500) store.ensureRange(start, start + 40);
    await vi.runAllTimersAsync();
    expect(requests.slice(1).map(({ page }) => page)).toEqual([1, 60, 59, 61]);
    expect(store.getRow(6020)?.title).toBe("Ticket 6020");
    expect(store.getRow(3000)).toBeUndefined();
  });

  it("aborts a page that left the view before it came", async () => {
    const store = createStore(
      (request) => new Promise((resolve) => setTimeout(() => resolve(pageOf(request)), 500)),
    );
    store.ensureRange(0, 40);
    await vi.runAllTimersAsync();
    store.ensureRange(5000, 5040);
    await vi.advanceTimersByTimeAsync(60);
    store.ensureRange(9000, 9040);
    await vi.runAllTimersAsync();
    expect(requests.filter(({ signal }) => signal.aborted).map(({ page }) => page)).toEqual([50, 49, 51]);
    expect(store.getRow(9000)).toBeDefined();
  });

  it("changes a row in place and tells where it stands", async () => {
    const store = createStore();
    store.ensureRange(0, 40);
    await vi.runAllTimersAsync();
    const version = store.getVersion();
    expect(store.updateRow("t7", (old) => ({ ...old, title: "Renamed" }))).toBe(true);
    expect(store.updateRow("absent", (old) => old)).toBe(false);
    expect(store.getRow(7)?.title).toBe("Renamed");
    expect(store.findIndex("t7")).toBe(7);
    expect(store.getVersion()).toBeGreaterThan(version);
  });

  it("keeps what it has when a page fails, and loads it on retry", async () => {
    let isDown = false;
    const store = createStore(async (request) => {
      if (isDown) throw new Error("502");
      return pageOf(request);
    });
    store.ensureRange(0, 40);
    await vi.runAllTimersAsync();
    isDown = true;
    store.ensureRange(300, 340);
    await vi.runAllTimersAsync();
    expect(store.error).toBeInstanceOf(Error);
    expect(store.getRow(0)?.id).toBe("t0");
    isDown = false;
    store.retry();
    await vi.runAllTimersAsync();
    expect(store.error).toBeNull();
    expect(store.getRow(320)?.id).toBe("t320");
  });

  it("asks for nothing past the end", async () => {
    const store = createStore();
    store.ensureRange(0, 40);
    await vi.runAllTimersAsync();
    store.ensureRange(10_030, 10_050);
    await vi.runAllTimersAsync();
    expect(Math.max(...requests.map(({ page }) => page))).toBe(100);
  });
});
