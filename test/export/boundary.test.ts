import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { scanRecords } from '../../local/export/boundary.ts';
import { readLines } from '../../local/export/lines.ts';
import type { Raw, Reader, Sink } from '../../local/export/raw.ts';
import { asidesOf, idsOf, readText } from './read-text.ts';

function readIn(make: (sink: Sink) => Reader, text: string, chunkBytes: number): readonly Raw[] {
  const found: Raw[] = [];
  const reader = make({
    record: (value, line) => found.push({ file: 'export', line, value }),
    aside: (line, why, recordId) =>
      found.push(
        recordId === undefined ? { file: 'export', line, why } : { file: 'export', line, recordId, why },
      ),
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) reader.feed(bytes.subarray(at, at + chunkBytes));
  reader.end('the file ends');
  return found;
}

const one = (id: string): string =>
  JSON.stringify({
    id,
    at: '2026-11-02',
    to: [
      { id: 'x', name: 'y' },
      { id: 'z', name: 'y' },
    ],
  });
const indented = (ids: readonly string[]): string =>
  JSON.stringify(
    ids.map((id) => ({ id, at: 1, to: [{ id: 'x', n: 1 }] })),
    null,
    2,
  );

interface Case {
  readonly name: string;
  readonly text: string;
  readonly ids: readonly string[];
  readonly asides: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'a record that is cut off',
    text: `[${one('a')},${one('b').slice(0, -20)}`,
    ids: ['1:a'],
    asides: ['1 b cut off: the file ends inside this record'],
  },
  {
    name: 'a list that is cut off between records',
    text: `{"value":[\n${one('a')},\n`,
    ids: ['2:a'],
    asides: ['3 - cut off: the file ends before the list of records does'],
  },
  {
    name: 'a single record that is cut off',
    text: JSON.stringify({ Id: 'a', deep: [{ id: 'x' }] }, null, 1).slice(0, -8),
    ids: [],
    asides: ['1 a cut off: the file ends inside this record'],
  },
  {
    name: 'a wrong escape',
    text: `[${one('a')},\n${one('b').replace('2026', String.raw`\q`)},\n${one('c')}]`,
    ids: ['1:a', '3:c'],
    asides: ['2 b not valid JSON: bad escaped character'],
  },
  {
    name: 'a missing brace, compact',
    text: `[${one('a')},${one('b').slice(0, -1)},${one('c')},${one('d')}]`,
    ids: ['1:a', '1:c', '1:d'],
    asides: ['1 b not valid JSON: a bracket is missing in this record'],
  },
  {
    name: 'a missing brace, indented',
    text: indented(['a', 'b', 'c', 'd']).replace(/("b"[^}]+\}\s+\]\s+)\},/, '$1,'),
    ids: ['2:a', '22:c', '32:d'],
    asides: ['12 b not valid JSON: a bracket is missing in this record'],
  },
  {
    name: 'a missing bracket in the first record',
    text: `[${one('a').replace(']', '')},${one('b')}]`,
    ids: ['1:b'],
    asides: ['1 a not valid JSON: a bracket is missing in this record'],
  },
  {
    name: 'a missing quote, indented',
    text: indented(['a', 'b', 'c']).replace('"b"', '"b'),
    ids: ['2:a', '22:c'],
    asides: ['12 - not valid JSON: a quote is missing in this record'],
  },
  {
    name: 'a brace too many',
    text: `[${one('a')},{"id":"b"},"to":{"id":"x"}},${one('c')}]`,
    ids: ['1:a', '1:b', '1:c'],
    asides: ['1 - text between records that is no record'],
  },
  {
    name: 'an ellipsis between records',
    text: `[\n${one('a')},\n...\n,{"other":1}\n]`,
    ids: ['2:a', '4:undefined'],
    asides: ['3 - text between records that is no record'],
  },
  {
    name: 'brackets without end',
    text: `[${one('a')},{"id":"b","x":${'['.repeat(300)}},${one('c')}]`,
    ids: ['1:a', '1:c'],
    asides: ['1 b nested deeper than 256 brackets'],
  },
];

describe('the scan', () => {
  it.each(cases)('sets aside $name, and goes on', ({ text, ids, asides }) => {
    for (const chunkBytes of [1, 2, 3, 7, 64, 100_000]) {
      const found = readIn(scanRecords, text, chunkBytes);
      expect(idsOf(found)).toEqual(ids);
      expect(asidesOf(found)).toEqual(asides);
    }
  });

  it('gives up a record past 16 MiB and finds the next', () => {
    const text = `[${one('a')},{"id":"b","at":"${'x'.repeat(17 * 1024 * 1024)}"},${one('c')}]`;
    const found = readIn(scanRecords, text, 1 << 20);
    expect(idsOf(found)).toEqual(['1:a', '1:c']);
    expect(asidesOf(found)).toEqual(['1 b longer than 16 MiB, or not closed']);
  });

  it('finds every whole record around one that lost or gained a byte, whatever the pieces', () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.constantFrom('', '{', '}', '[', ']', '"', ',', ':', '\\', 'x'),
        fc.boolean(),
        fc.boolean(),
        (place, byte, compact, keep) => {
          const ids = ['a', 'b', 'c', 'd', 'e'];
          const text = compact ? `[${ids.map((id) => one(id)).join(',')}]` : indented(ids);
          const from = text.indexOf('"id":', text.indexOf(compact ? '"b"' : '"b"') - 8) - 1;
          const at = from + 2 + place;
          const broken = text.slice(0, at) + byte + text.slice(keep ? at : at + 1);
          const whole = readIn(scanRecords, broken, 100_000);
          expect(idsOf(whole).map((id) => id.split(':')[1])).toEqual(expect.arrayContaining(['a', 'd', 'e']));
          for (const chunkBytes of [1, 3, 7, 64])
            expect(readIn(scanRecords, broken, chunkBytes)).toEqual(whole);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('lines', () => {
  const lines = `${one('a')}\n{"id":"b","x":}\nnonsense\n7\n${one('c')}${one('d')}\n${one('e').slice(0, 30)}\n${one('f')}\n[${one('g')},{"id":"h",}]\n${one('i').slice(0, -9)}`;

  it('loses a broken line only', () => {
    for (const chunkBytes of [1, 2, 3, 7, 64, 100_000]) {
      const found = readIn(readLines, lines, chunkBytes);
      expect(idsOf(found)).toEqual(['1:a', '5:c', '5:d', '7:f', '8:g']);
      expect(asidesOf(found)).toEqual([
        "2 b not valid JSON: unexpected token '}'",
        '3 - text between records that is no record',
        '4 - not a record: a JSON object was expected here',
        '6 e cut off: the line ends inside this record',
        '8 h not valid JSON: expected double-quoted property name',
        '9 i cut off: the file ends inside this record',
      ]);
    }
  });

  it('are recognised although the first was cut by a log rotation', async () => {
    const found = await readText(`mail.com"}]}\n${one('a')}\n${one('b')}\n`);
    expect(idsOf(found)).toEqual(['2:a', '3:b']);
    expect(asidesOf(found)).toHaveLength(1);
  });

  it('may be longer than a record may be, if they hold many', async () => {
    const big = `{"value":[${Array.from({ length: 90 }, () => JSON.stringify({ id: 'b', pad: 'x'.repeat(200_000) })).join(',')}]}`;
    const found = await readText(`${one('a')}\n${big}\n${one('c')}\n`);
    expect(idsOf(found)).toEqual(['1:a', ...Array.from({ length: 90 }, () => '2:b'), '3:c']);
  });
});
