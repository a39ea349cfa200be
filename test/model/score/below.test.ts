import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unfamiliarSignIn } from '../../../shared/detectors/unfamiliar-sign-in.ts';
import { declaredBy } from '../../../shared/model/declared.ts';
import type { SignIn } from '../../../shared/model/events.ts';
import type { Memory } from '../../../shared/model/memory.ts';
import { byOrder, orderOf } from '../../../shared/model/order.ts';
import type { NetworkClass, Place } from '../../../shared/model/place.ts';
import { NO_POLICY, SENSITIVITIES, type Policy } from '../../../shared/model/policy.ts';
import { candidateOf, isSurelyBelow, scoreOf } from '../../../shared/model/score/score.ts';
import type { Leap } from '../../../shared/model/score/travel.ts';
import { dayOf } from '../../../shared/model/time.ts';
import { memoryStore } from '../../../shared/store/memory.ts';
import { before, MONDAY, signIn, user } from '../../support/events.ts';

const CLASSES: readonly NetworkClass[] = ['unknown', 'mobile', 'hosting', 'vpn', 'relay', 'tor', 'microsoft'];
const USERS = ['dana', 'lee', 'ann', 'bo', 'cy', 'eve', 'fay'];

/** One of these, or nothing: few values, so that they come again. */
function some<T>(...values: readonly T[]): fc.Arbitrary<T | undefined> {
  return fc.option(fc.constantFrom(...values), { nil: undefined });
}

const place: fc.Arbitrary<Place> = fc
  .record({
    country: some('SE', 'ES', 'NG', 'US'),
    region: some('Stockholm', 'Madrid'),
    asn: some(3301, 3352, 14_061),
    organisation: some('Telia', 'Telefonica', 'DigitalOcean'),
    networkClass: fc.constantFrom(...CLASSES),
  })
  .map(({ networkClass, ...given }) => ({
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    networkClass,
  }));

/** Somebody signs in, so many hours before Monday. */
const happening: fc.Arbitrary<SignIn> = fc
  .record({
    name: fc.constantFrom(...USERS),
    hours: fc.integer({ min: 0, max: 40 * 24 }),
    place: fc.option(place, { nil: undefined }),
    ip: some('203.0.113.10', '192.0.2.7', '198.51.100.7', '2001:db8:1:2::3', '2001:db8:9::1'),
    deviceId: some('laptop-1', 'laptop-2'),
    family: some('windows/edge', 'ios/safari', 'linux/firefox'),
    requirement: some('single' as const, 'multi' as const),
    client: some('Browser', 'IMAP4'),
    protocol: some('deviceCode', 'ropc'),
    risk: some('none' as const, 'low' as const, 'unnamed' as const, 'medium' as const, 'high' as const),
  })
  .map(({ name, hours, ...given }) =>
    signIn({ ...given, actor: user(name), at: before(MONDAY, hours, 'hours') }),
  );

/** A habit of a month: the same sign-in every day. */
const habit: fc.Arbitrary<readonly SignIn[]> = fc
  .tuple(happening, fc.integer({ min: 1, max: 35 }))
  .map(([event, days]) =>
    Array.from({ length: days }, (_, day) =>
      signIn({ ...event, id: `${event.id}-${day}`, at: before(event.at, day, 'days') }),
    ),
  );

const policy: fc.Arbitrary<Policy> = fc
  .record({
    sensitivity: fc.constantFrom(...SENSITIVITIES),
    trusted: fc.subarray(['203.0.113.10', '192.0.2.7', '2001:db8:1:2::3']),
    allowed: fc.subarray(['SE', 'ES', 'US']),
    denied: fc.subarray(['NG']),
    away: fc.subarray(['SE', 'ES', 'NG']),
    until: fc.integer({ min: -2, max: 2 }),
  })
  .map(({ sensitivity, trusted, allowed, denied, away, until }) => ({
    ...NO_POLICY,
    sensitivity,
    trusts: (address) => trusted.includes(address),
    allowedCountries: new Set(allowed),
    deniedCountries: new Set(denied),
    journeys: away.map((country) => ({
      user: 'dana@contoso.example',
      country,
      until: dayOf(MONDAY) + until,
    })),
  }));

const leap: fc.Arbitrary<Leap | undefined> = some<Leap>({
  from: { at: MONDAY, place: undefined, deviceId: undefined, family: undefined },
  km: 1900,
  hours: 1,
});

function memoryAfter(past: readonly SignIn[], event: SignIn, said: Policy): Memory {
  const store = memoryStore(
    declaredBy([unfamiliarSignIn]),
    () => undefined,
    () => said,
  );
  for (const earlier of past.toSorted((a, b) => byOrder(orderOf(a), orderOf(b)))) store.learn(earlier);
  return store.before(event);
}

describe('isSurelyBelow', () => {
  it('never says of a score that it is below what it reaches, and says it of what is usual', () => {
    let settled = 0;
    fc.assert(
      fc.property(
        fc.array(habit, { maxLength: 12 }),
        happening,
        policy,
        leap,
        fc.integer({ min: 0, max: 200 }),
        fc.boolean(),
        (habits, event, said, leapt, most, again) => {
          const shown = again ? (habits[0]?.[0] ?? event) : event;
          const asked = signIn({ ...shown, actor: user('dana'), at: MONDAY });
          const memory = memoryAfter(
            habits.flat().filter(({ at }) => at < MONDAY),
            asked,
            said,
          );
          const candidate = candidateOf(asked);
          const { points } = scoreOf(candidate, memory, leapt);
          for (const limit of [points, most, 40, 50, 65]) {
            if (!isSurelyBelow(limit, candidate, memory, leapt)) continue;
            settled += 1;
            expect(points).toBeLessThan(limit);
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(settled).toBeGreaterThan(50);
  });

  it('settles the desk of every day without asking what colleagues do', () => {
    const desk = Array.from({ length: 30 }, (_, day) => signIn({ at: before(MONDAY, day + 2, 'days') }));
    const memory = memoryAfter(desk, signIn(), NO_POLICY);

    expect(isSurelyBelow(40, candidateOf(signIn()), memory, undefined)).toBe(true);
  });
});
