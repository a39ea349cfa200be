import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AuditEvent } from '../../shared/model/events.ts';
import { joined, type Version } from '../../shared/model/join.ts';
import { outcomeOf } from '../../shared/model/sign-in.ts';
import { MONDAY, after, invited, signIn } from '../support/events.ts';
import { anyEvent, anySignIn } from './arbitrary-events.ts';

function join(...events: readonly AuditEvent[]): AuditEvent {
  return joined(
    events.map((event): Version => ({ event, text: JSON.stringify(event) })) as [Version, ...Version[]],
  );
}

const one = { id: 'one' } as const;

describe('versions of one happening', () => {
  it.each<[string, readonly AuditEvent[], object]>([
    ['one', [signIn({ ...one, app: 'x' })], { app: 'x' }],
    [
      'the richer source tells',
      [
        signIn({ ...one, source: 'unified-audit', requirement: undefined, app: 'id' }),
        signIn({ ...one, requirement: undefined, app: 'name' }),
      ],
      { source: 'sign-ins', app: 'name' },
    ],
    [
      'beta before v1.0',
      [
        signIn({ ...one, requirement: undefined, client: 'v1' }),
        signIn({ ...one, requirement: 'single', client: 'beta' }),
      ],
      { client: 'beta', requirement: 'single' },
    ],
    [
      'what one lacks the other fills',
      [
        signIn({ ...one, userAgent: undefined }),
        signIn({ ...one, source: 'unified-audit', requirement: undefined, userAgent: 'x' }),
      ],
      { source: 'sign-ins', userAgent: 'x' },
    ],
    [
      'risk comes later',
      [signIn({ ...one, risk: 'none' }), signIn({ ...one, risk: 'high' })],
      { risk: 'high' },
    ],
    [
      'a risk that is not named is more than none',
      [signIn({ ...one, risk: 'unnamed' }), signIn({ ...one, risk: 'none' })],
      { risk: 'unnamed' },
    ],
    [
      'risk does not fall',
      [signIn({ ...one, risk: 'medium' }), signIn({ ...one, risk: undefined })],
      { risk: 'medium' },
    ],
    [
      'MFA is merged in afterwards',
      [signIn({ ...one, requirement: 'single' }), signIn({ ...one, requirement: 'multi' })],
      { requirement: 'multi' },
    ],
    [
      'a prompt that went through',
      [signIn({ ...one, errorCode: 50074 }), signIn({ ...one, errorCode: 0 })],
      { errorCode: 0 },
    ],
    [
      'a wrong password, then the right one and a question',
      [signIn({ ...one, errorCode: 50126 }), signIn({ ...one, errorCode: 50076 })],
      { errorCode: 50076 },
    ],
    [
      'codes of one outcome: the lower',
      [signIn({ ...one, errorCode: 50076 }), signIn({ ...one, errorCode: 50074 })],
      { errorCode: 50074 },
    ],
    [
      'a code that is not known',
      [signIn({ ...one, errorCode: -1 }), signIn({ ...one, errorCode: 50126 })],
      { errorCode: 50126 },
    ],
    [
      'of two kinds one tells',
      [invited({ ...one }), signIn({ ...one, requirement: 'single' })],
      { kind: 'sign-in' },
    ],
  ])('%s', (_name, versions, expected) => {
    expect(join(...versions)).toMatchObject(expected);
    expect(join(...versions.toReversed())).toMatchObject(expected);
  });

  it('are one function of the set: neither order nor repeats change it', () => {
    const versions = fc.array(fc.oneof(anySignIn, anyEvent), { minLength: 1, maxLength: 6 });
    const withRepeats = versions.chain((events) => {
      const twice = [...events, ...events];
      return fc.tuple(fc.constant(events), fc.shuffledSubarray(twice, { minLength: twice.length }));
    });

    fc.assert(
      fc.property(withRepeats, ([events, again]) => {
        expect(join(...again)).toEqual(join(...events));
      }),
      { numRuns: 500 },
    );
  });

  it('of a sign-in never come less far than each alone', () => {
    const far = ['failed', 'locked', 'wrong-password', 'prompt', 'password-proven', 'success'];

    fc.assert(
      fc.property(fc.array(anySignIn, { minLength: 1, maxLength: 5 }), (events) => {
        const whole = join(...events);
        const reached = far.indexOf(outcomeOf(whole.kind === 'sign-in' ? whole.errorCode : 0));
        expect(reached).toBe(Math.max(...events.map(({ errorCode }) => far.indexOf(outcomeOf(errorCode)))));
      }),
    );
  });

  it('keep a time that one of them has', () => {
    const later = after(MONDAY, 2);

    expect([MONDAY, later]).toContainEqual(
      join(signIn({ ...one, at: MONDAY }), signIn({ ...one, at: later })).at,
    );
  });
});
