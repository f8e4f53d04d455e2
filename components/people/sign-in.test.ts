import { describe, expect, it } from "vitest";
import { errorOf, safeTarget } from "./sign-in";

describe("safeTarget", () => {
  it.each(["/tickets/42?tab=audit", "/settings/people", "/"])("keeps %s", (target) =>
    expect(safeTarget(target)).toBe(target),
  );
  it.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\tevil",
    "javascript:alert(1)",
    "/sign-in?callbackUrl=/x",
    "/api/auth/signout",
    "",
    null,
  ])("does not follow %s", (target) => expect(safeTarget(target)).toBe("/tickets"));
});

describe("errorOf", () => {
  it("says how long to wait", () => {
    expect(errorOf("TooManyAttempts:30").message).toContain("30 seconds");
    expect(errorOf("TooManyAttempts:600")).toMatchObject({
      retryAfterSeconds: 600,
      message: expect.stringContaining("10 minutes"),
    });
  });
  it("has words for a code it does not know", () => expect(errorOf("Odd").message).toContain("did not work"));
});
