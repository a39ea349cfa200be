/** What is known of one id: where to write the hash of its first body. */
export interface Ids {
  /** The slot of an id; `fresh` where it was never seen; `key` names it for as long as all ids live. */
  readonly slot: (id: string) => { readonly at: number; readonly fresh: boolean; readonly key: number };
  /** The hash of the body first seen under the slot's id; 0: none yet. */
  readonly body: (at: number) => number;
  readonly setBody: (at: number, hash: number) => void;
  readonly count: () => number;
}

const FIRST_SIZE = 1 << 16;
const FULL = 0.6;

/**
 * Exactly once: an open table of two 53-bit hashes an id, 24 bytes a place. That two of a million ids share 106 bits by chance has a
 * probability below 10⁻¹⁹; facts of performance §3.
 */
export function createIds(): Ids {
  let size = FIRST_SIZE;
  let [a, b, bodies] = columns(size);
  let count = 0;

  function place(first: number, second: number): number {
    let at = first % size;
    while (a[at] !== 0 && (a[at] !== first || b[at] !== second)) at = (at + 1) % size;
    return at;
  }

  function enlarge(): void {
    const [oldA, oldB, oldBodies] = [a, b, bodies];
    size *= 2;
    [a, b, bodies] = columns(size);
    for (const [from, first] of oldA.entries()) {
      if (first === 0) continue;
      const at = place(first, oldB[from] ?? 0);
      a[at] = first;
      b[at] = oldB[from] ?? 0;
      bodies[at] = oldBodies[from] ?? 0;
    }
  }

  return {
    slot(id) {
      if (count > size * FULL) enlarge();
      const [key, second] = [hash53(id, 1), hash53(id, 2)];
      const first = key + 1; // 0 says that a place is free
      const at = place(first, second);
      if (a[at] !== 0) return { at, fresh: false, key };
      a[at] = first;
      b[at] = second;
      count += 1;
      return { at, fresh: true, key };
    },
    body: (at) => bodies[at] ?? 0,
    setBody(at, hash) {
      bodies[at] = hash;
    },
    count: () => count,
  };
}

function columns(size: number): [Float64Array, Float64Array, Float64Array] {
  return [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
}

/** A 53-bit hash of a text's UTF-16 code units: two lanes of multiplication and xor (the finaliser is murmur3's). Not for secrets. */
export function hash53(text: string, seed: number): number {
  let [high, low] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
