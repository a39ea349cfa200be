import { describe, expect, it } from '@jest/globals';
import { unfamiliarSignIn } from '../../shared/detectors/unfamiliar-sign-in.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import type { SignIn } from '../../shared/model/events.ts';
import type { Severity } from '../../shared/model/finding.ts';
import type { Place } from '../../shared/model/place.ts';
import { createJudge } from '../../shared/pipeline/judge.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import { detectorCases } from '../support/detector-cases.ts';
import {
  after,
  before,
  DANA,
  FAR,
  HOME,
  mailSent,
  MONDAY,
  ordinaryDays,
  signIn,
  user,
} from '../support/events.ts';

const SPAIN: Place = {
  country: 'ES',
  region: 'Madrid',
  asn: 3352,
  organisation: 'Telefonica de Espana',
  networkClass: 'residential',
};
const CARRIER: Place = {
  country: 'SE',
  region: 'Stockholm',
  asn: 44034,
  organisation: 'Hi3G Access AB',
  networkClass: 'mobile',
};
const AWAY = '192.0.2.44';
const far = { ip: '198.51.100.7', place: FAR };
const spain = { ip: AWAY, place: SPAIN };
const PHONE = 'ios/safari';

/** Thirty believed days of an office of so many, Dana not among them. */
function colleagues(count: number): readonly SignIn[] {
  return Array.from({ length: count }, (_, index) =>
    ordinaryDays(31, MONDAY, { actor: user(`colleague${index}`) }),
  ).flat();
}

/** The same for an office of forty, Dana among them. */
const OFFICE = [...ordinaryDays(31, MONDAY), ...colleagues(39)];

/** So many of Dana's colleagues did this last week, on so many days. */
function also(count: number, given: Partial<SignIn>, days = 2): readonly SignIn[] {
  return Array.from({ length: count }, (_, index) =>
    ordinaryDays(days, before(MONDAY, 5, 'days'), { actor: user(`colleague${index}`), ...given }),
  ).flat();
}

/** A laptop that the tenant knows, used by Dana on so many believed days. */
function laptop(days: number): readonly SignIn[] {
  return ordinaryDays(days, before(MONDAY, 4, 'days'), { deviceId: 'laptop-1' });
}

/** The country alone speaks: no region, network or holder is known. */
const onlySpain = { ip: AWAY, place: { country: 'ES', networkClass: 'unknown' } } as const;
const spainByVpn = { ip: AWAY, place: { country: 'ES', networkClass: 'vpn' } } as const;
const azure = {
  ip: '192.0.2.200',
  place: { ...HOME, asn: 8075, organisation: 'Microsoft', networkClass: 'microsoft' },
} as const;

