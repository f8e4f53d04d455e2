import { describe, expect, it } from "vitest";
import { chordOf } from "./shortcut-registry";

const press = (
  key: string,
  held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", true>> = {},
) => chordOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe("chordOf", () => {
  it.each([
    [press("j"), "j"],
    [press("K", { metaKey: true }), "mod+k"],
    [press("k", { ctrlKey: true }), "mod+k"],
    [press("?", { shiftKey: true }), "?"],
    [press("X", { shiftKey: true }), "shift+x"],
    [press("Enter", { ctrlKey: true }), "mod+enter"],
    [press(" "), "space"],
    [press("ArrowDown", { shiftKey: true }), "shift+arrowdown"],
  ])("%s is spelled %s", (chord, spelling) => {
    expect(chord).toBe(spelling);
  });
});
