import { describe, expect, test } from "vitest";
import { comparedPath, parseExpression } from "./expression";

const scope = {
  event: { name: "ticket.created", data: { id: "t1", level: 2, tags: ["urgent"], owner: null } },
  async: { data: { id: "t1", level: 3 } },
};

describe("an expression", () => {
  test.each([
    ["event.data.id", "t1"],
    ["event.data['id']", "t1"],
    ["event.data.id == async.data.id", true],
    ["event.data.level < async.data.level && event.data.id != 'x'", true],
    ["event.data.level == 2 ? 'two' : 'other'", "two"],
    ["!(event.data.missing == null)", false],
    ["event.data.missing.deeper", null],
    ['"urgent" in event.data.tags', true],
    ["'id' in event.data", true],
    ["event.data.level in [1, 2]", true],
    ["event.data.level + 1 * 10 - -2", 14],
    ['event.data.id + "-" + event.data.level', "t1-2"],
    ["event.name.startsWith('ticket.')", true],
    ["size(event.data.tags) > 0 || false", true],
    ["has(event.data.owner)", false],
    ["event.data.constructor", null],
    ["event.data.tags[0]", "urgent"],
    ["'it\\'s'", "it's"],
  ])("%s is %j", (source, value) => {
    expect(parseExpression(source)(scope)).toEqual(value);
  });

  test.each([
    ["process.exit()", "process is not one of event, async, events"],
    ["event.data.id.constructor('x')", "the function constructor() is unknown"],
    ["event.data.", "it ends too early"],
    ["event.data.id = 2", '"= 2" is not understood'],
    ["matches(event.data.id)", "the function matches() is unknown"],
    ["1 2", '"2" is not expected there'],
  ])("%s is refused", (source, why) => {
    expect(() => parseExpression(source)).toThrow(why);
  });
});

test("a comparison of one field of both events is known, for looking it up", () => {
  expect(comparedPath("event.data.ticket_id == async.data.ticket_id")).toBe("data.ticket_id");
  expect(comparedPath("event.data.ticket_id == async.data.id")).toBeUndefined();
  expect(comparedPath("event.data.a == async.data.a && true")).toBeUndefined();
});
