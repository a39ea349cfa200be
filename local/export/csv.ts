import { Readable } from 'node:stream';
import Papa from 'papaparse';
import { auditData } from './audit-data.ts';
import { messageTraceReport, messageTraces } from './message-trace-csv.ts';
import { plainRows, type Layout } from './plain-rows.ts';
import { portalAudits } from './portal-audits.ts';
import { portalSignIns } from './portal-sign-ins.ts';
import { MAX_RECORD_BYTES, type Sink } from './raw.ts';
import { headerOf, type RowReader, type Shape } from './row.ts';

/** A CSV file whose header is known. */
export interface Table extends Layout {
  readonly read: RowReader;
  /** The line of the header, counting from 1: PowerShell puts `#TYPE …` and Excel `sep=…` above it. */
  readonly headerLine: number;
  readonly columns: number;
}

const SHAPES: readonly Shape[] = [auditData, messageTraceReport, messageTraces, portalAudits, portalSignIns];

/** The columns by which each known table is recognised, for a message. */
export const KNOWN_TABLES = SHAPES.map((shape) => `${shape.needs.join(' + ')} (${shape.what})`).join('; ');

/** A comma everywhere; Excel and Export-Csv -UseCulture write a semicolon where the comma is the decimal sign; Excel's "Unicode text" a tab. */
const DELIMITERS = [',', ';', '\t'];

const ABOVE_HEADER = /^(?:#TYPE |sep=|\s*$)/i;

/** Recognises a table by the header in the first text of a file; undefined if no known columns are there. */
export function shapeOf(text: string): Table | undefined {
  const lines = text.split('\n', 5);
  const index = lines.findIndex((line) => !ABOVE_HEADER.test(line));
  const header = lines[index];
  if (header === undefined) return undefined;
  for (const delimiter of DELIMITERS) {
    const [names = []] = Papa.parse<string[]>(header.trimEnd(), { delimiter }).data;
    const columns = headerOf(names);
    const shape = SHAPES.find(({ needs }) => needs.every((name) => columns.has(name)));
    if (shape !== undefined) {
      const newline = header.endsWith('\r') ? '\r\n' : '\n';
      return { read: shape.bind(columns), delimiter, newline, headerLine: index + 1, columns: names.length };
    }
  }
  return undefined;
}

function linesIn(row: readonly string[]): number {
  let lines = 1;
  for (const field of row) {
    for (let at = field.indexOf('\n'); at !== -1; at = field.indexOf('\n', at + 1)) lines += 1;
  }
  return lines;
}

interface Feed {
  readonly text: AsyncGenerator<string, void, void>;
  /** Says that a row has come through. */
  readonly moved: () => void;
  /** Whether no row came through for longer than a record may be, so that the feed was closed. */
  readonly stuck: () => boolean;
}

/** The text for the parser. A quote that is never closed would take the rest of the file into one row, and into memory. */
function feedOf(chunks: AsyncIterable<Buffer>): Feed {
  let bytes = 0;
  let stuck = false;

  async function* text(): AsyncGenerator<string, void, void> {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true }); // that of the file is gone already
    for await (const chunk of chunks) {
      stuck = bytes > MAX_RECORD_BYTES;
      if (stuck) return;
      bytes += chunk.length;
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  }

  return {
    text: text(),
    moved() {
      bytes = 0;
    },
    stuck: () => stuck,
  };
}

/** Bytes of a row that does not end, from which on the parser takes over: to begin the row anew with every chunk would take long. */
const LONGEST_PLAIN = 2 * 1024 * 1024;

/** Takes the plain rows a table begins with, most often all: the parser takes four times as long. Gives on what follows them. */
async function* afterPlain(
  chunks: AsyncIterable<Buffer>,
  layout: Layout,
  take: (row: readonly string[], lines: number) => void,
): AsyncGenerator<Buffer, void, void> {
  const read = plainRows(layout, take);
  let begun: Buffer = Buffer.alloc(0);
  let isPlain = true;
  for await (const chunk of chunks) {
    if (!isPlain) {
      yield chunk;
      continue;
    }
    const bytes = Buffer.concat([begun, chunk]);
    const { why, at } = read(bytes);
    begun = bytes.subarray(at);
    isPlain = why === 'open' && begun.length <= LONGEST_PLAIN;
    if (!isPlain) yield begun;
  }
  if (isPlain) yield begun;
}

/** Why a row cannot be read, or undefined. */
function whyBroken(
  row: readonly string[],
  columns: number,
  errors: readonly Papa.ParseError[],
): string | undefined {
  if (errors.length > 0) return 'a quote in this row is not doubled';
  return row.length < columns ? `this row has ${row.length} of ${columns} columns` : undefined;
}

/** Reads a table row by row; answers the last line. Rejects only with what the chunks or the sink throw. */
export async function readTable(
  table: Table,
  chunks: AsyncIterable<Buffer>,
  sink: Sink,
  ending: () => string,
): Promise<number> {
  const feed = feedOf(afterPlain(chunks, table, (row, lines) => take(row, lines, [])));
  let line = 1;

  function take(row: readonly string[], lines: number, errors: readonly Papa.ParseError[]): void {
    feed.moved();
    const at = line;
    line += lines;
    if (at <= table.headerLine || (row.length === 1 && row[0]?.trim() === '')) return;
    const open = errors.some(({ code }) => code === 'MissingQuotes');
    const why = open ? `cut off: ${ending()} inside this row` : whyBroken(row, table.columns, errors);
    if (why === undefined) table.read.take(row, at, sink);
    else if (feed.stuck()) sink.aside(at, 'a quote here is never closed: the rest of the file was not read');
    else sink.aside(at, why, table.read.idOf(row));
  }

  await new Promise<void>((resolve, reject) => {
    Papa.parse<string[]>(Readable.from(feed.text), {
      delimiter: table.delimiter,
      newline: table.newline,
      step: ({ data, errors }) => take(data, linesIn(data), errors),
      complete: () => resolve(),
      error: reject,
    });
  });
  return Math.max(1, line - 1);
}
