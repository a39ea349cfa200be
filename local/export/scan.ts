import type { Opening } from './opening.ts';
import type { Sink } from './raw.ts';

const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** The byte of a quote. */
export const QUOTE = 0x22;

/** The byte of a line break. */
export const NEWLINE = 0x0a;

/** Open brackets at a time; real records have fewer than twenty. */
export const MAX_DEPTH = 256;

/** No offset. */
export const NONE = -1;

/** Where to stop outside strings, and inside. A line break inside a string is not JSON: somewhere before, a quote is missing. */
const OUTSIDE = stopsAt('"{}[]\n');
const INSIDE = stopsAt('"\\\n');

/** What may stand between records: spaces, commas, a byte order mark (files set end to end), a record separator (RFC 7464). */
const BETWEEN = stopsAt(' \t\r\n,\u001e\u00ef\u00bb\u00bf');

function stopsAt(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of Buffer.from(characters, 'latin1')) table[byte] = 1;
  return table;
}

/** The state of a scan. Offsets are into `buffer`. */
export interface Scan {
  readonly sink: Sink;
  /** What was carried over, the new chunk, and a quote behind it, so that the loops over bytes need not look for the end. */
  buffer: Buffer;
  end: number;
  position: number;
  line: number;
  quoted: boolean;
  /** The open brackets, by their bytes. */
  readonly stack: Uint8Array;
  depth: number;
  /** The depth at which a brace begins a record: 0 between values, more in a list, -1 where none may. */
  listDepth: number;
  start: number;
  startLine: number;
  /** End of the last record or list bracket, while nothing but commas and spaces should follow. */
  gap: number;
  gapLine: number;
  junkLine: number;
  /** The last byte in the gap that is no space: behind a colon stands a piece of something broken. */
  gapByte: number;
  /** The object at `start` comes after something broken: it counts only if it begins as records do. */
  doubtful: boolean;
  seeking: boolean;
  opening: Opening | undefined;
}

/** Goes to the next bracket outside strings, line break inside one, or quote between records; 0 if more bytes are needed. */
// oxlint-disable-next-line complexity -- the hot loop: taken apart, it would make a call for every string
export function nextMark(scan: Scan): number {
  const { buffer, end } = scan;
  let at = scan.position;
  for (;;) {
    const stops = scan.quoted ? INSIDE : OUTSIDE;
    while (stops[buffer[at]!] === 0) at += 1;
    if (at >= end) {
      scan.position = end;
      return 0;
    }
    const byte = buffer[at]!;
    if (byte === QUOTE) {
      scan.quoted = !scan.quoted;
      at += 1;
      if (scan.gap !== NONE && scan.opening !== undefined) {
        scan.position = at;
        return QUOTE;
      }
    } else if (byte === BACKSLASH) {
      if (at + 1 >= end) {
        scan.position = at;
        return 0;
      }
      at += buffer[at + 1] === NEWLINE ? 1 : 2;
    } else if (byte === NEWLINE && !scan.quoted) {
      scan.line += 1;
      at += 1;
    } else {
      scan.quoted = false;
      scan.position = byte === NEWLINE ? at : at + 1;
      return byte;
    }
  }
}

/** The line breaks in buffer[from, to). */
export function countLines(buffer: Buffer, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at += 1) {
    if (buffer[at] === NEWLINE) lines += 1;
  }
  return lines;
}

/** Looks for junk in the gap up to here and remembers its first line. */
function noteJunk(scan: Scan, until: number): void {
  if (scan.gap === NONE) return;
  for (let at = scan.gap; at < until; at += 1) {
    const byte = scan.buffer[at]!;
    if (BETWEEN[byte] === 0 && scan.junkLine === 0) {
      scan.junkLine = scan.gapLine + countLines(scan.buffer, scan.gap, at);
    }
    if (BETWEEN[byte] === 0 || byte === COMMA) scan.gapByte = byte;
  }
}

/** Ends the gap and sets aside what should not have been in it. */
export function closeGap(scan: Scan, until: number): void {
  noteJunk(scan, until);
  scan.gap = NONE;
  if (scan.junkLine > 0) scan.sink.aside(scan.junkLine, 'text between records that is no record');
  scan.junkLine = 0;
}

/** From here on, up to the next bracket, only commas and spaces are expected. */
export function openGap(scan: Scan): void {
  scan.gap = scan.position;
  scan.gapLine = scan.line;
  scan.gapByte = 0;
}

/** Puts the new chunk behind what must be kept of the old one. */
export function join(scan: Scan, chunk: Buffer): void {
  noteJunk(scan, scan.position);
  if (scan.gap !== NONE) {
    scan.gap = scan.position;
    scan.gapLine = scan.line;
  }
  const keep = scan.start === NONE ? scan.position : scan.start;
  const carried = scan.end - keep;
  const buffer = Buffer.allocUnsafe(carried + chunk.length + 1);
  scan.buffer.copy(buffer, 0, keep, scan.end);
  chunk.copy(buffer, carried);
  scan.buffer = buffer;
  scan.end = carried + chunk.length;
  buffer[scan.end] = QUOTE;
  scan.position -= keep;
  if (scan.start !== NONE) scan.start = 0;
  if (scan.gap !== NONE) scan.gap -= keep;
}

/** Notes an open bracket, by its byte. */
export function push(scan: Scan, bracket: number): void {
  scan.stack[scan.depth] = bracket;
  scan.depth += 1;
}

/** A scan before its first byte, which is on `line`. */
export function newScan(sink: Sink, line: number): Scan {
  return {
    sink,
    buffer: Buffer.from('"'),
    end: 0,
    position: 0,
    line,
    quoted: false,
    stack: new Uint8Array(MAX_DEPTH),
    depth: 0,
    listDepth: 0,
    start: NONE,
    startLine: line,
    gap: 0,
    gapLine: line,
    junkLine: 0,
    gapByte: 0,
    doubtful: false,
    seeking: false,
    opening: undefined,
  };
}
