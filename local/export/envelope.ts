import { isObject } from './raw.ts';
import type { Scan } from './scan.ts';
import { isEnvelope } from './unwrap.ts';

/** Bytes of indentation that may stand before the first record of an envelope. */
const LOOK_AHEAD = 256;

const ENVELOPE_KEY = /"(?:value|records)"\s*:\s*$/;

/** Whether the list that opens at `at` is that of an envelope which began at `start`; undefined if the next byte is needed. */
export function opensEnvelope(scan: Scan, at: number): boolean | undefined {
  const { buffer, start, end } = scan;
  if (!ENVELOPE_KEY.test(buffer.toString('latin1', Math.max(start, at - 64), at))) return false;
  const [next] = /[^\s]/.exec(buffer.toString('latin1', at + 1, Math.min(end, at + 1 + LOOK_AHEAD))) ?? [];
  if (next === undefined) return end - at > LOOK_AHEAD ? false : undefined;
  if (next !== '{' && next !== ']') return false;
  try {
    const outer: unknown = JSON.parse(`${buffer.toString('utf8', start, at)}[]}`);
    return isObject(outer) && isEnvelope(outer);
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
}
