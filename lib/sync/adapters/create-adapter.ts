import type { Adapter, Vendor } from "./adapter";
import { freshdesk } from "./freshworks/freshdesk";
import { freshservice } from "./freshworks/freshservice";
import { freshworks } from "./freshworks/freshworks";
import type { RateGate } from "./rate-gate";
import { readRateHeaders } from "./rate-headers";
import { VendorClient } from "./vendor-client";
import { zendesk } from "./zendesk/zendesk";

export type AdapterConnection = {
  vendor: Vendor;
  base_url: string;
  /** Where people open tickets, if not at `base_url`. */
  web_url: string | null;
  key: string;
  /** The custom field of a company that holds its account number. */
  account_field: string | null;
};

const vendorNames: Record<Vendor, string> = {
  freshservice: "Freshservice",
  freshdesk: "Freshdesk",
  zendesk: "Zendesk",
};

/** The one way to a vendor. It holds no state worth keeping: make one per run or step. */
export function createAdapter(connection: AdapterConnection, gate: RateGate): Adapter {
  const { vendor, base_url, web_url, key } = connection;
  const client = new VendorClient({
    vendorName: vendorNames[vendor],
    baseUrl: base_url,
    headers: { authorization: authorization(vendor, key) },
    gate,
    readRate: readRateHeaders,
  });
  const webUrl = (web_url ?? client.baseUrl).replace(/\/+$/, "");
  if (vendor === "freshservice") return freshworks(freshservice, client, webUrl);
  if (vendor === "freshdesk") return freshworks(freshdesk, client, webUrl);
  return zendesk(client, webUrl);
}

/** Freshworks wants the key as the user; Zendesk "mail/token:key", or an OAuth token without a colon. */
function authorization(vendor: Vendor, key: string): string {
  if (vendor === "zendesk" && !key.includes(":")) return `Bearer ${key}`;
  return `Basic ${Buffer.from(vendor === "zendesk" ? key : `${key}:X`).toString("base64")}`;
}
