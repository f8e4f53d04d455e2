import { stat } from "node:fs/promises";
import { calmHeap } from "@/lib/platform/calm-heap";
import { AppError } from "@/lib/platform/errors";
import { detectFormat } from "./detect-format";
import { guessFlag } from "./guess-values";
import { cellText, defaultMissing, isMissing, storable } from "./missing";
import { DateEvidence, dayOrder } from "./parse-dates";
import { findEventTime, findIdColumn, proposeMapping } from "./propose-mapping";
import { readRecords } from "./read-records";
import type { FileRecord } from "./records";
import type { ColumnAnalysis, FileFormat, ImportAnalysis, ImportMapping } from "./schema";

export type Analyzed = { format: FileFormat; analysis: ImportAnalysis; mapping: ImportMapping };
type Wishes = Parameters<typeof detectFormat>[1];

const sampleCharacters = 8_000_000;
const sampleRows = 50_000;
/** A column without a single date among so many values has none. */
const dateProbe = 500;
const previewSamples = 4;
const listedValues = 60;

/** Reads up to the first 8 million characters: the format, every column's nature, and a mapping to start from. */
export async function analyzeFile(path: string, wishes: Wishes = {}): Promise<Analyzed> {
  const detected = await detectFormat(path, wishes);
  const sample = await readSample(path, detected);
  if (sample.rows === 0) throw unusable(sample.problems);
  const format = { ...detected, columns: sample.columns.map((column) => column.name) };
  const order = dayOrder(sample.columns.map((column) => column.dates));
  const columns = sample.columns.map((column) => column.describe(order));
  const shape = detectShape(sample, columns);
  // One row that is short was cut off; many are a habit of the program that wrote them.
  const hasShortRows = sample.shortRows >= 5 && sample.shortRows > sample.rows / 20;
  const { size } = await stat(path);
  const estimated = sample.isComplete
    ? sample.rows
    : Math.max(sample.rows, Math.round(sample.rows * (size / Math.max(1, sample.readBytes))));
  return {
    format,
    analysis: {
      columns,
      sampled_rows: sample.rows,
      is_complete: sample.isComplete,
      estimated_rows: estimated,
      warnings: warningsFor(sample, columns, order.isAmbiguous, hasShortRows),
    },
    mapping: proposeMapping(columns, shape, hasShortRows),
  };
}

type Sample = {
  columns: ColumnSample[];
  rows: number;
  shortRows: number;
  longRows: number;
  problems: string[];
  readBytes: number;
  isComplete: boolean;
};

async function readSample(path: string, format: FileFormat): Promise<Sample> {
  const calm = calmHeap();
  try {
    return await collectSample(path, format);
  } finally {
    calm();
  }
}

async function collectSample(path: string, format: FileFormat): Promise<Sample> {
  const columns = format.columns.map((name) => new ColumnSample(name));
  const sample: Sample = {
    columns,
    rows: 0,
    shortRows: 0,
    longRows: 0,
    problems: [],
    readBytes: 0,
    isComplete: true,
  };
  const byName = new Map(columns.map((column) => [column.name, column]));
  let characters = 0;
  for await (const { records, readBytes } of readRecords(path, format)) {
    sample.readBytes = readBytes;
    for (const record of records) {
      characters += record.raw.length;
      addRecord(sample, record, byName);
    }
    if (characters > sampleCharacters || sample.rows > sampleRows) {
      sample.isComplete = false;
      break;
    }
  }
  return sample;
}

function addRecord(sample: Sample, record: FileRecord, byName: Map<string, ColumnSample>): void {
  if (record.problem) {
    sample.problems.push(`Line ${record.line}: ${record.problem}`);
    return;
  }
  sample.rows += 1;
  if (record.extra) {
    for (const [name, cell] of Object.entries(record.extra))
      jsonColumn(sample, byName, name)?.add(cellText(cell));
    return;
  }
  if (record.cells.length < sample.columns.length) sample.shortRows += 1;
  if (record.cells.length > sample.columns.length) sample.longRows += 1;
  sample.columns.forEach((column, at) => {
    column.add(cellText(record.cells[at]));
  });
}

/** JSON names its columns in the records themselves, the first 500 names count. */
function jsonColumn(
  sample: Sample,
  byName: Map<string, ColumnSample>,
  name: string,
): ColumnSample | undefined {
  let column = byName.get(name);
  if (!column && sample.columns.length < 500) {
    column = new ColumnSample(storable(name).slice(0, 200).toWellFormed());
    byName.set(name, column);
    sample.columns.push(column);
  }
  return column;
}

