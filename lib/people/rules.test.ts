import { describe, expect, it } from "vitest";
import { knowsAccount, readKnownDevice, rememberAccount } from "./known-device";
import { hashPassword, isPasswordRight, makeTemporaryPassword } from "./password";
import { newPassword, scope, timeZone } from "./schema";
import { networkOf, throttleFor } from "./sign-in-throttle";
import { grantableScopes, refusedScope } from "./token-scopes";

const secret = "a secret of at least thirty-two characters";
const stranger = readKnownDevice(undefined, secret);

describe("known device", () => {
  it("is believed only with a valid signature", () => {
    const cookie = rememberAccount(stranger, "Owner@example.com", secret);
    expect(knowsAccount(readKnownDevice(cookie, secret), "owner@example.com")).toBe(true);
    expect(knowsAccount(readKnownDevice(cookie, secret), "other@example.com")).toBe(false);
    expect(readKnownDevice(cookie, `${secret}!`).accounts).toEqual([]);
    expect(readKnownDevice(`x${cookie}`, secret).accounts).toEqual([]);
    expect(readKnownDevice("..", secret).accounts).toEqual([]);
  });

  it("keeps its name, newest account first, eight at most", () => {
    let known = stranger;
    for (let index = 0; index < 10; index += 1)
      known = readKnownDevice(rememberAccount(known, `person${index}@example.com`, secret), secret);
    expect(known.device).toBe(stranger.device);
    expect(known.accounts).toHaveLength(8);
    expect(knowsAccount(known, "person9@example.com")).toBe(true);
    expect(knowsAccount(known, "person1@example.com")).toBe(false);
  });
});

describe("throttle keys", () => {
  it("shares nothing between a known device and anyone else", () => {
    const known = readKnownDevice(rememberAccount(stranger, "owner@example.com", secret), secret);
    const own = throttleFor("owner@example.com", "192.0.2.1", known);
    const attacker = throttleFor("owner@example.com", "192.0.2.1", stranger);
    expect(own.keys).toHaveLength(1);
    expect(attacker.keys).toHaveLength(3);
    expect(attacker.keys.some((key) => own.keys.includes(key))).toBe(false);
  });

  it("names no e-mail address", () => {
    expect(throttleFor("owner@example.com", "192.0.2.1", stranger).keys.join()).not.toContain("owner");
  });

  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    [null, "unknown"],
  ])("counts %s as %s", (address, network) => expect(networkOf(address)).toBe(network));
});

describe("passwords", () => {
  it("are stored as argon2id and recognised in any Unicode form", async () => {
    const stored = await hashPassword("caf\u00e9 au lait 2026");
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await isPasswordRight("cafe\u0301 au lait 2026", stored)).toBe(true);
    expect(await isPasswordRight("cafe au lait 2026", stored)).toBe(false);
  });

  it("never match where none is stored", async () => {
    expect(await isPasswordRight("nobody signs in with this one", null)).toBe(false);
  });

  it("made for a person satisfy the rule", () => {
    expect(newPassword.safeParse(makeTemporaryPassword()).success).toBe(true);
  });

  it.each(["short", "aaaaaaaaaaaaaaaa", "x".repeat(129)])("refuse %s", (value) =>
    expect(newPassword.safeParse(value).success).toBe(false),
  );
});

describe("scopes", () => {
  it.each(["*", "tickets:*", "tickets:read"])("accept %s", (value) =>
    expect(scope.safeParse(value).success).toBe(true),
  );
  it.each(["tickets", "tickets:", ":*", "tickets:fly", "**", "read"])("refuse %s", (value) =>
    expect(scope.safeParse(value).success).toBe(false),
  );

  it("are never wider than the role", () => {
    const session = { role: "ops_agent", scopes: null };
    expect(refusedScope(["tickets:read", "tickets:*", "*"], "ops_agent", session)).toBeUndefined();
    expect(refusedScope(["tickets:read", "people:write"], "ops_agent", session)).toBe("people:write");
    expect(refusedScope(["entities:write"], "ops_agent", session)).toBe("entities:write");
    expect(grantableScopes("driver")).not.toContain("people:*");
  });

  it("are never wider than the token that asks", () => {
    const token = { role: "admin", scopes: ["tokens:write", "tickets:*"] };
    expect(refusedScope(["tickets:read", "tickets:*"], "admin", token)).toBeUndefined();
    expect(refusedScope(["*"], "admin", token)).toBe("*");
    expect(refusedScope(["people:*"], "admin", token)).toBe("people:*");
    expect(refusedScope(["people:write"], "admin", token)).toBe("people:write");
  });
});

it("accepts IANA zones alone", () => {
  expect(timeZone.safeParse("Europe/Berlin").success).toBe(true);
  expect(timeZone.safeParse("Mars/Olympus").success).toBe(false);
});
