import { deflateRawSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LEDGER_LIMITS, type KeptRow } from '../../shared/model/ledger.ts';
import { packRows, surplusKeys, unpackRows } from '../../shared/store/chunks.ts';

const NOTHING = { values: new Map(), damaged: new Map(), counts: new Map() };

/** A value that deflates badly: about as many bytes in rows as these. */
function large(size: number, seed = ''): { readonly text: string } {
  return { text: createHash('shake256', { outputLength: size }).update(seed).digest('base64') };
}

/** A row as if we had written it, around any bytes, with the right digest. */
function forged(whole: Buffer): KeptRow {
  const digest = createHash('sha256').update(whole).digest().subarray(0, 8);
  return { key: 'k~0', body: Buffer.concat([Buffer.from([1, 0, 1]), digest, whole]) };
}

function changed(row: KeptRow | undefined, at: number): KeptRow {
  const body = Buffer.from(row?.body ?? []);
  body[at] = (body[at] ?? 0) ^ 1;
  return { key: row?.key ?? '', body };
}

const OLD = packRows('k', large(130_000));
const NEW = packRows('k', large(130_000, 'new'));
const SMALL = packRows('k', 'small');

describe('a value in rows', () => {
  it.each([
    { name: 'null', value: null },
    { name: 'a number', value: -1.5e300 },
    { name: 'text of any script', value: '\u0000 é 🙂 \ud800' },
    { name: 'an object', value: { a: [1, { b: '' }], c: false } },
    { name: 'nothing in it', value: {} },
  ])('comes back: $name', ({ value }) => {
    const rows = packRows('a~inc~1', value);

    expect(rows.map(({ key }) => key)).toEqual(['a~inc~1~0']);
    expect(unpackRows(rows)).toEqual({
      values: new Map([['a~inc~1', value]]),
      damaged: new Map(),
      counts: new Map([['a~inc~1', 1]]),
    });
  });

  it('comes back from any JSON, among others, in any order of rows', () => {
    const some = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z0-9~\-_.]{1,8}$/), fc.jsonValue()), {
      selector: ([key]) => key,
    });
    fc.assert(
      fc.property(some, fc.func(fc.nat()), (entries, weight) => {
        const rows = entries
          .flatMap(([key, value]) => packRows(key, value))
          .toSorted((a, b) => weight(a.key) - weight(b.key));
        const { values, damaged } = unpackRows(rows);

        expect(damaged).toEqual(new Map());
        expect([...values.keys()].toSorted()).toEqual(entries.map(([key]) => key).toSorted());
        for (const [key, value] of entries)
          expect(JSON.stringify(values.get(key))).toBe(JSON.stringify(value));
      }),
    );
  });

  it('comes back from eleven rows, of which the last sorts after the first', () => {
    const value = large(630_000);
    const rows = packRows('k', value).toSorted((a, b) => (a.key < b.key ? -1 : 1));

    expect(rows[2]?.key).toBe('k~10');
    expect(rows.every(({ body }) => body.byteLength <= LEDGER_LIMITS.rowBytes)).toBe(true);
    expect((unpackRows(rows).values.get('k') as typeof value).text === value.text).toBe(true);
  });

  it('is small where it says little', () => {
    const [row] = packRows(
      'k',
      Array.from({ length: 10_000 }, () => 'the same'),
    );

    expect(row?.body.byteLength).toBeLessThan(600);
  });

  it.each([undefined, () => 1, Symbol('s')])('must be one for JSON: not %p', (value) => {
    expect(() => packRows('k', value)).toThrow(TypeError);
  });

  it('must not be larger than what is read', () => {
    expect(() => packRows('k', 'x'.repeat(33 * 1024 * 1024))).toThrow(RangeError);
  });
});

describe('no rows', () => {
  it('are no values', () => {
    expect(unpackRows([])).toEqual(NOTHING);
  });
});

describe('a damaged value', () => {
  it.each<[string, readonly KeptRow[], string]>([
    ['without its first row', OLD.slice(1), '2 of 3 rows'],
    ['without its middle', [OLD[0], OLD[2]].filter((row) => row !== undefined), '2 of 3 rows'],
    ['without its last row', OLD.slice(0, 2), '2 of 3 rows'],
    [
      'of two writings of as many rows',
      [...OLD.slice(0, 2), ...NEW.slice(2)],
      'its rows are of different writings',
    ],
    ['of a smaller one before a larger', [...SMALL, ...OLD.slice(1)], 'its rows are of different writings'],
    [
      'with a byte changed',
      [...OLD.slice(0, 2), changed(OLD[2], 500)],
      'its bytes are not those that were written',
    ],
    ['of another form', [changed(SMALL[0], 0)], 'of form 0, which is unknown here'],
    ['cut within its header', [{ key: 'k~0', body: new Uint8Array(10) }], 'a row is cut short'],
    ['without a byte', [{ key: 'k~0', body: new Uint8Array() }], 'a row is cut short'],
    ['that is no JSON', [forged(deflateRawSync('{'))], 'it holds no JSON, or too much of it (SyntaxError)'],
    ['that does not inflate', [forged(Buffer.from('??'))], 'it holds no JSON, or too much of it (Error)'],
    [
      'that inflates without an end',
      [forged(deflateRawSync(Buffer.alloc(40 * 1024 * 1024, 32)))],
      'it holds no JSON, or too much of it (RangeError)',
    ],
  ])('%s is told, beside the others', (_, rows, why) => {
    const { values, damaged } = unpackRows([...packRows('j', 1), ...rows, ...packRows('l', 2)]);

    expect([...values.keys()]).toEqual(['j', 'l']);
    expect([...damaged]).toEqual([['k', why]]);
  });

  it.each(['k', 'k~', 'k~x', 'k~01', 'k~1000', '~0'])('may be no value at all: %s', (key) => {
    const { values, damaged } = unpackRows([{ key, body: new Uint8Array(20) }]);

    expect(values.size).toBe(0);
    expect([...damaged]).toEqual([[key, 'no row of a value']]);
  });

  it('of two writings is never read as one, whichever rows are of which', () => {
    const writing = (seed: string): fc.Arbitrary<readonly KeptRow[]> =>
      fc.integer({ min: 1, max: 200_000 }).map((size) => packRows('k', large(size, seed)));
    fc.assert(
      fc.property(
        writing('a'),
        writing('b'),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        (a, b, picks) => {
          const rows = picks.flatMap((isNew, at) => (isNew ? b[at] : a[at]) ?? []);
          const { values, damaged } = unpackRows(rows);
          const isOne = [a, b].some(
            (one) => one.length === rows.length && rows.every((row) => one.includes(row)),
          );

          expect(values.size).toBe(isOne ? 1 : 0);
          expect(damaged.size).toBe(isOne || rows.length === 0 ? 0 : 1);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('what is left over when a value shrinks', () => {
  it.each([
    { before: 0, count: 3, expected: [] },
    { before: 3, count: 3, expected: [] },
    { before: 3, count: 1, expected: ['k~1', 'k~2'] },
    { before: 2, count: 0, expected: ['k~0', 'k~1'] },
  ])('of $before rows to $count', ({ before, count, expected }) => {
    expect(surplusKeys('k', before, count)).toEqual(expected);
  });

  it('is known from what was read, damaged or not', () => {
    const { counts } = unpackRows([...OLD.slice(1), ...packRows('l', 1)]);

    expect([...counts]).toEqual([
      ['k', 3],
      ['l', 1],
    ]);
  });
});
