import { BlockList, isIP } from "node:net";

/** Everything that is not a public unicast address: RFC 6890 and the registries behind it. */
const reserved = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  reserved.addSubnet(network, bits, "ipv4");

/** Of IPv6 only 2000::/3 is public, and of that not what wraps an IPv4 address or is for documentation. */
const publicV6 = new BlockList();
publicV6.addSubnet("2000::", 3, "ipv6");
const wrappingV6 = new BlockList();
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  wrappingV6.addSubnet(network, bits, "ipv6");

export function isPrivateAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return reserved.check(address, "ipv4");
  if (version === 6) return !publicV6.check(address, "ipv6") || wrappingV6.check(address, "ipv6");
  return true;
}

/** What an address tells without asking the DNS: where its name leads is to be checked when it is called. */
export function leadsInside(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  return isIP(host)
    ? isPrivateAddress(host)
    : /(?:^|\.)(?:localhost|local|internal)$/.test(host) || !host.includes(".");
}
