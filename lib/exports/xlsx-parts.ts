import { columnSources } from "./export-columns";
import type { ExportColumn } from "./schema";

/** Positions in `cellXfs` below. */
export const styles = { name: 1, instant: 2, literal: 3 } as const;

/** The most characters a cell takes. */
const cellCharacters = 32_767;
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const widths: Partial<Record<ExportColumn, number>> = {
  number: 9,
  title: 48,
  description: 60,
  resolution_summary: 48,
  status: 20,
  tags: 24,
  id: 38,
};
const widthOfKind = { text: 18, number: 11, flag: 11, instant: 23, list: 24 } as const;

/** A text in its own cell; never a formula, whatever it begins with. */
export function writeText(text: string, style: number | null): string {
  const kept =
    text.length > cellCharacters
      ? `${text.slice(0, cellCharacters - 1).toWellFormed()}…`
      : text.toWellFormed();
  return `<c${style === null ? "" : ` s="${style}"`} t="inlineStr"><is><t xml:space="preserve">${escapeXml(kept)}</t></is></c>`;
}

export function sheetHead(columns: readonly ExportColumn[], zone: string): string {
  const sizes = columns.map((column, at) => {
    const width = widths[column] ?? widthOfKind[columnSources[column].kind];
    return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`;
  });
  const names = columns.map((column) => {
    const isLocal = zone !== "UTC" && columnSources[column].kind === "instant";
    return writeText(isLocal ? `${column} (${zone})` : column, styles.name);
  });
  return `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${sizes.join("")}</cols><sheetData><row>${names.join("")}</row>`;
}

export const sheetTail = "</sheetData></worksheet>";

/** Everything of the package that is not a sheet. */
export function parts(sheetCount: number, zone: string): { path: string; content: string }[] {
  const numbers = Array.from({ length: sheetCount }, (_, at) => at + 1);
  const all = (write: (number: number) => string) => numbers.map(write).join("");
  const stylesId = `rId${sheetCount + 1}`;
  return [
    {
      path: "xl/workbook.xml",
      content: `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${all((n) => `<sheet name="Tickets${n > 1 ? ` ${n}` : ""}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    },
    {
      path: "xl/_rels/workbook.xml.rels",
      content: relationships(
        all((n) => relationship(`rId${n}`, `${relations}/worksheet`, `worksheets/sheet${n}.xml`)) +
          relationship(stylesId, `${relations}/styles`, "styles.xml"),
      ),
    },
    { path: "xl/styles.xml", content: styleSheet(zone) },
    {
      path: "_rels/.rels",
      content: relationships(relationship("rId1", `${relations}/officeDocument`, "xl/workbook.xml")),
    },
    {
      path: "[Content_Types].xml",
      content: `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${all((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${types}.worksheet+xml"/>`)}</Types>`,
    },
  ];
}

function styleSheet(zone: string): string {
  const format = zone === "UTC" ? "yyyy\\-mm\\-dd\\Thh:mm:ss\\Z" : "yyyy\\-mm\\-dd\\ hh:mm:ss";
  const plain = 'borderId="0" xfId="0"';
  return `${declaration}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="${format}"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" ${plain}/><xf numFmtId="0" fontId="1" fillId="0" ${plain} applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" ${plain} applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" ${plain} quotePrefix="1"/></cellXfs></styleSheet>`;
}

function relationships(content: string): string {
  return `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`;
}

function relationship(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach the XML
const special = /[&<>\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/g;

/** XML has no way to say control characters; ECMA-376 writes them, and what looks the same, as _xHHHH_. */
function escapeXml(text: string): string {
  return text.replace(special, (found) => {
    if (found === "&") return "&amp;";
    if (found === "<") return "&lt;";
    if (found === ">") return "&gt;";
    if (found.length > 1) return `_x005F${found}`;
    return `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
  });
}
