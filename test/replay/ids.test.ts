import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createIds, hash53 } from '../../local/replay/ids.ts';

const MANY = 100_000;

/** Random ids, the same on each run (mulberry32); short, since jest makes every use of `Math` slow. */
function randomIds(count: number): readonly string[] {
  let state = 20_260_302;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return Array.from({ length: count }, () => next().toString(36) + next().toString(36));
}

describe('ids', () => {
  it('take each of 100,000 random ids once, and know it again with its body after growing', () => {
    const ids = createIds();
    const texts = randomIds(MANY);
    expect(new Set(texts).size).toBe(MANY);
    let fresh = 0;
    for (const [number, text] of texts.entries()) {
      const slot = ids.slot(text);
      if (slot.fresh) fresh += 1;
      ids.setBody(slot.at, number + 1);
    }
    const again = texts.filter((text, number) => {
      if (number % 10 !== 0) return false;
      const slot = ids.slot(text);
      return slot.fresh || ids.body(slot.at) !== number + 1;
    });

    expect(fresh).toBe(MANY);
    expect(again).toEqual([]);
    expect(ids.count()).toBe(MANY);
  });

  it('take ids that differ little, once each', () => {
    const ids = createIds();
    const texts = Array.from({ length: 20_000 }, (_, number) => `${number % 7}@x|${number}`);

    expect(texts.filter((text) => !ids.slot(text).fresh)).toEqual([]);
  });

  it('are a set with a note each', () => {
    const anyId = fc.oneof(fc.constantFrom('', 'a', 'b', 'A', '\ud800'), fc.string());
    fc.assert(
      fc.property(fc.array(fc.tuple(anyId, fc.integer({ min: 1 })), { maxLength: 60 }), (list) => {
        const ids = createIds();
        const known = new Map<string, number>();
        for (const [id, body] of list) {
          const slot = ids.slot(id);
          expect(slot.fresh).toBe(!known.has(id));
          expect(ids.body(slot.at)).toBe(known.get(id) ?? 0);
          ids.setBody(slot.at, body);
          known.set(id, body);
        }

        expect(ids.count()).toBe(known.size);
      }),
    );
  });
});

describe('a 53-bit hash', () => {
  it('is a safe integer, the same for the same text and seed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, seed) => {
        const hash = hash53(text, seed);
        expect(Number.isSafeInteger(hash) && hash >= 0).toBe(true);
        expect(hash53(text, seed)).toBe(hash);
      }),
    );
  });

  it('is the same on every machine and in every version', () => {
    expect([hash53('', 0), hash53('vigil', 1), hash53('Grüße', 2)]).toMatchInlineSnapshot(`
     [
       3338908027751811,
       5525572241988115,
       6024529258155933,
     ]
    `);
  });

  it('differs by seed and fills the places of a table evenly', () => {
    const PLACES = 64;
    const counts = Array.from({ length: PLACES }, () => 0);
    let same = 0;
    for (let number = 0; number < 64_000; number += 1) {
      const text = `id-${number}`;
      const place = hash53(text, 1) % PLACES;
      counts[place] = (counts[place] ?? 0) + 1;
      if (hash53(text, 1) === hash53(text, 2)) same += 1;
    }

    // 1,000 a place; six standard deviations are 190.
    expect(Math.min(...counts)).toBeGreaterThan(810);
    expect(Math.max(...counts)).toBeLessThan(1_190);
    expect(same).toBe(0);
  });
});
