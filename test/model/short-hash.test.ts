import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shortHash } from '../../shared/model/short-hash.ts';

/** How often a hash that was seen before comes up again. */
function collisions(texts: readonly string[]): number {
  return texts.length - new Set(texts.map(shortHash)).size;
}

const MANY = 10_000;

describe('a short hash', () => {
  it('is six letters of which none is read as another', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(shortHash(text)).toMatch(/^[A-HJKMNP-TV-Z0-9]{6}$/);
        expect(shortHash(text)).toBe(shortHash(text));
      }),
    );
  });

  it('is the same on every machine and in every version: people hold incidents by it', () => {
    expect(['', 'user|dana@contoso.example|mass-send|surge|1772442000', 'Grüße'].map(shortHash))
      .toMatchInlineSnapshot(`
     [
       "N5SMPC",
       "NH7BJQ",
       "AB6YT5",
     ]
    `);
  });

  // Of 10,000 random hashes of 30 bits, 0.05 pairs are expected to be alike; two at once in one of 800 such sets.
  it.each<[string, (at: number) => string]>([
    ['many users', (at) => `user|user${at}@contoso.example|mass-send|surge|1772442000`],
    ['many seconds', (at) => `user|dana@contoso.example|mass-send|surge|${1_772_442_000 + at}`],
    ['many addresses', (at) => `address|198.51.${at >> 8}.${at & 255}|password-spray|spray|1772442000`],
    ['many keys', (at) => `user|dana@contoso.example|unfamiliar-sign-in|place:NG|AS${at}|1772442000`],
  ])('of 10,000 births hardly ever is another’s: %s', (_case, birth) => {
    expect(collisions(Array.from({ length: MANY }, (_, at) => birth(at)))).toBeLessThanOrEqual(1);
  });

  it('of 10,000 random births is hardly ever another’s', () => {
    const birth = fc.tuple(fc.emailAddress(), fc.string(), fc.nat()).map((parts) => parts.join('|'));
    const births = [...new Set(fc.sample(birth, { numRuns: MANY, seed: 20_260_302 }))];

    expect(births.length).toBeGreaterThan(MANY * 0.99);
    expect(collisions(births)).toBeLessThanOrEqual(1);
  });

  it('uses each letter at each place about equally', () => {
    const counts = new Map<string, number>();
    for (let at = 0; at < 16_000; at += 1) {
      for (const [place, letter] of shortHash(`birth ${at}`).split('').entries())
        counts.set(`${place}${letter}`, (counts.get(`${place}${letter}`) ?? 0) + 1);
    }

    // 500 each; six standard deviations are 132.
    expect(counts.size).toBe(6 * 32);
    expect(Math.min(...counts.values())).toBeGreaterThan(368);
    expect(Math.max(...counts.values())).toBeLessThan(632);
  });
});
