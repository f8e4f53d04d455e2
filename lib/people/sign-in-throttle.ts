import { accountKey, type KnownDevice, knowsAccount } from "./known-device";

export type Throttle = {
  keys: string[];
  limits: number[];
  /** Cleared by the right password; the others only lose the one attempt. */
  ownKeys: string[];
  sharedKeys: string[];
};

export const throttleWindowSeconds = 900;
export const attemptLimits = { device: 10, accountAtAddress: 5, account: 50, address: 50 };

/**
 * Which counters an attempt falls under. A device its owner has signed in on before has a counter of its own and
 * none other, so nobody who guesses from elsewhere, or from the same office, can keep the owner out.
 */
export function throttleFor(email: string, address: string | null, device: KnownDevice): Throttle {
  const account = accountKey(email);
  if (knowsAccount(device, email)) {
    const own = `device:${device.device}:${account}`;
    return { keys: [own], limits: [attemptLimits.device], ownKeys: [own], sharedKeys: [] };
  }
  const network = networkOf(address);
  const own = `account-at-address:${account}:${network}`;
  const shared = [`account:${account}`, `address:${network}`];
  return {
    keys: [own, ...shared],
    limits: [attemptLimits.accountAtAddress, attemptLimits.account, attemptLimits.address],
    ownKeys: [own],
    sharedKeys: shared,
  };
}

/** One IPv6 customer holds a whole /64, so counting single addresses would count nothing. */
export function networkOf(address: string | null): string {
  if (!address) return "unknown";
  const mapped = address.match(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i)?.[1];
  if (mapped) return mapped;
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("%")[0]?.split("::") ?? [];
  const before = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => "0"), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
