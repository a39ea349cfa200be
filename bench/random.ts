/** Chance that can be had again: the same keys give the same numbers, in whatever order the records are made. */
export interface Chance {
  /** A number from 0 up to 1. */
  readonly next: () => number;
  /** A whole number from 0 up to `below`. */
  readonly below: (below: number) => number;
  readonly pick: <T>(things: readonly [T, ...T[]]) => T;
  readonly guid: () => string;
}

/** Numbers by mulberry32 from a mix of the keys: good enough for records, and a few nanoseconds each. */
export function chanceOf(...keys: readonly number[]): Chance {
  let state = keys.reduce((mix, key) => Math.imul(mix ^ key, 0x9e3779b1) ^ (mix >>> 15), 0x2545f491);

  function bits(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  const next = (): number => bits() / 2 ** 32;
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (things) => things[below(things.length)] ?? things[0],
    guid() {
      const hex = [bits(), bits(), bits(), bits()].map((word) => word.toString(16).padStart(8, '0')).join('');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
  };
}
