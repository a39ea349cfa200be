import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asidesOf, idsOf, readText, valuesOf } from './read-text.ts';

const ann = {
  id: 'a',
  createdDateTime: '2026-11-02T09:00:00Z',
  targetResources: [{ id: 't', x: '}]"' }, { id: 'u' }],
};
const bob = {
  id: 'b',
  createdDateTime: '2026-11-02T09:01:00Z',
  userPrincipalName: 'böb@example.com',
  n: [[{}]],
};
const page = { '@odata.context': 'https://graph.example.com/$metadata#x', value: [ann, bob] };

const layouts: readonly (readonly [string, string, readonly string[]])[] = [
  ['a record a line', `${JSON.stringify(ann)}\n\n${JSON.stringify(bob)}\n`, ['1:a', '3:b']],
  ['no line break at the end', `${JSON.stringify(ann)}\r\n${JSON.stringify(bob)}`, ['1:a', '2:b']],
  ['an array a line', `${JSON.stringify([ann, bob])}\n${JSON.stringify([ann])}\n`, ['1:a', '1:b', '2:a']],
  [
    'an envelope a line',
    `${JSON.stringify({ records: [ann] })}\n${JSON.stringify(page)}`,
    ['1:a', '2:a', '2:b'],
  ],
  ['a compact array', JSON.stringify([ann, bob]), ['1:a', '1:b']],
  ['an indented array', JSON.stringify([ann, bob], null, 2), ['2:a', '15:b']],
  ['a compact page', JSON.stringify(page), ['1:a', '1:b']],
  ['an indented page', JSON.stringify(page, null, '\t'), ['4:a', '17:b']],
  [
    'indented pages end to end',
    `${JSON.stringify(page, null, 1)}\n${JSON.stringify(page, null, 1)}`,
    ['4:a', '17:b', '32:a', '45:b'],
  ],
  [
    'a compact page, then an indented one',
    `${JSON.stringify({ value: [bob] })}\n${JSON.stringify(page, null, 1)}`,
    ['1:b', '5:a', '18:b'],
  ],
  ['pages in an array', JSON.stringify([page, { value: [ann] }], null, 1), ['2:a', '2:b', '30:a']],
  [
    'arrays in an array',
    `[\n${JSON.stringify([ann, bob])},\n${JSON.stringify([ann])}\n]`,
    ['2:a', '2:b', '3:a'],
  ],
  ['a single indented record', JSON.stringify(ann, null, 2), ['1:a']],
  ['records with commas between them', `${JSON.stringify(ann)},\n${JSON.stringify(bob)},\n`, ['1:a', '2:b']],
  [
    'more members after the list',
    JSON.stringify({ value: [ann], next: { list: [{ id: 'no' }] } }, null, 1),
    ['3:a'],
  ],
  ['a record with a list named value', JSON.stringify({ id: 'c', value: [{ id: 'no' }] }, null, 1), ['1:c']],
  ['a list of texts named value', JSON.stringify({ value: ['x'], id: 'c' }, null, 1), ['1:c']],
  [
    'a saved web answer',
    `HTTP/1.1 200 OK\nContent-Type: application/json; charset=utf-8\n\n${JSON.stringify([ann], null, 1)}`,
    ['5:a'],
  ],
  ['an empty page', JSON.stringify({ '@odata.context': 'x', value: [] }, null, 1), []],
  ['an empty array', '[ ]', []],
];

describe('layouts', () => {
  it.each(layouts)('%s', async (_name, text, ids) => {
    const found = await readText(text);
    expect(asidesOf(found)).toEqual([]);
    expect(idsOf(found)).toEqual(ids);
  });

  it.each(layouts)('%s, in small pieces', async (_name, text) => {
    const whole = await readText(text);
    for (const chunkBytes of [1, 2, 3, 7, 64]) expect(await readText(text, { chunkBytes })).toEqual(whole);
  });
});

const encoders: Record<string, (text: string) => Buffer> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
  'UTF-16 LE': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16 LE with a mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16 BE': (text) => Buffer.from(text, 'utf16le').swap16(),
  'UTF-16 BE with a mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
};

const framings: Record<string, (values: readonly object[]) => string> = {
  lines: (values) => values.map((value) => JSON.stringify(value)).join('\n'),
  'lines, CRLF': (values) => values.map((value) => `${JSON.stringify(value)}\r\n`).join(''),
  array: (values) => JSON.stringify(values),
  'indented array': (values) => JSON.stringify(values, null, 2),
  page: (values) => JSON.stringify({ '@odata.context': 'x', value: values }),
  'indented records': (values) => JSON.stringify({ records: values }, null, '\t'),
  'indented values': (values) => values.map((value) => JSON.stringify(value, null, 2)).join('\n'),
};

const record = fc.record({
  id: fc.string(),
  actor: fc.jsonValue({ maxDepth: 4 }),
  list: fc.array(fc.jsonValue()),
});

describe('any records, framing, encoding, compression and piece size', () => {
  it('give back the same records', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...Object.keys(framings)),
        fc.constantFrom(...Object.keys(encoders)),
        fc.boolean(),
        fc.constantFrom(7, 64, 1 << 20),
        async (values, framing, encoder, zipped, chunkBytes) => {
          const json: unknown = JSON.parse(JSON.stringify(values));
          const text = framings[framing]?.(values) ?? '';
          const plain = encoders[encoder]?.(text) ?? Buffer.alloc(0);
          const found = await readText(zipped ? gzipSync(plain) : plain, { chunkBytes });
          expect(asidesOf(found)).toEqual([]);
          expect(JSON.parse(JSON.stringify(valuesOf(found)))).toEqual(json);
        },
      ),
      { numRuns: 60 },
    );
  });
});
