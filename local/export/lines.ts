import { scanRecords } from './boundary.ts';
import { MAX_RECORD_BYTES, type Reader, type Sink } from './raw.ts';
import { deliver } from './unwrap.ts';

const NEWLINE = 0x0a;
const NOTHING = Buffer.alloc(0);

/** A value that goes on over the next lines ends its first one with an opening bracket. */
const GOES_ON = /[[{]\s*$/;

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Goes through a line that is not JSON, or holds more than one value, record by record. */
function salvage(bytes: Buffer, line: number, ending: string, sink: Sink): void {
  const scan = scanRecords(sink, line);
  scan.feed(bytes);
  scan.end(ending);
}

/** Takes the line bytes[from, to), `ending` being given for the last one of a file; false if its value goes on after it. */
function take(bytes: Buffer, from: number, to: number, line: number, sink: Sink, ending?: string): boolean {
  const text = bytes.toString('utf8', from, to);
  const found = parsed(text);
  if (found !== undefined) {
    deliver(found.value, line, sink);
  } else if (text.trim() !== '') {
    if (ending === undefined && GOES_ON.test(text)) return false;
    salvage(bytes.subarray(from, to), line, ending ?? 'the line ends', sink);
  }
  return true;
}

/**
 * Reads JSON a line: records, arrays of records, or envelopes. A broken record costs itself only,
 * not its line. From a line on that begins a value over several lines, or that is
 * longer than a record may be, the boundary scan takes over.
 */
export function readLines(sink: Sink): Reader {
  let carry: Buffer = NOTHING;
  let line = 0;
  let rest: Reader | undefined;

  function handOver(bytes: Buffer): void {
    rest = scanRecords(sink, line);
    rest.feed(bytes);
  }

  function feed(chunk: Buffer): void {
    if (rest !== undefined) return rest.feed(chunk);
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    let from = 0;
    // What was carried has no newline: long lines in small chunks are not searched again.
    let at = bytes.indexOf(NEWLINE, carry.length);
    while (at !== -1) {
      line += 1;
      if (at > from && !take(bytes, from, at, line, sink)) return handOver(bytes.subarray(from));
      from = at + 1;
      at = bytes.indexOf(NEWLINE, from);
    }
    carry = bytes.subarray(from);
    if (carry.length > MAX_RECORD_BYTES) {
      line += 1;
      handOver(carry);
    }
  }

  function end(ending: string): number {
    if (rest !== undefined) return rest.end(ending);
    if (carry.length === 0) return Math.max(line, 1);
    line += 1;
    take(carry, 0, carry.length, line, sink, ending);
    return line;
  }

  return { feed, end };
}
