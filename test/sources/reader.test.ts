import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { readerOf } from '../../shared/sources/reader.ts';

const text = z.string().nullish().catch(undefined);
const schema = z.object({
  text,
  must: z.string(),
  flag: z.boolean().nullish().catch(undefined),
  count: z.union([z.number(), z.string()]).nullish().catch(undefined),
  short: z.string().max(2).optional().catch(undefined),
  inside: z.object({ text }).nullish().catch(undefined),
  list: z.array(z.object({ text }).catch({})).nullish().catch(undefined),
  texts: z.array(z.string()).nullish().catch(undefined),
});
const read = readerOf(schema);

describe('a reader of a schema', () => {
  it('gives a record that fits back as it is', () => {
    const record = { must: 'a', text: null, count: 1, list: [{ text: 'a' }, {}], texts: [], more: 1 };
    expect(read(record)).toBe(record);
  });

  it.each([
    ['a wrong type', { must: 'a', flag: 'yes' }],
    ['a number that JSON cannot hold', { must: 'a', count: Infinity }],
    ['a wrong type inside', { must: 'a', inside: { text: 1 } }],
    ['a list for an object', { must: 'a', inside: [] }],
    ['a wrong element', { must: 'a', list: [1, { text: 'a' }] }],
    ['a check of the schema', { must: 'a', short: 'abc' }],
  ])('leaves to the schema: %s', (_what, record) => {
    expect(read(record)).toEqual(schema.parse(record));
  });

  it('gives nothing for what is no such record', () => {
    expect(read({ must: 1 })).toBeUndefined();
    expect(read([] as never)).toBeUndefined();
  });

  it('answers for any record what the schema answers', () => {
    const leaf = fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.constantFrom(null, undefined, true, 1, Infinity, NaN),
    );
    const value = fc.oneof(
      leaf,
      fc.array(leaf, { maxLength: 2 }),
      fc.record({ text: leaf }),
      fc.array(fc.record({ text: leaf })),
    );
    const record = fc.record(Object.fromEntries(Object.keys(schema.shape).map((name) => [name, value])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(record, (given) => {
        const answer = read(given);
        expect(answer === undefined ? undefined : schema.parse(answer)).toEqual(schema.safeParse(given).data);
      }),
      { numRuns: 2_000 },
    );
  });
});
