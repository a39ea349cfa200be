import type { AuditEvent } from './events.ts';
import type { Memory, Peak } from './memory.ts';

/** Keeps what detectors declare. The port of every store; its promises are held by one contract test. */
export interface MemoryStore {
  /** What was known before an event, as it is believed on the event's day. Good until the next call. */
  readonly before: (event: AuditEvent) => Memory;
  /** Adds an event to every habit and window that wants it. Twice is the same as once. */
  readonly learn: (event: AuditEvent) => void;
  /** Marks what an event shows, and the peaks of its day, as seen in a finding of medium or above: believed later, a value half. */
  readonly flag: (event: AuditEvent) => void;
  /** Raises the peak of the event's day. */
  readonly rise: (peak: Peak, event: AuditEvent) => void;
}
