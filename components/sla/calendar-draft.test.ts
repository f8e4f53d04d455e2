import { describe, expect, it } from "vitest";
import { calendarProblem, newCalendar } from "./calendar-draft";
import { weekWords } from "./week-view";
import { tidyTime } from "./windows-editor";

const named = { ...newCalendar("Europe/Berlin"), name: "Office" };

describe("a calendar that is being written", () => {
  it("starts as an office week", () => {
    expect(calendarProblem(named)).toBeNull();
    expect(weekWords(named.hours)).toBe("40 h a week");
  });

  it.each([
    [{ ...named, name: " " }, "name"],
    [{ ...named, hours: {} }, "At least one day"],
    [{ ...named, hours: { mon: [["17:00", "09:00"] as [string, string]] } }, "Monday: 17:00 to 09:00"],
    [
      {
        ...named,
        hours: {
          fri: [
            ["09:00", "13:00"],
            ["12:00", "18:00"],
          ] as [string, string][],
        },
      },
      "Friday: the hours overlap",
    ],
    [{ ...named, hours: { tue: [["9", "17:00"] as [string, string]] } }, "Tuesday: write times"],
    [{ ...named, holidays: [{ date: "", name: "Unity" }] }, "holiday needs a date"],
  ])("says what is wrong with it (%#)", (draft, words) => {
    expect(calendarProblem(draft)).toContain(words);
  });

  it.each([
    ["9", "09:00"],
    ["9.30", "09:30"],
    ["1730", "17:30"],
    ["24:00", "24:00"],
    ["noon", "noon"],
  ])("reads %s as %s", (typed, time) => expect(tidyTime(typed)).toBe(time));
});
