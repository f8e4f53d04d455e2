import { describe, expect, it, vi } from "vitest";
import { ApiError } from "@/lib/platform/api-client";
import { readConflict, sendOnTop } from "./edit-conflict";

const stale = (differing: Record<string, { yours: unknown; current: unknown }>) =>
  new ApiError({
    title: "Changed",
    status: 409,
    code: "conflict",
    request_id: null,
    current_version: 8,
    differing_fields: differing,
  });

describe("edit conflicts", () => {
  it("are only the fields a colleague really changed", () => {
    const error = stale({
      title: { yours: "Mine", current: "Theirs" },
      tags: { yours: ["a", "b"], current: ["a"] },
    });
    expect(readConflict(error, { title: "Before", tags: ["a"] })).toEqual({
      version: 8,
      fields: [{ field: "title", yours: "Mine", theirs: "Theirs" }],
    });
    expect(readConflict(new Error("network"), {})).toBeNull();
  });

  it("sends again when something else was changed meanwhile", async () => {
    const send = vi
      .fn()
      .mockRejectedValueOnce(stale({ title: { yours: "Mine", current: "Before" } }))
      .mockResolvedValueOnce("saved");
    await expect(sendOnTop({ version: 7, title: "Before" }, send)).resolves.toBe("saved");
    expect(send.mock.calls).toEqual([[7], [8]]);
  });

  it("never overwrites a colleague's change", async () => {
    const send = vi.fn().mockRejectedValue(stale({ title: { yours: "Mine", current: "Theirs" } }));
    await expect(sendOnTop({ version: 7, title: "Before" }, send)).rejects.toBeInstanceOf(ApiError);
    expect(send).toHaveBeenCalledTimes(1);
  });
});
