/** Something does not hold. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/** Counts by name: how often a fault struck, or a promise had something to check. */
export type Counts = Map<string, number>;

export function count(counts: Counts, name: string, times = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + times);
}

/** Adds the counts of one run to those of all. */
export function addTo(all: Counts, more: ReadonlyMap<string, number>): void {
  for (const [name, times] of more) count(all, name, times);
}

/** Every promise that is checked. One that never had anything to check in a long run is a fault of the simulation. */
export const PROMISES = [
  'found what a replay finds',
  'evidence as in a replay',
  'days as in a replay',
  'no days beyond a replay',
  'checkpoint never back',
  'checkpoint not past the unread',
  'a stale owner changes nothing',
  'medium and above in the outbox',
  'one open incident in 72 h',
  'sizes',
  'lag goes to 0',
  'the same trace',
  'another layout is refused',
] as const;

/** What a replay finds more, because something of the whole tenant was read days later. Seldom, or the promise is worth nothing. */
export const EXCUSED = 'excused';

type Promised = (typeof PROMISES)[number];

/** Holds promises, and counts how often there was anything to hold. */
export interface Holds {
  readonly counts: Counts;
  /** Throws where it does not hold; `what` tells what was found instead. */
  readonly that: (promise: Promised, holds: boolean, what: () => string) => void;
}

export function openHolds(): Holds {
  const counts: Counts = new Map();
  return {
    counts,
    that(promise, holds, what) {
      count(counts, promise);
      if (!holds) throw new Broken(`${promise}: ${what()}`);
    },
  };
}
