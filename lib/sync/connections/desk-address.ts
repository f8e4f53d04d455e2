import { env } from "@/lib/platform/env";
import { invalidField } from "@/lib/platform/errors";
import { leadsInside } from "@/lib/platform/private-address";
import type { Vendor } from "../adapters/adapter";

const domains: Record<Vendor, string> = {
  freshservice: "freshservice.com",
  freshdesk: "freshdesk.com",
  zendesk: "zendesk.com",
};

/**
 * The origin of a desk from what a person types: `acme`, `acme.freshservice.com` or an address copied from the browser.
 * What a name leads to is looked at again at every call.
 */
export function deskAddress(typed: string, vendor: Vendor, field: "base_url" | "web_url"): string {
  const text = /^[a-z0-9-]+$/i.test(typed) && typed !== "localhost" ? `${typed}.${domains[vendor]}` : typed;
  const address = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !["https:", "http:"].includes(url.protocol) || url.username || url.password)
    throw invalidField(field, `Enter an address such as acme.${domains[vendor]}, without a user name.`);
  const isInside = leadsInside(url);
  if (isInside && !env().SYNC_ALLOW_PRIVATE)
    throw invalidField(
      field,
      "This address is in a private network, from where Docket does not read. Use a public one, or start Docket with SYNC_ALLOW_PRIVATE=true.",
    );
  if (url.protocol === "http:" && !isInside)
    throw invalidField(field, "Use https: with http others on the way could read the key.");
  return url.origin;
}
