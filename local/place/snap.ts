/** Turns ranges of any fineness into ranges of whole prefixes: what holds most of a prefix has it. */
import type { RangeList } from './encode.ts';

/** Takes ranges in address order, none overlapping. */
export interface Snapper {
  /** Whole prefixes from `first` on. */
  add(first: number, count: number, id: number): void;
  /** A part of one prefix; `share` of it, between 0 and 1. */
  addPart(prefix: number, share: number, id: number): void;
  /** Closes the list; nothing can be added after. */
  finish(): RangeList;
}

/** Equal neighbours become one range; what no range covers becomes a range of id 0. */
export function createSnapper(): Snapper {
  const starts: number[] = [];
  const ids: number[] = [];
  const shares = new Map<number, number>();
  let open = -1;
  let end = 0;
  let last = 0;

  function push(first: number, count: number, id: number): void {
    if (first > end && last !== 0) put(end, 0);
    if (id !== last) put(first, id);
    end = first + count;
  }

  function put(start: number, id: number): void {
    starts.push(start);
    ids.push(id);
    last = id;
  }

  function closePart(): void {
    if (open < 0) return;
    push(open, 1, largest(shares));
    shares.clear();
    open = -1;
  }

  return {
    add(first, count, id) {
      closePart();
      push(first, count, id);
    },
    addPart(prefix, share, id) {
      if (prefix !== open) closePart();
      open = prefix;
      shares.set(id, (shares.get(id) ?? 0) + share);
    },
    finish() {
      closePart();
      if (last !== 0) put(end, 0);
      return { starts, ids };
    },
  };
}

/** Ties go to the lower address: maps keep the order of insertion. */
function largest(shares: ReadonlyMap<number, number>): number {
  let winner = 0;
  for (const [id, share] of shares) if (share > (shares.get(winner) ?? 0)) winner = id;
  return winner;
}
