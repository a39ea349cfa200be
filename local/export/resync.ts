import { idIn } from './json-fault.ts';
import { findOpening, openingOf, opensLike } from './opening.ts';
import { countLines, NONE, push, type Scan } from './scan.ts';

const OPEN_OBJECT = 0x7b;

/** From this place on, only what begins as records do counts, until one is found. */
export function seekFrom(scan: Scan, position: number, line: number): void {
  scan.start = NONE;
  scan.depth = scan.listDepth;
  scan.gap = NONE;
  scan.quoted = false;
  scan.seeking = true;
  scan.position = position;
  scan.line = line;
}

/** Sets the record at hand aside and goes back to look for the next one behind its first byte. */
export function fault(scan: Scan, why: string): void {
  const { buffer, start, position, opening } = scan;
  if (!scan.doubtful || opening === undefined || opensLike(opening, buffer, start, position)) {
    scan.sink.aside(scan.startLine, why, idIn(buffer.subarray(start, position)));
  }
  scan.opening ??= openingOf(buffer, start, position);
  seekFrom(scan, start + 1, scan.startLine);
}

/** Looks for the next record by how records begin; false if more bytes are needed. */
export function seek(scan: Scan): boolean {
  const { buffer, end, opening, position } = scan;
  const found = opening === undefined ? NONE : findOpening(opening, buffer, position, end);
  const next = found === NONE ? Math.max(position, end - (opening?.bytes.length ?? 0)) : found;
  scan.line += countLines(buffer, position, next);
  scan.position = next;
  if (found === NONE) return false;
  scan.seeking = false;
  scan.start = found;
  scan.startLine = scan.line;
  scan.doubtful = true;
  scan.position = found + 1;
  push(scan, OPEN_OBJECT);
  return true;
}

/** Whether another record begins inside the one that never ended. */
export function hidesAnother(scan: Scan): boolean {
  const opening = scan.opening ?? openingOf(scan.buffer, scan.start, scan.end);
  if (opening === undefined) return false;
  let at = findOpening(opening, scan.buffer, scan.start + 1, scan.end);
  while (at !== NONE && !opensLike(opening, scan.buffer, at, scan.end)) {
    at = findOpening(opening, scan.buffer, at + 1, scan.end);
  }
  return at !== NONE;
}
