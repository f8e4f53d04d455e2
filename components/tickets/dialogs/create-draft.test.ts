import { describe, expect, it } from "vitest";
import { checkDraft, emptyCreateDraft, isWorthKeeping, toInput } from "./create-draft";

const valid = {
  ...emptyCreateDraft,
  title: "Payment missing for load 4471",
  description: "The load was delivered but nothing was paid.",
};

describe("create draft", () => {
  it("names what is missing, and nothing once it can be sent", () => {
    expect(checkDraft(emptyCreateDraft)).toEqual({
      title: "At least 10 characters.",
      description: "At least 20 characters.",
    });
    expect(checkDraft({ ...valid, title: "x".repeat(201) }).title).toBe("At most 200 characters.");
    expect(checkDraft({ ...valid, linkedType: "truck" }).linked).toBe("Choose the truck, or no link.");
    expect(checkDraft({ ...valid, title: `  ${"x".repeat(9)}  ` }).title).toBeDefined();
    expect(checkDraft(valid)).toEqual({});
  });

  it("is kept as soon as anything was entered", () => {
    expect(isWorthKeeping(emptyCreateDraft)).toBe(false);
    expect(isWorthKeeping({ ...emptyCreateDraft, tags: ["payment"] })).toBe(true);
  });

  it("sends a requester's ticket without what the desk decides", () => {
    const draft = {
      ...valid,
      requester: { value: "r-1", label: "Ann" },
      ownerRole: "finance",
      ownerId: "u-1",
      linkedType: "truck" as const,
      linked: { value: "MH-12", label: "MH-12" },
    };
    expect(toInput(draft, false, null)).toEqual({
      title: valid.title,
      description: valid.description,
      priority: "MEDIUM",
      tags: [],
      is_sensitive: false,
      linked_type: "truck",
      linked_id: "MH-12",
    });
    expect(toInput(draft, true, "t-1")).toMatchObject({
      requester_id: "r-1",
      owner_role: "finance",
      owner_id: "u-1",
      follow_up_of_id: "t-1",
    });
    expect(toInput({ ...draft, ownerRole: null }, true, null).owner_id).toBeUndefined();
  });
});
