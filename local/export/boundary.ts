import { opensEnvelope } from './envelope.ts';
import { faultOf, idIn } from './json-fault.ts';
import { openingOf, opensLike } from './opening.ts';
import { MAX_RECORD_BYTES, type Reader, type Sink } from './raw.ts';
import { fault, hidesAnother, seek, seekFrom } from './resync.ts';
import {
  closeGap,
  join,
  MAX_DEPTH,
  newScan,
  NEWLINE,
  nextMark,
  NONE,
  openGap,
  push,
  QUOTE,
  type Scan,
} from './scan.ts';
import { deliver } from './unwrap.ts';

const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const COLON = 0x3a;

/** The depth of no list: in what follows the list of an envelope no record begins. */
const TAIL = -1;

function openList(scan: Scan, depth: number): void {
  push(scan, OPEN_LIST);
  scan.listDepth = depth;
  openGap(scan);
}

/** Takes an opening bracket; false if more bytes are needed to judge it. */
function open(scan: Scan, bracket: number): boolean {
  const at = scan.position - 1;
  if (scan.depth === MAX_DEPTH) {
    if (scan.start !== NONE) fault(scan, `nested deeper than ${MAX_DEPTH} brackets`);
    return true;
  }
  if (scan.start === NONE && scan.depth === scan.listDepth) {
    closeGap(scan, at);
    if (bracket === OPEN_LIST) {
      openList(scan, scan.depth + 1);
      return true;
    }
    scan.start = at;
    scan.startLine = scan.line;
    scan.doubtful = scan.gapByte === COLON;
  } else if (bracket === OPEN_LIST && scan.listDepth === 0 && scan.depth === 1) {
    const envelope = opensEnvelope(scan, at);
    if (envelope === undefined) {
      scan.position = at;
      return false;
    }
    if (envelope) {
      scan.start = NONE;
      openList(scan, 2);
      return true;
    }
  }
  push(scan, bracket);
  return true;
}

/** Takes a record whose last bracket is behind us. */
function finish(scan: Scan): void {
  const { buffer, start, position, startLine, opening } = scan;
  if (scan.doubtful && opening !== undefined && !opensLike(opening, buffer, start, position)) {
    seekFrom(scan, start + 1, startLine);
    return;
  }
  scan.start = NONE;
  openGap(scan);
  let value: unknown;
  try {
    value = JSON.parse(buffer.toString('utf8', start, position));
  } catch (error) {
    scan.sink.aside(startLine, faultOf(error), idIn(buffer.subarray(start, position)));
    return;
  }
  scan.opening ??= openingOf(buffer, start, position);
  deliver(value, startLine, scan.sink);
}

/** Takes the closing bracket of a list, or of an envelope after its list. */
function closeOuter(scan: Scan): void {
  if (scan.listDepth !== TAIL) closeGap(scan, scan.position - 1);
  scan.depth -= 1;
  if (scan.depth === 0) scan.listDepth = 0;
  else if (scan.listDepth !== TAIL && scan.stack[scan.depth - 1] === OPEN_LIST) scan.listDepth = scan.depth;
  else scan.listDepth = TAIL;
  if (scan.listDepth !== TAIL) openGap(scan);
}

function close(scan: Scan, bracket: number): void {
  const partner = bracket === CLOSE_OBJECT ? OPEN_OBJECT : OPEN_LIST;
  const fits = scan.depth > 0 && scan.stack[scan.depth - 1] === partner;
  if (scan.start === NONE) {
    // A bracket that closes nothing is left in the gap, where it counts as junk.
    if (fits) closeOuter(scan);
  } else if (fits) {
    scan.depth -= 1;
    if (scan.depth === scan.listDepth) finish(scan);
  } else {
    fault(scan, 'not valid JSON: a bracket is missing in this record');
  }
}

/** Takes what nextMark found; false if more bytes are needed first. */
function take(scan: Scan, mark: number): boolean {
  if (mark === OPEN_OBJECT || mark === OPEN_LIST) return open(scan, mark);
  if (mark === QUOTE) {
    // Between records: a piece of a broken one, behind which quotes may open where they seem to close.
    closeGap(scan, scan.position);
    seekFrom(scan, scan.position, scan.line);
  } else if (mark !== NEWLINE) {
    close(scan, mark);
  } else if (scan.start !== NONE) {
    fault(scan, 'not valid JSON: a quote is missing in this record');
  }
  return true;
}

function run(scan: Scan): void {
  for (;;) {
    if (scan.seeking && !seek(scan)) return;
    const mark = nextMark(scan);
    if (mark === 0) {
      if (scan.start === NONE || scan.end - scan.start <= MAX_RECORD_BYTES) return;
      fault(scan, `longer than ${MAX_RECORD_BYTES / 1024 / 1024} MiB, or not closed`);
    } else if (!take(scan, mark)) {
      return;
    }
  }
}

function finishScan(scan: Scan, ending: string): void {
  while (scan.start !== NONE) {
    const why = hidesAnother(scan)
      ? 'not valid JSON: a bracket is missing in this record'
      : `cut off: ${ending} inside this record`;
    fault(scan, why);
    run(scan);
  }
  if (scan.seeking) return;
  if (scan.gap !== NONE) closeGap(scan, scan.end);
  if (scan.depth > 0) scan.sink.aside(scan.line, `cut off: ${ending} before the list of records does`);
}

/**
 * Finds records in JSON of any layout without holding the file: values set end to end, arrays, envelopes, indented or
 * not. Brackets and quotes are told apart byte by byte, JSON.parse reads one record at a time. What is broken is set
 * aside, and the scan goes on at the next place that begins as the records of this file do. `line` is that of the first byte.
 */
export function scanRecords(sink: Sink, line = 1): Reader {
  const scan = newScan(sink, line);
  return {
    feed(chunk) {
      join(scan, chunk);
      run(scan);
    },
    end(ending) {
      finishScan(scan, ending);
      return scan.line;
    },
  };
}
