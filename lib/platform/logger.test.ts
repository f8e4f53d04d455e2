import { expect, it } from "vitest";
import { createLogger } from "./logger";

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  let lines = "";
  write(createLogger({ write: (line: string) => (lines += line) }, "trace"));
  return lines;
}

it("writes structured lines that carry the request's id", () => {
  const line = JSON.parse(
    logged((logger) => logger.child({ request_id: "r-1" }).info({ status: 200 }, "done")),
  );
  expect(line).toMatchObject({ level: "info", request_id: "r-1", status: 200, msg: "done" });
  expect(new Date(line.time).getTime()).toBeGreaterThan(0);
});

it.each([
  { password: "hunter2" },
  { body: { password: "hunter2", password_hash: "hunter2" } },
  {
    request: {
      headers: { authorization: "Bearer hunter2", cookie: "docket-session=hunter2", "set-cookie": "hunter2" },
    },
  },
  { env: { DATABASE_URL: "postgresql://a:hunter2@b/c", DOCKET_SECRET: "hunter2" } },
  { token: "hunter2", secret: "hunter2" },
  { address: "postgresql://docket_owner:hunter2@127.0.0.1:5432/docket" },
  { note: "sent Authorization: Bearer hunter2.x-y" },
])("hides what %j holds", (fields) => {
  expect(logged((logger) => logger.error(fields, "failed"))).not.toContain("hunter2");
});

it("hides secrets in messages and errors, and drops what drivers hang onto them", () => {
  const error = Object.assign(new Error("cannot reach redis://user:hunter2@cache:6379"), {
    code: "ECONNREFUSED",
    parameters: ["hunter2"],
    query: "select 'hunter2'",
    cause: Object.assign(new Error("inner"), { password: "hunter2" }),
  });
  const line = logged((logger) => logger.error({ err: error }, "postgresql://a:hunter2@b/c"));
  expect(line).not.toContain("hunter2");
  expect(JSON.parse(line).err).toMatchObject({
    type: "Error",
    code: "ECONNREFUSED",
    cause: { message: "inner" },
  });
});
