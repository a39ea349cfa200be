import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pack, unpack } from '../../shared/model/pack.ts';
import { anyEventOf, EVENT_KINDS } from '../contracts/any-event.ts';
import { mailSent, signIn } from '../support/events.ts';

describe('a packed event', () => {
  it.each(EVENT_KINDS)('is what it was, with every field of its kind: %s', (kind) => {
    fc.assert(
      fc.property(anyEventOf(kind), (event) => {
        expect(unpack(pack(event))).toStrictEqual(event);
      }),
      { numRuns: 300 },
    );
  });

  it.each(EVENT_KINDS)('is one text without half characters, which UTF-8 could not keep: %s', (kind) => {
    fc.assert(
      fc.property(anyEventOf(kind), (event) => {
        const text = pack(event);
        expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text);
      }),
    );
  });

  it.each([
    ['a sign-in', signIn()],
    ['a mail', mailSent()],
  ])('is much shorter than its JSON: %s', (_case, event) => {
    expect(pack(event).length).toBeLessThan(JSON.stringify(event).length * 0.7);
  });
});
