import { describe, expect, it } from "vitest";
import { asApplicationRole, readEnv } from "./env";

describe("the environment", () => {
  it("needs nothing", () => {
    expect(readEnv({})).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      DOCKET_DEMO: "auto",
      APP_DATABASE_URL: "",
    });
    expect(readEnv({ DATA_DIR: "" }).DATA_DIR).toMatch(/^\/.*\.data$/);
  });

  it.each([
    [{ PORT: "http" }, "PORT is not valid: it must be a whole number from 1 to 65535."],
    [{ PORT: "70000" }, "PORT is not valid: it must be a whole number from 1 to 65535."],
    [{ DOCKET_DEMO: "yes" }, "DOCKET_DEMO is not valid: it must be one of auto, off, on."],
    [
      { LOG_LEVEL: "loud" },
      "LOG_LEVEL is not valid: it must be one of trace, debug, info, warn, error, fatal, silent.",
    ],
    [
      { DATABASE_URL: "mysql://x" },
      "DATABASE_URL is not valid: it must be an address such as postgresql://user:password@host:5432/docket.",
    ],
    [
      { DOCKET_SECRET: "short" },
      "DOCKET_SECRET is not valid: it must be at least 32 characters, for instance from: openssl rand -base64 48.",
    ],
    [
      { MIGRATION_DATABASE_URL: "postgresql://a@b/c" },
      "MIGRATION_DATABASE_URL is set without DATABASE_URL: set DATABASE_URL too.",
    ],
    [
      { OIDC_CLIENT_ID: "docket" },
      "OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three or none.",
    ],
  ])("answers %j with one sentence", (source, message) => {
    expect(() => readEnv(source)).toThrow(message);
  });

  it("never repeats a value, which may be a secret", () => {
    expect(() => readEnv({ DATABASE_URL: "hunter2" })).toThrow(/^(?!.*hunter2)/);
  });
});

describe("the application's address", () => {
  it("acts as docket_app, whoever logs in, and keeps options that are there", () => {
    expect(asApplicationRole("postgresql://a:b@c/d")).toBe(
      "postgresql://a:b@c/d?options=-c%20role%3Ddocket_app",
    );
    expect(asApplicationRole("postgresql://a:b@c/d?options=-c%20jit%3Doff")).toContain(
      "options=-c%20jit%3Doff%20-c%20role%3Ddocket_app",
    );
    expect(asApplicationRole("postgresql://docket_app:b@c/d")).toBe("postgresql://docket_app:b@c/d");
  });

  it("comes from DATABASE_URL unless it is given", () => {
    expect(readEnv({ DATABASE_URL: "postgresql://a:b@c/d" }).APP_DATABASE_URL).toContain("docket_app");
    expect(
      readEnv({ DATABASE_URL: "postgresql://a:b@c/d", APP_DATABASE_URL: "postgresql://e@f/g" })
        .APP_DATABASE_URL,
    ).toBe("postgresql://e@f/g");
  });
});
