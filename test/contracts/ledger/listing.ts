import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Ledger } from '../../../shared/model/ledger.ts';
import { begun, bytes, keysOf, listed, type OpenLedger, row } from './opened.ts';

/** Keys that are alike, with the letters next to each other in the alphabet and its last. */
const alikeKey = fc
  .array(fc.constantFrom('a', 'b', 'z', '~', '-', '.', '_', '0', '9'), { minLength: 1, maxLength: 4 })
  .map((letters) => letters.join(''));

async function filled(ledger: Ledger, keys: readonly string[]): Promise<void> {
  let tag: string | undefined;
  for (let start = 0; start < keys.length; start += 99)
    tag = await ledger.commit(
      { body: bytes('head'), tag },
      keys.slice(start, start + 99).map((key) => row(key)),
    );
}

export function listingContract(open: OpenLedger): void {
  describe('a listing', () => {
    it('of nothing is empty', async () => {
      expect(await listed(open())).toEqual([]);
      expect(await listed(open(), 'a~')).toEqual([]);
    });

    it.each([
      { prefix: '', expected: ['a', 'a.b', 'a_b', 'a~', 'a~b', 'a~~', 'b', 'heads', '~', '~~'] },
      { prefix: 'a', expected: ['a', 'a.b', 'a_b', 'a~', 'a~b', 'a~~'] },
      { prefix: 'a~', expected: ['a~', 'a~b', 'a~~'] },
      { prefix: 'a~~', expected: ['a~~'] },
      { prefix: 'a~~~', expected: [] },
      { prefix: 'a~b', expected: ['a~b'] },
      { prefix: '~', expected: ['~', '~~'] },
      { prefix: 'head', expected: ['heads'] },
      { prefix: 'c', expected: [] },
    ])('of $prefix has $expected', async ({ prefix, expected }) => {
      const ledger = open();
      await begun(
        ledger,
        ['~~', 'b', 'a~~', 'heads', 'a', '~', 'a_b', 'a~b', 'a.b', 'a~'].map((key) => row(key)),
      );

      expect(await listed(ledger, prefix)).toEqual(expected.map((key) => row(key)));
    });

    it('of more rows than a page has them all once, in order, without the head', async () => {
      const ledger = open();
      const keys = Array.from({ length: 2_300 }, (_, at) => `k~${at}`);
      await filled(ledger, ['a', ...keys, 'l', 'k-']);

      expect(await keysOf(ledger, 'k~')).toEqual(keys.toSorted());
      expect(await keysOf(ledger)).toEqual(['a', 'k-', ...keys.toSorted(), 'l']);
    });

    it('may be left before its end', async () => {
      const ledger = open();
      await begun(ledger, [row('a'), row('b')]);
      for await (const { key } of ledger.rows('')) {
        expect(key).toBe('a');
        break;
      }
    });

    it('is the keys that begin so, whatever they are', async () => {
      const some = fc.uniqueArray(alikeKey, { minLength: 1, maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(some, alikeKey, async (keys, prefix) => {
          const ledger = open();
          await begun(
            ledger,
            keys.map((key) => row(key)),
          );

          expect(await keysOf(ledger, prefix)).toEqual(
            keys.filter((key) => key.startsWith(prefix)).toSorted(),
          );
        }),
        { numRuns: 40 },
      );
    });
  });
}
