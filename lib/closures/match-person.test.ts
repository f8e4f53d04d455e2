import { expect, test } from "vitest";
import { matchPerson } from "./match-person";
import { parseIdsText } from "./parse-ids-text";

const people = [
  { id: "dana", name: "Dana Kessler", email: "dana.kessler@example.com" },
  { id: "danae", name: "Danae Kolb", email: "danae@example.com" },
  { id: "robin1", name: "Robin Vale", email: "robin.vale@example.com" },
  { id: "robin2", name: "Robin Voss", email: "robin.voss@example.com" },
  { id: "ola", name: "Ola  Berg", email: "ola@example.com" },
];

test.each([
  ["an equal address links", "Anybody", "DANA.KESSLER@example.com", { kind: "linked", user_id: "dana" }],
  ["an equal username links", "Danae", null, { kind: "linked", user_id: "danae" }],
  ["an equal full name links", "ola berg", null, { kind: "linked", user_id: "ola" }],
  ["a first name with an initial is proposed", "Dana K.", null, { kind: "proposed", user_id: "dana" }],
  ["a first name that one person has is proposed", "Dana", null, { kind: "proposed", user_id: "dana" }],
  ["an initial that fits two says nothing", "Robin V", null, { kind: "none" }],
  ["more letters tell them apart", "Robin Vo", null, { kind: "proposed", user_id: "robin2" }],
  ["a name that merely begins alike says nothing", "Dan", null, { kind: "none" }],
  ["nobody", "Kim Somebody", null, { kind: "none" }],
] as const)("%s", (_, name, email, expected) => {
  expect(matchPerson({ name, email }, people)).toEqual(expected);
});

test("IDs.txt: comments, names with the separator, bad lines and repetitions", () => {
  const { people, skipped, duplicates } = parseIdsText(
    [
      "\uFEFF# agents",
      "",
      "Dana K. - 18000000001",
      "Vale - Robin - 18000000002\r",
      "No separator 18000000003",
      "Robin - abc",
      " - 18000000004",
      "Dana Kessler - 18000000001",
      "vale - robin - 18000000005",
      "Too long - 1234567890123456",
    ].join("\n"),
  );
  expect(people).toEqual([
    { line: 8, name: "Dana Kessler", id: 18000000001 },
    { line: 4, name: "Vale - Robin", id: 18000000002 },
    { line: 9, name: "vale - robin", id: 18000000005 },
  ]);
  expect(skipped.map(({ line }) => line)).toEqual([5, 6, 7, 10]);
  expect(duplicates.map(({ line }) => line)).toEqual([8, 9]);
});
