/** What is known of one id: where to write the hash of its first body. */
export interface Ids {
  /** The number of an id, the same for as long as all ids live; `fresh` where it was never seen. */
  readonly slot: (id: string) => { readonly at: number; readonly fresh: boolean };
  /** What was noted of the body first seen under the id of this number; 0: nothing yet. */
  readonly body: (at: number) => number;
  readonly setBody: (at: number, note: number) => void;
  readonly count: () => number;
  /** Forgets all ids, and gives their space back: a million take 50 MiB. */
  readonly clear: () => void;
}

const FIRST_SIZE = 1 << 16;
const FULL = 0.6;

interface Table {
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly numbers: Uint32Array;
}

/**
 * Exactly once: an open table of two 53-bit hashes an id, 20 bytes a place. That two of a million ids share 106 bits by chance has a
 * probability below 10⁻¹⁹; facts of performance §3.
 */
export function createIds(): Ids {
  let size = FIRST_SIZE;
  let table = tableOf(size);
  /** By number: there are fewer numbers than places. */
  let bodies = new Float64Array(FIRST_SIZE);
  let count = 0;

  function enlarge(): void {
    const old = table;
    size *= 2;
    table = tableOf(size);
    for (let from = 0; from < old.first.length; from += 1) {
      const [one, other] = [old.first[from] ?? 0, old.second[from] ?? 0];
      if (one !== 0) put(table, placeIn(table, one, other), one, other, old.numbers[from] ?? 0);
    }
  }

  function enlargeBodies(): void {
    const more = new Float64Array(bodies.length * 2);
    more.set(bodies);
    bodies = more;
  }

  return {
    slot(id) {
      if (count > size * FULL) enlarge();
      if (count >= bodies.length) enlargeBodies();
      const hashes = twoHashes(id);
      const one = hashes.first + 1; // 0 says that a place is free
      const at = placeIn(table, one, hashes.second);
      if (table.first[at] !== 0) return { at: table.numbers[at] ?? 0, fresh: false };
      put(table, at, one, hashes.second, count);
      count += 1;
      return { at: count - 1, fresh: true };
    },
    body: (at) => bodies[at] ?? 0,
    setBody(at, note) {
      bodies[at] = note;
    },
    count: () => count,
    clear() {
      [size, count] = [FIRST_SIZE, 0];
      table = tableOf(size);
      bodies = new Float64Array(size);
    },
  };
}

function tableOf(size: number): Table {
  return { first: new Float64Array(size), second: new Float64Array(size), numbers: new Uint32Array(size) };
}

const HIGH = 0xdeadbeef;
const LOW = 0x41c6ce57;
const HIGH_FACTOR = 2_654_435_761;
const LOW_FACTOR = 1_597_334_677;

/** Where an id stands, or would. */
function placeIn({ first, second }: Table, one: number, other: number): number {
  const size = first.length;
  let at = one % size;
  while (first[at] !== 0 && (first[at] !== one || second[at] !== other)) at = at + 1 === size ? 0 : at + 1;
  return at;
}

function put(into: Table, at: number, one: number, other: number, number: number): void {
  into.first[at] = one;
  into.second[at] = other;
  into.numbers[at] = number;
}

/** A 53-bit hash of a text's UTF-16 code units: two lanes of multiplication and xor (the finaliser is murmur3's). Not for secrets. */
export function hash53(text: string, seed: number): number {
  let [high, low] = [HIGH ^ seed, LOW ^ seed];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, HIGH_FACTOR);
    low = Math.imul(low ^ unit, LOW_FACTOR);
  }
  return finished(high, low);
}

/** `hash53` with the seeds 1 and 2, in one walk: every record has an id, and reading it twice costs twice. */
function twoHashes(text: string): { readonly first: number; readonly second: number } {
  let [high, low, otherHigh, otherLow] = [HIGH ^ 1, LOW ^ 1, HIGH ^ 2, LOW ^ 2];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, HIGH_FACTOR);
    low = Math.imul(low ^ unit, LOW_FACTOR);
    otherHigh = Math.imul(otherHigh ^ unit, HIGH_FACTOR);
    otherLow = Math.imul(otherLow ^ unit, LOW_FACTOR);
  }
  return { first: finished(high, low), second: finished(otherHigh, otherLow) };
}

function finished(oneHigh: number, oneLow: number): number {
  const high =
    Math.imul(oneHigh ^ (oneHigh >>> 16), 2_246_822_507) ^ Math.imul(oneLow ^ (oneLow >>> 13), 3_266_489_909);
  const low =
    Math.imul(oneLow ^ (oneLow >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