detectorCases(unfamiliarSignIn, [
  {
    name: 'a country nobody has, on a rented server, on a familiar device',
    past: OFFICE,
    event: signIn({ ...far, requirement: 'single' }),
    expected: 'anomalous',
    seen: [
      {
        about: DANA,
        key: 'place:NG|14061',
        severity: 'high',
        opens: true,
        stage: 'inside',
        size: 120,
        title: 'Signed in from Lagos, Nigeria, on a rented server, which is not usual for dana',
        facts: {
          score: 120,
          why: [
            'Nigeria: never in 30 days of dana, nor for any of 39 colleagues (+90)',
            'the network is one that hides where people are (+30)',
          ],
          network: 'DigitalOcean, LLC (AS14061)',
          mfa: 'It was not asked: this sign-in needed the password only.',
          previous: 'Stockholm, Sweden, Telia Company AB (AS3301), 24 hours before, 2026-03-01T09:00:00.000Z',
        },
      },
    ],
  },
  { name: 'the same desk as every day', past: OFFICE, event: signIn(), expected: 'usual' },
  {
    name: 'a trip to a country and network that 4 of 39 colleagues have, on an unregistered laptop',
    past: [...OFFICE, ...also(4, { ...spain, ip: '192.0.2.1' })],
    event: signIn(spain),
    expected: 'anomalous',
    seen: [{ severity: 'low', opens: false, size: 57, stage: 'inside' }],
  },
  {
    name: 'the same, where the colleagues were there for one day: their country is known, the café’s network is not',
    past: [...OFFICE, ...also(4, { ...spain, ip: '192.0.2.1' }, 1)],
    event: signIn(spain),
    expected: 'anomalous',
    seen: [{ severity: 'low', size: 72 }],
  },
  {
    name: 'the same trip on a laptop registered for three days',
    past: [...OFFICE, ...laptop(3), ...also(4, { ...spain, ip: '192.0.2.1' })],
    event: signIn({ ...spain, deviceId: 'laptop-1' }),
    expected: 'usual',
  },
  {
    name: 'a country nobody has, on a laptop registered for three days',
    past: [...OFFICE, ...laptop(3)],
    event: signIn({ ...spain, deviceId: 'laptop-1' }),
    expected: 'usual',
  },
  {
    name: 'a country nobody has, on a laptop registered for two days',
    past: [...OFFICE, ...laptop(2)],
    event: signIn({ ...spain, deviceId: 'laptop-1' }),
    expected: 'anomalous',
    seen: [{ severity: 'high' }],
  },
  {
    name: 'a rented server in a country nobody has, on a registered laptop',
    past: [...OFFICE, ...laptop(3)],
    event: signIn({ ...far, deviceId: 'laptop-1' }),
    expected: 'anomalous',
    seen: [{ severity: 'low', size: 57 }],
  },
  {
    name: 'the mobile carrier bounces to another region at home',
    past: [...OFFICE, ...ordinaryDays(12, before(MONDAY, 3, 'days'), { ip: '192.0.2.9', place: CARRIER })],
    event: signIn({ ip: '198.51.100.90', place: { ...CARRIER, region: 'Skåne' } }),
    expected: 'usual',
  },
  {
    name: 'a new phone at home',
    past: OFFICE,
    event: signIn({ family: PHONE }),
    expected: 'anomalous',
    seen: [
      {
        severity: 'low',
        opens: false,
        size: 72,
        title: 'Signed in with a device that is new for dana, from Stockholm, Sweden',
        facts: { why: ['Safari on iOS: never in 30 days of dana, nor for any of 39 colleagues (+72)'] },
      },
    ],
  },
  {
    name: 'a new phone of the kind that everybody has, at home',
    past: [...OFFICE, ...also(20, { family: PHONE })],
    event: signIn({ family: PHONE }),
    expected: 'usual',
  },
  {
    name: 'a newly registered device at home',
    past: [...OFFICE, ...laptop(9)],
    event: signIn({ deviceId: 'laptop-2' }),
    expected: 'anomalous',
    seen: [{ severity: 'low', size: 72 }],
  },
  {
    name: 'a new phone abroad',
    past: OFFICE,
    event: signIn({ ...spain, family: PHONE }),
    expected: 'anomalous',
    seen: [
      { severity: 'high', size: 162, title: 'Signed in from Madrid, Spain, which is not usual for dana' },
    ],
  },
  {
    name: 'score 50: by VPN from a country that 13 colleagues have',
    past: [...OFFICE, ...also(13, { ...onlySpain, ip: '203.0.113.10' })],
    event: signIn(spainByVpn),
    expected: 'anomalous',
    seen: [{ size: 50, severity: 'low' }],
  },
  {
    name: 'score 49: by VPN from a country that 14 colleagues have',
    past: [...OFFICE, ...also(14, { ...onlySpain, ip: '203.0.113.10' })],
    event: signIn(spainByVpn),
    expected: 'usual',
  },
  {
    name: 'score 80: a country that 7, and a kind of device that 13 colleagues have',
    past: [...OFFICE, ...also(7, { ...onlySpain, ip: '203.0.113.10' }), ...also(13, { family: PHONE })],
    event: signIn({ ...onlySpain, family: PHONE }),
    expected: 'anomalous',
    seen: [{ size: 80, severity: 'high', opens: true }],
  },
  {
    name: 'score 79: a country that 7, and a kind of device that 14 colleagues have',
    past: [...OFFICE, ...also(7, { ...onlySpain, ip: '203.0.113.10' }), ...also(14, { family: PHONE })],
    event: signIn({ ...onlySpain, family: PHONE }),
    expected: 'anomalous',
    seen: [{ size: 79, severity: 'low', opens: false }],
  },
  {
    name: 'a wrong password from a country nobody has: failures are no travel',
    past: OFFICE,
    event: signIn({ ...far, errorCode: 50_126 }),
    expected: 'usual',
  },
  {
    name: 'a sign-in that another failure stopped before the password',
    past: OFFICE,
    event: signIn({ ...far, errorCode: 90_072 }),
    expected: 'usual',
  },
  {
    name: 'the right password from a country nobody has, stopped by MFA',
    past: OFFICE,
    event: signIn({ ...far, errorCode: 50_076 }),
    expected: 'anomalous',
    seen: [
      {
        key: 'password:NG|14061',
        stage: 'credential-known',
        severity: 'medium',
        opens: true,
        title:
          'Gave the right password from Lagos, Nigeria, on a rented server and was stopped before getting in',
      },
    ],
  },
  {
    name: 'failures and blocked sign-ins from there teach nothing',
    past: [
      ...OFFICE,
      ...ordinaryDays(20, MONDAY, { ...far, errorCode: 50_126 }),
      ...ordinaryDays(20, MONDAY, { ...far, errorCode: 50_076 }),
    ],
    event: signIn(far),
    expected: 'anomalous',
    seen: [{ size: 120 }],
  },
  {
    name: 'a failure abroad just before is not the previous place',
    past: [
      ...OFFICE,
      signIn({
        at: before(MONDAY, 90),
        place: { country: 'US', networkClass: 'unknown' },
        errorCode: 90_072,
      }),
      signIn({ at: after(MONDAY, 90), place: SPAIN }),
    ],
    event: signIn(far),
    expected: 'anomalous',
    seen: [
      {
        facts: {
          previous: 'Stockholm, Sweden, Telia Company AB (AS3301), 24 hours before, 2026-03-01T09:00:00.000Z',
        },
      },
    ],
  },
  {
    name: 'the thief’s own sign-ins just before are not the previous place',
    past: [
      ...OFFICE,
      signIn({ at: before(MONDAY, 30), ...far }),
      signIn({ at: before(MONDAY, 20), ...far, ip: '198.51.100.8' }),
      signIn({ at: before(MONDAY, 10), ip: '192.0.2.77', place: SPAIN }),
    ],
    event: signIn(far),
    expected: 'anomalous',
    seen: [
      {
        facts: {
          previous: 'Stockholm, Sweden, Telia Company AB (AS3301), 24 hours before, 2026-03-01T09:00:00.000Z',
        },
      },
    ],
  },
  {
    name: 'the user was away for 72 hours and a minute',
    past: [
      ...ordinaryDays(30, before(MONDAY, 3, 'days')),
      ...colleagues(5),
      signIn({ at: before(MONDAY, 72 * 60 + 1) }),
    ],
    event: signIn(far),
    expected: 'anomalous',
    seen: [{ facts: { previous: 'none from elsewhere in 72 hours' } }],
  },
  {
    name: 'a place that is not known costs nothing',
    past: OFFICE,
    event: signIn({ ip: AWAY, place: { networkClass: 'unknown' } }),
    expected: 'usual',
  },
  {
    name: 'no place at all',
    past: OFFICE,
    event: signIn({ ip: AWAY, place: undefined }),
    expected: 'usual',
  },
  {
    name: 'places that were not known are no place the user has been to',
    past: [...OFFICE, ...ordinaryDays(20, MONDAY, { ip: AWAY, place: { networkClass: 'unknown' } })],
    event: signIn(far),
    expected: 'anomalous',
    seen: [{ size: 120 }],
  },
  {
    name: 'the usual line, whatever the place data says of it today',
    past: OFFICE,
    event: signIn({ ip: '203.0.113.99', place: FAR }),
    expected: 'usual',
  },
  {
    name: 'a new phone on the office line, which runs through a rented server',
    past: [...OFFICE, ...ordinaryDays(3, before(MONDAY, 4, 'days'), far)],
    event: signIn({ ...far, family: PHONE }),
    expected: 'anomalous',
    seen: [{ severity: 'low', size: 72 }],
  },
  {
    name: 'a rented server used on two days only',
    past: [...OFFICE, ...ordinaryDays(2, before(MONDAY, 4, 'days'), far)],
    event: signIn({ ...far, family: PHONE }),
    expected: 'anomalous',
    seen: [{ severity: 'high' }],
  },
  {
    name: 'a machine renews a token from one of Microsoft’s front ends',
    past: OFFICE,
    event: signIn({ ...azure, interactive: false, family: PHONE }),
    expected: 'usual',
  },
  {
    name: 'a front end says nothing of a new colleague either',
    past: OFFICE,
    event: signIn({ ...azure, interactive: false, actor: user('nina') }),
    expected: 'usual',
  },
  {
    name: 'a front end, where nothing says whether a person was there',
    past: OFFICE,
    event: signIn({ ...azure, interactive: undefined, family: PHONE }),
    expected: 'usual',
  },
  {
    name: 'a person at a machine rented from Microsoft, whose front ends taught nothing',
    past: [...OFFICE, ...ordinaryDays(20, MONDAY, { ...azure, interactive: false })],
    event: signIn({ ...azure, interactive: true }),
    expected: 'anomalous',
    seen: [{ severity: 'high', size: 102 }],
  },
  {
    name: 'a machine renews a token from a country nobody has',
    past: OFFICE,
    event: signIn({ ...far, interactive: false }),
    expected: 'anomalous',
    seen: [{ severity: 'high' }],
  },
  {
    name: 'a guest',
    past: OFFICE,
    event: signIn({ ...far, guest: true }),
    expected: 'undecided',
    because: /guest/,
  },
  {
    name: 'a record without an address',
    past: OFFICE,
    event: signIn({ ip: undefined, place: undefined }),
    expected: 'undecided',
    because: /no address/,
  },
  {
    name: 'an app',
    past: OFFICE,
    event: signIn({ ...far, actor: { kind: 'app', id: 'app-1', name: 'Backup' } }),
    expected: 'usual',
  },
  {
    name: 'the first sign-in of a new colleague, in the office',
    past: OFFICE,
    event: signIn({ actor: user('nina') }),
    expected: 'undecided',
    because: /fewer than 3 days/,
  },
  {
    name: 'the first sign-in of a new colleague, on an own laptop abroad',
    past: [...OFFICE, ...also(4, { ...spain, ip: '192.0.2.1' })],
    event: signIn({ ...spain, actor: user('nina'), family: 'macos/safari' }),
    expected: 'undecided',
  },
  {
    name: 'the first sign-in of a new colleague, on a rented server where nobody is',
    past: OFFICE,
    event: signIn({ ...far, actor: user('nina') }),
    expected: 'anomalous',
    seen: [{ severity: 'high', size: 120 }],
  },
  {
    name: 'the first sign-in seen of a user whose mail was watched for a month',
    past: [
      ...colleagues(39),
      ...Array.from({ length: 30 }, (_, day) => mailSent({ at: before(MONDAY, day + 2, 'days') })),
    ],
    event: signIn(onlySpain),
    expected: 'undecided',
    because: /sign-ins .* fewer than 3 days/,
  },
  {
    name: 'the very first record of a tenant',
    event: signIn(far),
    expected: 'undecided',
  },
  {
    name: 'a new colleague among four',
    past: colleagues(4),
    event: signIn({ ...far, actor: user('nina'), family: 'linux/firefox' }),
    expected: 'undecided',
  },
  {
    name: 'a new colleague among five',
    past: colleagues(5),
    event: signIn({ ...far, actor: user('nina'), family: 'linux/firefox' }),
    expected: 'anomalous',
  },
  {
    name: 'two days are known of the user: score 90 does not reach 115',
    past: [...ordinaryDays(3, MONDAY), ...colleagues(39)],
    event: signIn(onlySpain),
    expected: 'undecided',
  },
  {
    name: 'three days are known of the user: score 90 reaches 65, not 95',
    past: [...ordinaryDays(4, MONDAY), ...colleagues(39)],
    event: signIn(onlySpain),
    expected: 'anomalous',
    seen: [{ size: 90, severity: 'low', opens: false }],
  },
  {
    name: 'nine days are known of the user: score 90 does not reach 95',
    past: [...ordinaryDays(10, MONDAY), ...colleagues(39)],
    event: signIn(onlySpain),
    expected: 'anomalous',
    seen: [{ size: 90, severity: 'low' }],
  },
  {
    name: 'ten days are known of the user: score 90 reaches 80',
    past: [...ordinaryDays(11, MONDAY), ...colleagues(39)],
    event: signIn(onlySpain),
    expected: 'anomalous',
    seen: [{ size: 90, severity: 'high' }],
  },
  {
    name: 'nine days are known of the user, and two colleagues have the country: 53 does not reach 65',
    past: [...ordinaryDays(10, MONDAY), ...colleagues(39), ...also(2, { ...onlySpain, ip: '192.0.2.1' })],
    event: signIn(onlySpain),
    expected: 'usual',
  },
  {
    name: 'ten days are known of the user, and two colleagues have the country: 54 reaches 50',
    past: [...ordinaryDays(11, MONDAY), ...colleagues(39), ...also(2, { ...onlySpain, ip: '192.0.2.1' })],
    event: signIn(onlySpain),
    expected: 'anomalous',
    seen: [{ severity: 'low', size: 54 }],
  },
  {
    name: 'a small firm: a country nobody has, on a rented server',
    past: [...ordinaryDays(31, MONDAY), ...colleagues(4)],
    event: signIn(far),
    expected: 'anomalous',
    seen: [{ severity: 'high' }],
  },
  {
    name: 'the thief’s second day',
    past: [...OFFICE, signIn({ ...far, at: before(MONDAY, 24, 'hours') })],
    event: signIn(far),
    expected: 'anomalous',
    seen: [{ severity: 'high', size: 120 }],
  },
  {
    name: 'a traveller of ten countries goes to an eleventh',
    past: [
      ...colleagues(39),
      ...['DE', 'FR', 'IT', 'PL', 'NO', 'DK', 'FI', 'NL', 'BE', 'AT'].flatMap((country, index) =>
        ordinaryDays(3, before(MONDAY, index * 3, 'days'), {
          ip: `192.0.2.${index}`,
          place: { country, networkClass: 'unknown' },
        }),
      ),
    ],
    event: signIn({ ip: '192.0.3.1', place: { country: 'ES', networkClass: 'unknown' } }),
    expected: 'anomalous',
    seen: [{ severity: 'low' }],
  },
]);

