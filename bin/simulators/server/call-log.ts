/** What callers have asked for since the last reset. */
export class CallLog {
  private since = Date.now();
  private calls = 0;
  private credits = 0;
  private lastAt: number | null = null;
  private readonly byRoute = new Map<string, number>();
  private readonly byStatus = new Map<string, number>();
  private readonly faults = new Map<string, number>();
  private readonly byMinute = new Map<number, number>();

  count(route: string, credits: number): void {
    this.calls += 1;
    this.credits += credits;
    this.lastAt = Date.now();
    add(this.byRoute, route);
    add(this.byMinute, Math.floor((this.lastAt - this.since) / 60_000), credits);
    if (this.byMinute.size > 1_440) this.byMinute.delete(this.byMinute.keys().next().value ?? 0);
  }

  answered(status: number | "none"): void {
    add(this.byStatus, String(status));
  }

  failed(fault: string): void {
    add(this.faults, fault);
  }

  reset(): void {
    this.since = Date.now();
    this.calls = 0;
    this.credits = 0;
    this.lastAt = null;
    for (const counts of [this.byRoute, this.byStatus, this.faults, this.byMinute]) counts.clear();
  }

  report() {
    return {
      since: new Date(this.since).toISOString(),
      last_call_at: this.lastAt === null ? null : new Date(this.lastAt).toISOString(),
      calls: this.calls,
      credits: this.credits,
      by_route: Object.fromEntries(this.byRoute),
      by_status: Object.fromEntries(this.byStatus),
      faults: Object.fromEntries(this.faults),
      credits_by_minute: Object.fromEntries(this.byMinute),
    };
  }
}

function add<Key>(counts: Map<Key, number>, key: Key, amount = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + amount);
}
