import type { Declared } from '../model/declared.ts';
import type { EventKind } from '../model/events.ts';
import type { By, Habit, Peak, Window } from '../model/memory.ts';
import { groupsByKind, type HabitGroup } from './learned.ts';

/** Where what was declared stands in the lists of a subject. Throws for what was not declared. */
export interface Indexes {
  readonly habit: (habit: Habit) => number;
  readonly peak: (peak: Peak) => number;
  readonly window: <R>(window: Window<R>) => number;
  /** The habits that may want an event of a kind. */
  readonly groupsOf: (kind: EventKind) => readonly HabitGroup[];
  /** The windows that may want an event of a kind. */
  readonly windowsOf: (kind: EventKind) => readonly NumberedWindow[];
}

interface NumberedWindow {
  readonly window: Window<unknown>;
  readonly index: number;
}

/** The indexes of habits, peaks and windows. */
export function indexesOf({ habits, peaks, windows }: Declared): Indexes {
  return {
    habit: indexOf(habits),
    peak: indexOf(peaks),
    window: indexOf(windows),
    groupsOf: groupsByKind(habits),
    windowsOf: windowsByKind(windows),
  };
}

function windowsByKind(windows: readonly Window<unknown>[]): (kind: EventKind) => readonly NumberedWindow[] {
  const all = windows.map((window, index) => ({ window, index }));
  const byKind = new Map<EventKind, readonly NumberedWindow[]>();
  return (kind) => {
    const known = byKind.get(kind);
    if (known !== undefined) return known;
    const wanted = all.filter(({ window: { kinds } }) => kinds?.includes(kind) ?? true);
    byKind.set(kind, wanted);
    return wanted;
  };
}

function indexOf(
  things: readonly { readonly id: string; readonly by: By }[],
): (thing: { readonly id: string }) => number {
  const index = new Map(things.map((thing, at) => [thing.id, at]));
  return ({ id }) => {
    const at = index.get(id);
    if (at === undefined) throw new Error(`${id} is not declared, so nothing of it was remembered`);
    return at;
  };
}
