/** Numbers by chance that are the same for the same seed. */
export interface Random {
  /** From 0 to below 1. */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly int: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  /** One of a list that is not empty. */
  readonly pick: <T>(list: readonly T[]) => T;
}

/** A stream of chance of its own for each purpose, so that what one of them uses up changes nothing for the others. */
export function randomOf(seed: number, purpose: string): Random {
  let state = seed >>> 0;
  for (const letter of purpose) state = mixed(state ^ (letter.codePointAt(0) ?? 0));

  /** Splitmix32. */
  function next(): number {
    state = (state + 0x9e37_79b9) | 0;
    return mixed(state) / 0x1_0000_0000;
  }

  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick<T>(list: readonly T[]): T {
      const one = list[Math.floor(next() * list.length)];
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    },
  };
}

function mixed(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0_aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a_2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
}
