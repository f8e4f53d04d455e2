import { buffer } from "node:stream/consumers";
import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ExportColumn, requestExportInput } from "./schema";
import type { ExportedRow } from "./select-rows";
import { fileExtension, mediaType, writeRows } from "./write-rows";
import { writeXlsx } from "./write-xlsx";

const columns: ExportColumn[] = ["number", "title", "tags", "archived", "created_at"];
const at = "2026-11-21T14:03:07.250Z";
const rows: ExportedRow[] = [
  [1, "Plain", ["late", "cold"], false, at],
  [2, 'Says "hi", and\nmore', [], true, null],
  [3, "=1+1", ["@home"], false, at],
];

async function* batches(of: ExportedRow[], size = 2): AsyncGenerator<ExportedRow[]> {
  for (let from = 0; from < of.length; from += size) yield of.slice(from, from + size);
}

async function write(input: object, of = rows): Promise<string> {
  const spec = requestExportInput.parse({ columns, ...input });
  return (await buffer(writeRows(batches(of), spec, "Asia/Kolkata"))).toString();
}

describe("CSV", () => {
  test("quotes what needs it, and makes text of formulas", async () => {
    expect(await write({ format: "csv" })).toBe(
      `number,title,tags,archived,created_at\r\n1,Plain,"late,cold",false,${at}\r\n2,"Says ""hi"", and\nmore",,true,\r\n3,'=1+1,'@home,false,${at}\r\n`,
    );
  });

  test("begins with a byte order mark where asked to", async () => {
    expect(await write({ format: "csv", byte_order_mark: true })).toMatch(/^\uFEFFnumber/);
  });

  test.each(["=a", "+a", "-a", "@a", "\ta", "\ra", "＝a"])("guards %j", async (title) => {
    expect(await write({ format: "csv" }, [[1, title, [], false, null]])).toContain(`'${title}`);
  });

  test("any text comes back as it was, and never begins like a formula", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 8 }),
        async (titles) => {
          const text = await write(
            { format: "csv" },
            titles.map((title, number) => [number, title.toWellFormed(), [], false, null]),
          );
          const cells = splitCsv(text)
            .slice(1)
            .map((row) => row[1] ?? "");
          for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
          const guarded = /^'(?=[=+\-@\t\r\n＝＋－＠])/;
          expect(cells.map((cell) => cell.replace(guarded, ""))).toEqual(
            titles.map((title) => title.toWellFormed().replace(guarded, "")),
          );
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe("JSON", () => {
  test("is one array, with values as they are", async () => {
    const parsed = JSON.parse(await write({ format: "json" })) as unknown[];
    expect(parsed).toHaveLength(3);
    expect(parsed[2]).toEqual({ number: 3, title: "=1+1", tags: ["@home"], archived: false, created_at: at });
    expect(JSON.parse(await write({ format: "json" }, []))).toEqual([]);
  });

  test("or one object a line", async () => {
    const text = await write({ format: "json", layout: "lines" });
    const lines = text.split("\n");
    expect(lines.pop()).toBe("");
    expect(lines.map((line) => (JSON.parse(line) as { number: number }).number)).toEqual([1, 2, 3]);
    expect(await write({ format: "json", layout: "lines" }, [])).toBe("");
    const spec = requestExportInput.parse({ format: "json", layout: "lines" });
    expect([fileExtension(spec), mediaType(spec)]).toEqual(["ndjson", "application/x-ndjson; charset=utf-8"]);
  });
});

describe("XLSX", () => {
  test("is a package with every part it refers to", async () => {
    const files = await unpack({}, rows);
    expect([...files.keys()].sort()).toEqual([
      "[Content_Types].xml",
      "_rels/.rels",
      "xl/_rels/workbook.xml.rels",
      "xl/styles.xml",
      "xl/workbook.xml",
      "xl/worksheets/sheet1.xml",
    ]);
    expect(files.get("xl/workbook.xml")).toContain('<sheet name="Tickets" sheetId="1" r:id="rId1"/>');
  });

  test("has numbers, truths, dates and texts; a formula is a text that is quoted", async () => {
    const sheet = (await unpack({}, rows)).get("xl/worksheets/sheet1.xml") ?? "";
    expect(sheet).toContain(
      '<row><c><v>1</v></c><c t="inlineStr"><is><t xml:space="preserve">Plain</t></is></c>',
    );
    expect(sheet).toContain('<c t="b"><v>1</v></c><c/></row>');
    expect(sheet).toContain('<c s="2"><v>46347.58550058</v></c>');
    expect(sheet).toContain('<c s="3" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>');
  });

  test("tells the zone of local times beside their name", async () => {
    const local = await unpack({ zone: "Asia/Kolkata" }, [
      [1, "a", [], false, "2026-11-21T19:33:07.250+05:30"],
    ]);
    expect(local.get("xl/worksheets/sheet1.xml")).toContain("created_at (Asia/Kolkata)");
    expect(local.get("xl/worksheets/sheet1.xml")).toContain("<v>46347.81466725</v>");
    expect(local.get("xl/styles.xml")).not.toContain("\\Z");
  });

  test("writes what XML cannot, and cuts what a cell cannot hold", async () => {
    const sheet = await titleCells([
      ["\u0001 & <b> _x0041_ \r\n", 1],
      [`${"x".repeat(40_000)}`, 2],
    ]);
    expect(sheet[0]).toBe("_x0001_ &amp; &lt;b&gt; _x005F_x0041_ _x000D_\n");
    expect(sheet[1]).toHaveLength(32_767);
  });

  test("goes on in a further sheet, rows in order and none lost", async () => {
    const many: ExportedRow[] = Array.from({ length: 25 }, (_, number) => [number, "t", [], false, null]);
    for (const [limit, sheets] of [
      [10, 3],
      [25, 1],
      [5, 5],
    ] as const) {
      const files = await unpack({ limit }, many);
      const names = [...files.keys()].filter((name) => name.includes("worksheets"));
      expect(names).toHaveLength(sheets);
      const numbers = names.flatMap((name) =>
        Array.from((files.get(name) ?? "").matchAll(/<row><c><v>(\d+)</g), ([, number]) => Number(number)),
      );
      expect(numbers).toEqual(many.map(([number]) => number));
    }
  });

  test("breaks off where its rows do", async () => {
    const broken = async function* () {
      yield rows;
      throw new Error("The database is gone.");
    };
    await expect(buffer(writeXlsx(broken(), columns, "UTC"))).rejects.toThrow("The database is gone.");
  });
});

async function titleCells(titles: [string, number][]): Promise<string[]> {
  const files = await unpack(
    {},
    titles.map(([title, number]) => [number, title, [], false, null]),
  );
  const sheet = files.get("xl/worksheets/sheet1.xml") ?? "";
  return Array.from(
    sheet.matchAll(/<row><c><v>\d+<\/v><\/c><c t="inlineStr"><is><t[^>]*>([^<]*)</g),
    ([, text]) => text ?? "",
  );
}

/** The archive by its directory, as a spreadsheet reads it. */
async function unpack(
  { zone = "UTC", limit }: { zone?: string; limit?: number },
  of: ExportedRow[],
): Promise<Map<string, string>> {
  const archive = await buffer(writeXlsx(batches(of), columns, zone, limit));
  const files = new Map<string, string>();
  const end = archive.lastIndexOf("PK\u0005\u0006", undefined, "latin1");
  let entry = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const size = archive.readUInt32LE(entry + 20);
    const nameLength = archive.readUInt16LE(entry + 28);
    const name = archive.toString("utf8", entry + 46, entry + 46 + nameLength);
    const local = archive.readUInt32LE(entry + 42);
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    files.set(name, inflateRawSync(archive.subarray(from, from + size)).toString());
    entry += 46 + nameLength + archive.readUInt16LE(entry + 30) + archive.readUInt16LE(entry + 32);
  }
  return files;
}

/** RFC 4180 by the letter, with nothing of the writer in it. */
function splitCsv(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    line.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    lines.push(line);
    line = [];
  }
  return lines;
}
