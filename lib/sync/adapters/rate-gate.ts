/** Vendors limit all calls together, and lists and single tickets further on their own. */
export const callKinds = ["list", "ticket", "other"] as const;
export type CallKind = (typeof callKinds)[number];

/** What an answer said about the limit; null where it said nothing. */
export type RateNews = {
  /** Calls a minute. */
  limit: number | null;
  remaining: number | null;
  /** How many calls this one counted for. */
  cost: number | null;
  /** The vendor refused the call and asks for that long. */
  retryAfterSeconds: number | null;
};

/** Every call to a vendor passes here; who keeps the budget and how is not the adapters' affair. */
export type RateGate = {
  /** Resolves when the call may be sent. `cost` is what the vendor will probably count it for. */
  take(kind: CallKind, cost: number): Promise<void>;
  /** Called once after each taken call; null where no answer came. `charged` is the cost that was taken. */
  learn(kind: CallKind, charged: number, news: RateNews | null): Promise<void>;
};