describe('unfamiliar-sign-in over weeks', () => {
  /** What is told of a place that is used daily and that nobody objects to, by day; undefined: nothing. */
  function toldByDay(days: number, place: Partial<SignIn>): readonly (Severity | undefined)[] {
    const told = new Map<string, Severity>();
    const store = memoryStore(declaredBy([unfamiliarSignIn]), () => undefined);
    const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
    const { judge } = createJudge(
      [unfamiliarSignIn],
      store,
      ({ seen, at }) => told.set(dayOf(at), seen.severity),
      ({ at }) => at < MONDAY,
    );
    for (const event of OFFICE.toSorted((a, b) => a.at.getTime() - b.at.getTime())) judge(event);
    const all = Array.from({ length: days }, (_, day) =>
      signIn({ ...place, at: after(MONDAY, day, 'days') }),
    );
    for (const event of all) judge(event);
    return all.map(({ at }) => told.get(dayOf(at)));
  }

  it('tells of the thief on each of the first five days, and not for ever', () => {
    const told = toldByDay(14, far);

    expect(told.slice(0, 5)).toEqual(['high', 'high', 'high', 'high', 'high']);
    expect(told.slice(-5)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it('gets used within two days to a phone that only the digest told of', () => {
    const told = toldByDay(6, { family: PHONE });

    expect(told).toEqual(['low', 'low', undefined, undefined, undefined, undefined]);
  });
});
