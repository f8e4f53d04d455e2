import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import { readLegacyRows } from "./legacy-closures";

const folder = mkdtempSync(join(tmpdir(), "docket-legacy-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a SQLite file's rows come with the names of its users", async () => {
  const path = join(folder, "app.db");
  const database = new DatabaseSync(path);
  database.exec(`
    create table user (id integer primary key, username text, email text);
    create table ticket_closure (id integer primary key, user_id integer, freshworks_user_id integer, date date,
      tickets_closed integer, ticket_numbers text);
    insert into user values (7, 'dana', 'dana@example.com');
    insert into ticket_closure values (1, 7, 18000000001, '2025-01-29', 2, '["101", "102"]'), (2, null, null, '2025-01-30', 0, null);`);
  database.close();
  const none = { username: null, email: null, freshworks_user_id: null, ticket_numbers: null };
  expect(await readLegacyRows(path, "ticket_closure")).toEqual([
    {
      line: 1,
      username: "dana",
      email: "dana@example.com",
      freshworks_user_id: "18000000001",
      date: "2025-01-29",
      tickets_closed: "2",
      ticket_numbers: '["101", "102"]',
    },
    { ...none, line: 2, date: "2025-01-30", tickets_closed: "0" },
  ]);
  await expect(readLegacyRows(path, "another")).rejects.toThrow("no such table");
});

test("a CSV file's columns are found by name, in any order", async () => {
  const path = join(folder, "closures.csv");
  writeFileSync(path, 'Tickets_Closed;date;Username\r\n3;2025-01-29;dana\r\n;2025-01-30;"robin; v"\r\n');
  expect(await readLegacyRows(path, "ticket_closure")).toMatchObject([
    { line: 2, username: "dana", date: "2025-01-29", tickets_closed: "3" },
    { line: 3, username: "robin; v", tickets_closed: null },
  ]);
  writeFileSync(path, "day,count\n2025-01-29,3\n");
  await expect(readLegacyRows(path, "ticket_closure")).rejects.toThrow("no column date");
  await expect(readLegacyRows(join(folder, "nothing.csv"), "ticket_closure")).rejects.toThrow("no file");
});
