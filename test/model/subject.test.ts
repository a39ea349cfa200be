import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressSubject, keyOf, TENANT, type Subject } from '../../shared/model/subject.ts';

const anySubject: fc.Arbitrary<Subject> = fc.record({
  kind: fc.constantFrom<Subject['kind']>('user', 'app', 'address', 'tenant'),
  id: fc.oneof(fc.constantFrom('a', 'a|b', '|', 'user|a'), fc.string()),
  name: fc.string(),
});

describe('the key of a subject', () => {
  it('is the same exactly for the same kind and id, whatever the name', () => {
    fc.assert(
      fc.property(anySubject, anySubject, (one, other) => {
        expect(keyOf(one) === keyOf(other)).toBe(one.kind === other.kind && one.id === other.id);
        expect(keyOf({ ...one, name: other.name })).toBe(keyOf(one));
      }),
      { numRuns: 500 },
    );
  });

  it('of an address is the address, and there is one tenant', () => {
    expect(addressSubject('203.0.113.9')).toEqual({
      kind: 'address',
      id: '203.0.113.9',
      name: '203.0.113.9',
    });
    expect(keyOf(TENANT)).toBe(keyOf({ ...TENANT, name: 'Contoso' }));
  });
});
