import type { AuditEvent } from '../model/events.ts';
import type { Window } from '../model/memory.ts';
import { keyOf } from '../model/subject.ts';

/** Tells which events must be judged again because something new or late stands before them. */
export interface Touched {
  /** Notes what a new or changed event can change. Events come in event order. */
  readonly by: (event: AuditEvent) => void;
  /** Whether what is known before this event may have changed. */
  readonly has: (event: AuditEvent) => boolean;
}

/**
 * An event changes what is known before every later one that shares a window it has a row in, or its actor: their findings may flag a
 * day. A window's rows are asked of the one, its subject alone of the other: a success is judged by the failures before it.
 */
export function createTouched(windows: readonly Window<unknown>[]): Touched {
  const keys = new Set<string>();
  return {
    by(event) {
      keys.add(`|${keyOf(event.actor)}`);
      for (const window of windows) {
        const subject = window.row(event) === undefined ? undefined : window.by(event);
        if (subject !== undefined) keys.add(`${window.id}|${keyOf(subject)}`);
      }
    },
    has(event) {
      if (keys.has(`|${keyOf(event.actor)}`)) return true;
      return windows.some((window) => {
        const subject = window.by(event);
        return subject !== undefined && keys.has(`${window.id}|${keyOf(subject)}`);
      });
    },
  };
}
