import { type Right, rights } from "./desk";

export type Keys = Map<string, ReadonlySet<Right>>;

/** The same for a seed, so that a connection survives a restart of the simulator. */
export function makeKeys(seed: number): Keys {
  return new Map([
    [`sim-full-${seed}`, new Set(rights)],
    [`sim-read-${seed}`, new Set(rights.filter((right) => right !== "write"))],
    [`sim-tickets-${seed}`, new Set<Right>(["tickets", "conversations"])],
  ]);
}

/** The user of Basic authentication is the key; Zendesk writes `mail/token:key`, or sends a bearer token. */
export function rightsOf(keys: Keys, authorization: string | undefined): ReadonlySet<Right> | null {
  const [scheme, value = ""] = (authorization ?? "").split(" ");
  if (scheme?.toLowerCase() === "bearer") return keys.get(value) ?? null;
  if (scheme?.toLowerCase() !== "basic") return null;
  const text = Buffer.from(value, "base64").toString("utf8");
  const colon = text.indexOf(":");
  const user = colon < 0 ? text : text.slice(0, colon);
  return keys.get(user.endsWith("/token") ? text.slice(colon + 1) : user) ?? null;
}
