import { createHash } from 'node:crypto';
import { keyOf, type Subject } from '../model/subject.ts';

/** Where each thing is kept; design.md §8. */
export const PREFIX = {
  memory: 'a~mem~',
  incidents: 'a~inc~',
  happenings: 'a~log~',
  parts: 'a~part~',
  people: 'a~people',
  sent: 'a~sent',
  posture: 'a~posture',
  closed: 'z~inc~',
  outbox: 'out~',
  rejected: 'rej~last',
  scan: 'scan~',
  scanLock: 'scan~lock',
  /** What HTTP functions write and only the pipeline reads. */
  asked: 'http~',
  scanPost: 'http~post~',
  decided: 'http~decided~',
  lookBack: 'out~look-back',
} as const;

/** Everything that is read before judging. */
export const ALL = 'a~';

const BUCKETS = 64;

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The bucket that holds a subject's memory: a few subjects a row, so that a tick writes few rows and a cold start reads few. */
export function bucketOf(subject: Subject): string {
  return `${PREFIX.memory}${((hashOf(keyOf(subject))[0] ?? 0) % BUCKETS).toString(16).padStart(2, '0')}`;
}

/** The key of everything seen of one subject. */
export function incidentsKey(subject: Subject): string {
  return `${PREFIX.incidents}${hashOf(keyOf(subject)).toString('hex').slice(0, 24)}`;
}

/** The key of an hour of events: hours since 1970, which sort as text for a long time. */
export function hourKey(hour: number): string {
  return `${PREFIX.happenings}${String(hour).padStart(7, '0')}`;
}

/** The key of the parts (content blobs) that were read on a UTC day. */
export function partsKey(day: number): string {
  return `${PREFIX.parts}${String(day).padStart(6, '0')}`;
}

/** A part by 12 letters: its name is long, and thousands are kept. */
export function partHash(part: string): string {
  return hashOf(part).toString('base64url').slice(0, 12);
}

/** The key of an incident that waits to be told: one a incident, so that what is queued coalesces. */
export function outboxKey(id: string): string {
  return `${PREFIX.outbox}${id.toLowerCase()}`;
}

/** The key of a closed incident. */
export function closedKey(id: string): string {
  return `${PREFIX.closed}${id.toLowerCase()}`;
}
