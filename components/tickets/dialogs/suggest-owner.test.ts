import { describe, expect, it } from "vitest";
import { type Candidate, loadWords, suggestOwner } from "./suggest-owner";

const person = (id: string, over: Partial<Candidate> = {}): Candidate => ({
  id,
  name: id,
  role: "ops_agent",
  is_available: true,
  shift_starts_at: null,
  shift_ends_at: null,
  open_count: 2,
  mean_resolution_hours: null,
  ...over,
});

describe("suggestOwner", () => {
  it("takes the first available one and says why", () => {
    const away = person("away", { is_available: false, open_count: 0 });
    expect(suggestOwner([person("anna", { open_count: 1 }), person("ben"), away])).toEqual({
      id: "anna",
      reason: "1 open ticket, the fewest of 2 available now",
    });
    expect(suggestOwner([person("anna"), person("ben")])?.reason).toContain("as few as anyone of the 2");
    expect(suggestOwner([person("anna"), away])?.reason).toBe("the only one available now");
    expect(suggestOwner([away])).toBeNull();
  });
});

describe("loadWords", () => {
  it("tells load, speed and shift", () => {
    const words = loadWords(
      person("anna", { mean_resolution_hours: 6.4, shift_starts_at: "08:00", shift_ends_at: "16:00" }),
    );
    expect(words).toBe("2 open · 6.4 h to resolve · shift 08:00 to 16:00");
    expect(loadWords(person("ben"))).toBe("2 open · none resolved yet");
  });
});
