import { shapeOf, KNOWN_TABLES, type Table } from './csv.ts';

/** How the records of a file are set apart. */
export type Framing =
  | { readonly kind: 'lines' }
  | { readonly kind: 'scan'; readonly from: number; readonly line: number }
  | { readonly kind: 'csv'; readonly table: Table }
  | { readonly kind: 'unknown'; readonly why: string };

/** How JSON that may hold records begins: a Markdown link, an INI section or an RTF file does not. */
const JSON_START = String.raw`(?:\{\s*(?:["}]|$)|\[\s*(?:[{["\]]|$))`;
const BEGINS_JSON = new RegExp(String.raw`^\s*${JSON_START}`);

/** What a saved web answer or a printed record says above its JSON: lines without a comma. */
const PREAMBLE = new RegExp(String.raw`^(?:[^,\t\n]*\n)+?(?=${JSON_START})`);

/** Bytes that no text export holds. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const BINARY = /[\0-\u0008\u000e-\u001d]/;

/** Lines tried: the first may be the end of a record that a log rotation cut. */
const TRIED_LINES = 3;

function isValue(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** One JSON value a line: the first line is one, or it is broken (and not the beginning of something longer) and a next one is. */
function isLines(text: string, whole: boolean): boolean {
  const lines = text.split('\n', TRIED_LINES + 1);
  if (!whole && lines.length <= TRIED_LINES) lines.pop();
  const [first, ...others] = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (first === undefined) return false;
  if (isValue(first)) return true;
  return !/[[{,:]$/.test(first) && others.some(isValue);
}

function afterPreamble(text: string): Framing | undefined {
  const above = PREAMBLE.exec(text)?.[0];
  if (above === undefined) return undefined;
  return { kind: 'scan', from: Buffer.byteLength(above), line: above.split('\n').length };
}

function whyUnknown(head: Buffer, text: string): string {
  if (head[0] === 0x50 && head[1] === 0x4b) {
    return 'this is a zip archive or an Excel workbook. Unpack it, or save it as CSV UTF-8.';
  }
  if (BINARY.test(text)) return 'this is not text. Give an export in JSON or CSV, plain or gzipped.';
  const [line = ''] = text.trim().split(/\r?\n/, 1);
  return `no known export begins with "${line.slice(0, 200)}". Known are JSON of any layout and CSV with these columns: ${KNOWN_TABLES}. If the portal speaks another language than English, download JSON instead.`;
}

/** Tells the framing from the first bytes; `whole` says that nothing follows them. */
export function framingOf(head: Buffer, whole: boolean): Framing {
  const text = head.toString('utf8');
  if (whole && text.trim() === '')
    return { kind: 'unknown', why: 'the file is empty. Make the export again.' };
  if (BINARY.test(text)) return { kind: 'unknown', why: whyUnknown(head, text) };
  if (isLines(text, whole)) return { kind: 'lines' };
  if (BEGINS_JSON.test(text)) return { kind: 'scan', from: 0, line: 1 };
  const table = shapeOf(text);
  if (table !== undefined) return { kind: 'csv', table };
  return afterPreamble(text) ?? { kind: 'unknown', why: whyUnknown(head, text) };
}
