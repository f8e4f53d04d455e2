export interface RowPage<T> {
  data: T[];
  pagination: { total: number; next_cursor: string | null };
}

export interface RowPageRequest {
  /** Counted from 0. */
  page: number;
  /** Known when the page before is loaded; otherwise ask by page number. */
  cursor: string | null;
  limit: number;
  signal: AbortSignal;
}

type FetchRowPage<T> = (request: RowPageRequest) => Promise<RowPage<T>>;

export interface PagedRowStoreOptions<T> {
  fetchPage: FetchRowPage<T>;
  getRowId: (row: T) => string;
  pageSize: number;
  initialPage?: RowPage<T>;
}

interface LoadedPage<T> {
  rows: T[];
  nextCursor: string | null;
}

const SETTLE_MS = 40;
const MAX_PAGES = 60;

/**
 * The rows of a list of any length, loaded page by page as they come into view. A dragged scrollbar
 * asks only for where it rests; pages far from view are dropped.
 */
export class PagedRowStore<T> {
  total: number | undefined;
  error: unknown = null;
  private version = 0;
  private readonly pages = new Map<number, LoadedPage<T>>();
  private readonly inFlight = new Map<number, AbortController>();
  private readonly listeners = new Set<() => void>();
  private wanted = { first: 0, last: 0 };
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: PagedRowStoreOptions<T>) {
    if (options.initialPage) this.accept(0, options.initialPage);
  }

  get isReady(): boolean {
    return this.total !== undefined;
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  getVersion = () => this.version;

  getRow(index: number): T | undefined {
    const { pageSize } = this.options;
    return this.pages.get(Math.floor(index / pageSize))?.rows[index % pageSize];
  }

  /** The rows from `start` up to `end` are (nearly) in view; a page to either side is fetched ahead. */
  ensureRange(start: number, end: number): void {
    const { pageSize } = this.options;
    const limit = this.total === undefined ? pageSize : this.total;
    this.wanted = {
      first: Math.floor(Math.max(0, start - pageSize) / pageSize),
      last: Math.floor(Math.max(0, Math.min(end + pageSize, limit) - 1) / pageSize),
    };
    clearTimeout(this.settling);
    // Steady scrolling never rests, so only a jump waits for the place where it ends.
    if (!this.isReady || this.isBesideLoaded()) this.loadWanted();
    else this.settling = setTimeout(() => this.loadWanted(), SETTLE_MS);
  }

  updateRow(id: string, change: (row: T) => T): boolean {
    const { getRowId } = this.options;
    for (const [number, page] of this.pages) {
      const index = page.rows.findIndex((row) => getRowId(row) === id);
      const row = page.rows[index];
      if (row === undefined) continue;
      this.pages.set(number, { ...page, rows: page.rows.with(index, change(row)) });
      this.announce();
      return true;
    }
    return false;
  }

  *loadedRows(): Generator<T> {
    for (const { rows } of this.pages.values()) yield* rows;
  }

  findIndex(id: string): number {
    for (const [number, page] of this.pages) {
      const index = page.rows.findIndex((row) => this.options.getRowId(row) === id);
      if (index >= 0) return number * this.options.pageSize + index;
    }
    return -1;
  }

  /** Reads again what is in view; the old rows stay until the new ones are there. */
  async refresh(): Promise<void> {
    for (const number of this.pages.keys()) if (!this.isWanted(number)) this.pages.delete(number);
    this.abort(() => true);
    for (let page = this.wanted.first; page <= this.wanted.last; page += 1) await this.load(page);
  }

  retry = () => {
    this.error = null;
    this.announce();
    this.loadWanted();
  };

  dispose(): void {
    clearTimeout(this.settling);
    this.abort(() => true);
  }

  private loadWanted(): void {
    this.abort((page) => !this.isWanted(page));
    const missing: number[] = [];
    for (let page = this.wanted.first; page <= this.wanted.last; page += 1)
      if (!this.pages.has(page) && !this.inFlight.has(page)) missing.push(page);
    // What is in view before what is beside it.
    missing.sort((a, b) => this.distance(a) - this.distance(b));
    for (const page of missing) void this.load(page);
  }

  private async load(page: number): Promise<void> {
    const controller = new AbortController();
    this.inFlight.set(page, controller);
    const cursor = this.pages.get(page - 1)?.nextCursor ?? null;
    try {
      const limit = this.options.pageSize;
      const answer = await this.options.fetchPage({ page, cursor, limit, signal: controller.signal });
      if (controller.signal.aborted) return;
      this.error = null;
      this.accept(page, answer);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.error = error;
    } finally {
      if (this.inFlight.get(page) === controller) this.inFlight.delete(page);
    }
    this.announce();
  }

  private accept(page: number, answer: RowPage<T>): void {
    this.total = answer.pagination.total;
    this.pages.set(page, { rows: answer.data, nextCursor: answer.pagination.next_cursor });
    if (this.pages.size <= MAX_PAGES) return;
    const farthest = Array.from(this.pages.keys()).sort((a, b) => this.distance(b) - this.distance(a))[0];
    if (farthest !== undefined) this.pages.delete(farthest);
  }

  private distance(page: number): number {
    return Math.abs(page - (this.wanted.first + this.wanted.last) / 2);
  }

  private isBesideLoaded(): boolean {
    for (let page = this.wanted.first - 1; page <= this.wanted.last + 1; page += 1)
      if (this.pages.has(page)) return true;
    return false;
  }

  private isWanted(page: number): boolean {
    return page >= this.wanted.first && page <= this.wanted.last;
  }

  private abort(isUnwanted: (page: number) => boolean): void {
    for (const [page, controller] of this.inFlight) {
      if (!isUnwanted(page)) continue;
      controller.abort();
      this.inFlight.delete(page);
    }
  }

  private announce(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}
