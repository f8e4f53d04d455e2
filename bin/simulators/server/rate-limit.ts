import type { Limits } from "./desk";

export type Allowance = { isAllowed: boolean; total: number; remaining: number; retryAfterSeconds: number };

/** Fixed windows of a minute for the whole account; refused calls count as well. */
export class RateLimit {
  private windowStart = 0;
  private used = 0;
  private readonly usedOfKind = new Map<string, number>();

  constructor(
    private limits: Limits,
    private readonly windowMs: number,
  ) {}

  change(limits: Limits): void {
    this.limits = limits;
    this.windowStart = 0;
  }

  take(kind: string | undefined, credits: number): Allowance {
    if (!this.limits) return { isAllowed: true, total: 0, remaining: 0, retryAfterSeconds: 0 };
    const now = Date.now();
    if (now - this.windowStart >= this.windowMs) this.open(now);
    this.used += credits;
    const limitOfKind = kind === undefined ? undefined : this.limits.kinds[kind];
    const usedOfKind = (this.usedOfKind.get(kind ?? "") ?? 0) + 1;
    this.usedOfKind.set(kind ?? "", usedOfKind);
    const isWithinKind = limitOfKind === undefined || usedOfKind <= limitOfKind;
    return {
      isAllowed: this.used <= this.limits.total && isWithinKind,
      total: this.limits.total,
      remaining: Math.max(0, this.limits.total - this.used),
      retryAfterSeconds: Math.max(1, Math.ceil((this.windowStart + this.windowMs - now) / 1_000)),
    };
  }

  private open(now: number): void {
    this.windowStart = now;
    this.used = 0;
    this.usedOfKind.clear();
  }
}