/** Several rows of one id, with a time of their own, are a log of events. */
function detectShape(sample: Sample, columns: readonly ColumnAnalysis[]): ImportMapping["shape"] {
  const id = columns.find((column) => column.name === findIdColumn(columns));
  const hasTime = findEventTime(columns) !== null;
  return id && hasTime && id.filled_count > sample.rows * 0.9 && id.distinct_count < sample.rows * 0.8
    ? "events"
    : "rows";
}

class ColumnSample {
  readonly dates = new DateEvidence();
  /** Of each value, or of its fingerprint once there are too many to be listed. */
  private readonly counts = new Map<string | number, number>();
  private readonly samples: string[] = [];
  private filled = 0;
  private numbers = 0;
  private flags = 0;
  private overflow = 0;

  constructor(readonly name: string) {}

  add(text: string): void {
    if (isMissing(text, missing)) return;
    const value = storable(text.trim());
    this.filled += 1;
    if (/^[-+]?\d+(?:[.,]\d+)?$/.test(value)) this.numbers += 1;
    if (value.length <= 8 && guessFlag(value) !== null) this.flags += 1;
    if (value.length <= 40 && !(this.dates.seen > dateProbe && this.dates.kind() === null))
      this.dates.add(value);
    else this.dates.seen += 1;
    const key = this.keyOf(value);
    const known = this.counts.get(key);
    if (known === undefined && this.samples.length < previewSamples)
      this.samples.push(value.slice(0, 200).toWellFormed());
    if (known !== undefined || this.counts.size < sampleRows) this.counts.set(key, (known ?? 0) + 1);
    else this.overflow += 1;
  }

  /** A part of a text keeps all of it alive, so that counting every description would hold the whole sample. */
  private keyOf(value: string): string | number {
    const isListed = this.counts.size <= listedValues || value.length < 13 || this.counts.has(value);
    return isListed ? value : fingerprint(value);
  }

  describe(order: { format: "dmy" | "mdy"; isAmbiguous: boolean }): ColumnAnalysis {
    const kind = this.dates.kind(this.looksLikeTime() ? 0.6 : 0.9);
    const type = this.type(kind);
    const few = this.counts.size <= listedValues && this.overflow === 0;
    return {
      name: this.name,
      samples: this.samples,
      type,
      date_format: type === "date" && kind ? (kind === "slashed" ? order.format : kind) : null,
      is_ambiguous_date: type === "date" && kind === "slashed" && order.isAmbiguous,
      filled_count: this.filled,
      distinct_count: this.counts.size + this.overflow,
      values: few
        ? [...this.counts].map(([value, count]) => ({
            value: String(value).slice(0, 500).toWellFormed(),
            count,
          }))
        : null,
    };
  }

  private looksLikeTime(): boolean {
    return /(?:date|time|\bat\b|_at|\bon\b|_on|created|updated|closed|opened|resolved|due)/i.test(this.name);
  }

  private type(kind: ReturnType<DateEvidence["kind"]>): ColumnAnalysis["type"] {
    if (this.filled === 0) return "empty";
    if (kind && (!kind.startsWith("epoch") || this.looksLikeTime())) return "date";
    if (this.flags === this.filled && this.counts.size <= 2 && this.numbers < this.filled) return "boolean";
    return this.numbers === this.filled ? "number" : "text";
  }
}

const missing: ReadonlySet<string> = new Set(defaultMissing);

function warningsFor(
  sample: Sample,
  columns: readonly ColumnAnalysis[],
  isAmbiguous: boolean,
  hasShortRows: boolean,
): string[] {
  const warnings: string[] = [];
  if (isAmbiguous && columns.some((column) => column.is_ambiguous_date))
    warnings.push(
      "Day and month cannot be told apart in this file: dates are read as day/month. Check them in the preview.",
    );
  if (hasShortRows)
    warnings.push("Many rows have fewer values than columns; their last columns are taken as empty.");
  if (sample.problems.length > 0) {
    const count = sample.problems.length;
    warnings.push(`${count} ${count === 1 ? "record" : "records"} cannot be read. ${sample.problems[0]}`);
  }
  if (sample.longRows > 0)
    warnings.push(`${sample.longRows} rows have more values than columns; they will be refused.`);
  return warnings;
}

function unusable(problems: readonly string[]): AppError {
  const message = problems[0]
    ? `No record of the file can be read. ${problems[0]}`
    : "The file holds no records: it needs a header and at least one row, or JSON objects.";
  return new AppError("invalid_input", message, { fields: [{ field: "file", message }] });
}

/** 53 bits: among 50,000 values no two are taken for one. */
function fingerprint(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (high & 0x1fffff) * 0x1_0000_0000 + (low >>> 0);
}
