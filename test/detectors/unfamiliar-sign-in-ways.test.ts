import { describe, expect, it } from '@jest/globals';
import { unfamiliarSignIn } from '../../shared/detectors/unfamiliar-sign-in.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import type { RiskLevel, SignIn } from '../../shared/model/events.ts';
import { countries } from '../../shared/model/habits.ts';
import type { Seen } from '../../shared/model/memory.ts';
import type { Place } from '../../shared/model/place.ts';
import { dayOf } from '../../shared/model/time.ts';
import { createJudge } from '../../shared/pipeline/judge.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import { detectorCases, type DetectorCase } from '../support/detector-cases.ts';
import { after, before, DANA, FAR, HOME, MONDAY, ordinaryDays, signIn, user } from '../support/events.ts';
import {
  also,
  AWAY,
  CARRIER,
  colleagues,
  deskDays,
  far,
  OFFICE,
  onlySpain,
  PHONE,
  SPAIN,
  spain,
  spainByVpn,
  TRIP,
} from '../support/office.ts';

/** The trip, told with so many points. */
function trip(
  name: string,
  given: Partial<SignIn>,
  size: number,
  past: readonly SignIn[] = TRIP,
): DetectorCase {
  return {
    name: `on a trip: ${name}`,
    past,
    event: signIn({ ...spain, ...given }),
    expected: 'anomalous',
    seen: [{ size, severity: size < 80 ? 'low' : 'high' }],
  };
}

const LEGACY = 'for the first time through an old protocol, which knows no second factor (+20)';
const CODE = 'for the first time with a device code, which a thief has somebody else enter (+30)';
const HIDES = 'the network is one that hides where people are';

/** A server rented in Sweden: nothing but its network is strange. */
const RENTED: Place = { ...HOME, asn: 14_061, organisation: 'DigitalOcean, LLC', networkClass: 'hosting' };
const HOME_VPN: Place = { ...HOME, networkClass: 'vpn' };

const STOCKHOLM: Place = { ...HOME, point: { latitude: 59.33, longitude: 18.06, radiusKm: 20 } };
const MADRID: Place = { ...SPAIN, point: { latitude: 40.42, longitude: -3.7, radiusKm: 20 } };
const OTHER_KIND = 'macos/safari';
/** Dana has two kinds of device, so that a sign-in with either is nothing strange. */
const BOTH_KINDS = [...TRIP, ...deskDays(20, { family: OTHER_KIND })];
const atDesk = { place: STOCKHOLM, family: 'windows/edge' } as const;
const atThief = { ip: AWAY, place: MADRID, family: OTHER_KIND } as const;

detectorCases(unfamiliarSignIn, [
  // What the way in says, beside a trip of 57 points.
  trip('nothing else is strange', {}, 57),
  trip('the password alone, where it always was', { requirement: 'single' }, 57),
  {
    ...trip('the password alone, where more was always needed', {}, 67, [
      ...TRIP.filter(({ actor }) => actor !== DANA),
      ...ordinaryDays(31, MONDAY, { requirement: 'multi' }),
    ]),
    seen: [
      {
        size: 67,
        severity: 'low',
        facts: {
          why: [
            'Spain: on 0 of 30 days of dana, for 4 of 39 colleagues (+57)',
            'let in with the password alone, though on 30 of 30 days more was needed (+10)',
          ],
        },
      },
    ],
  },
  trip('more than the password, as always', { requirement: 'multi' }, 57, [
    ...TRIP,
    ...deskDays(20, { requirement: 'multi' }),
  ]),
  trip('nothing says what was needed', { requirement: undefined }, 57, [
    ...TRIP,
    ...deskDays(20, { requirement: 'multi' }),
  ]),
  trip('the password alone, where more was needed on half of the days', {}, 67, [
    ...TRIP,
    ...deskDays(15, { requirement: 'multi' }),
  ]),
  trip('the password alone, where more was needed on fewer than half', {}, 57, [
    ...TRIP,
    ...deskDays(14, { requirement: 'multi' }),
  ]),
  {
    name: 'the password alone at the desk says nothing: a rule may ask for no more there',
    past: [...OFFICE, ...deskDays(29, { requirement: 'multi' })],
    event: signIn({ family: PHONE }),
    expected: 'anomalous',
    seen: [{ size: 72 }],
  },
  ...(
    [
      ['IMAP', { client: 'IMAP4' }],
      ['authenticated SMTP', { client: 'Authenticated SMTP' }],
      ['Exchange’s own agent for it', { client: undefined, userAgent: 'BAV2ROPC' }],
      ['the password handed over by a program', { protocol: 'ropc' }],
    ] as const
  ).map(([name, given]) => ({
    ...trip(`for the first time by ${name}`, given, 77),
    seen: [
      { size: 77, facts: { why: ['Spain: on 0 of 30 days of dana, for 4 of 39 colleagues (+57)', LEGACY] } },
    ],
  })),
  trip('by IMAP, as the user’s scanner does', { client: 'IMAP4' }, 57, [
    ...TRIP,
    ...deskDays(1, { client: 'IMAP4' }),
  ]),
  trip('by IMAP, which a scanner did until half a year ago', { client: 'IMAP4' }, 77, [
    ...TRIP,
    ...ordinaryDays(9, before(MONDAY, 180, 'days'), { client: 'IMAP4' }),
  ]),
  trip('by a device code, of somebody who never did', { protocol: 'deviceCode' }, 87),
  trip('by a device code, of a user of them', { protocol: 'deviceCode' }, 57, [
    ...TRIP,
    ...deskDays(1, { protocol: 'deviceCode' }),
  ]),
  trip('by a device code, of a user of IMAP', { protocol: 'deviceCode' }, 87, [
    ...TRIP,
    ...deskDays(9, { client: 'IMAP4' }),
  ]),
  {
    name: 'a first device code at the desk, on the own device',
    past: OFFICE,
    event: signIn({ protocol: 'deviceCode' }),
    expected: 'usual',
  },
  ...(
    [
      [undefined, 57],
      ['none', 57],
      ['low', 57],
      ['unnamed', 77],
      ['medium', 77],
      ['high', 77],
    ] as const satisfies readonly (readonly [RiskLevel | undefined, number])[]
  ).map(([risk, size]) => trip(`the risk that Microsoft saw is ${risk ?? 'not said'}`, { risk }, size)),
  {
    name: 'a high risk at the desk, on the own device',
    past: OFFICE,
    event: signIn({ risk: 'high' }),
    expected: 'usual',
  },
  // Networks that hide where people are.
  {
    name: 'a VPN, of a user who has one on three days',
    past: [
      ...OFFICE,
      ...also(13, { ...onlySpain, ip: '203.0.113.10' }),
      ...deskDays(3, { ip: '192.0.2.90', place: HOME_VPN }),
    ],
    event: signIn(spainByVpn),
    expected: 'usual',
  },
  {
    name: 'a VPN, of a user who had one on two days',
    past: [
      ...OFFICE,
      ...also(13, { ...onlySpain, ip: '203.0.113.10' }),
      ...deskDays(2, { ip: '192.0.2.90', place: HOME_VPN }),
    ],
    event: signIn(spainByVpn),
    expected: 'anomalous',
    seen: [{ size: 50 }],
  },
  {
    name: 'a server that ten colleagues sign in from: its addresses are theirs',
    past: [...OFFICE, ...also(10, { ip: '192.0.2.60', place: RENTED })],
    event: signIn({ ip: '192.0.2.61', place: RENTED }),
    expected: 'anomalous',
    seen: [{ severity: 'low', size: 64 }],
  },
  {
    name: 'another server of the company that ten colleagues rent from: shared with the world, not with them',
    past: [...OFFICE, ...also(10, { ip: '192.0.2.60', place: RENTED })],
    event: signIn({ ip: '198.51.100.61', place: RENTED }),
    expected: 'anomalous',
    seen: [{ severity: 'high', size: 102 }],
  },
  {
    name: 'another line of the provider that ten colleagues have: that is shared with them',
    past: [
      ...OFFICE,
      ...also(10, { ip: '192.0.2.60', place: { ...HOME, asn: 2119, organisation: 'Telenor' } }),
    ],
    event: signIn({ ip: '198.51.100.61', place: { ...HOME, asn: 2119, organisation: 'Telenor' } }),
    expected: 'usual',
  },
  // Two places at once: both neighbours.
  {
    name: 'a leap: the thief after the owner',
    past: [...BOTH_KINDS, signIn({ ...atDesk, at: before(MONDAY, 60) })],
    event: signIn(atThief),
    expected: 'anomalous',
    seen: [
      {
        size: 90,
        severity: 'high',
        opens: true,
        facts: {
          why: [
            'Spain: on 0 of 30 days of dana, for 4 of 39 colleagues (+57)',
            'Stockholm, Sweden is at least 2,492 km away, with 1 hour between: nobody travels so fast (+30)',
            'Safari on macOS: on 20 of 30 days of dana, for 0 of 39 colleagues (+3)',
          ],
          previous:
            'Stockholm, Sweden, Telia Company AB (AS3301), 1 hour before, 2,592 km away, 2026-03-02T08:00:00.000Z',
        },
      },
    ],
  },
  {
    name: 'a leap: the owner after the thief, which tells the thief’s sign-in anew',
    past: [...BOTH_KINDS, signIn({ ...atThief, id: 'thief-1', at: before(MONDAY, 60) })],
    event: signIn(atDesk),
    expected: 'anomalous',
    seen: [
      {
        key: 'place:ES|3352',
        size: 90,
        severity: 'high',
        opens: true,
        title: 'Signed in from Madrid, Spain, which is not usual for dana',
        evidence: [{ source: 'sign-ins', id: 'thief-1', at: before(MONDAY, 60) }],
      },
    ],
  },
  {
    name: 'a leap with the owner’s phone between: a mobile network says nothing of where they are',
    past: [
      ...BOTH_KINDS,
      signIn({ ...atDesk, at: before(MONDAY, 60) }),
      signIn({
        ip: '192.0.2.9',
        place: { ...CARRIER, point: { latitude: 59.33, longitude: 18.06, radiusKm: 300 } },
        at: before(MONDAY, 30),
      }),
    ],
    event: signIn(atThief),
    expected: 'anomalous',
    seen: [{ size: 90, severity: 'high' }],
  },
  {
    name: 'a leap of somebody whose sign-in was told at once anyway',
    past: [
      ...OFFICE,
      ...deskDays(20, { family: OTHER_KIND }),
      signIn({ ...atThief, at: before(MONDAY, 60) }),
    ],
    event: signIn(atDesk),
    expected: 'usual',
  },
  {
    name: 'a leap after a sign-in of many points, nearly all of them the device’s: it was no page, and is one now',
    past: [
      ...OFFICE,
      ...also(39, { ...spain, ip: '192.0.2.1' }),
      signIn({ ...atThief, family: 'linux/firefox', at: before(MONDAY, 60) }),
    ],
    event: signIn(atDesk),
    expected: 'anomalous',
    seen: [{ severity: 'high', opens: true }],
  },
  {
    name: 'three hours after the trip’s sign-in there was time for the way home',
    past: [...BOTH_KINDS, signIn({ ...atThief, at: before(MONDAY, 3, 'hours') })],
    event: signIn(atDesk),
    expected: 'usual',
  },
  {
    name: 'at both places with devices of one kind',
    past: [...BOTH_KINDS, signIn({ ...atThief, family: 'windows/edge', at: before(MONDAY, 60) })],
    event: signIn(atDesk),
    expected: 'usual',
  },
  {
    name: 'a leap of a new colleague: nobody knows their ways',
    past: [...TRIP, signIn({ ...atThief, actor: user('nina'), at: before(MONDAY, 60) })],
    event: signIn({ ...atDesk, actor: user('nina') }),
    expected: 'undecided',
  },
  {
    name: 'a leap by place data of 91 days, far enough all the same',
    past: [...BOTH_KINDS, signIn({ ...atDesk, at: before(MONDAY, 60) })],
    policy: { placesBuiltOn: dayOf(MONDAY) - 91 },
    event: signIn(atThief),
    expected: 'anomalous',
    seen: [
      {
        size: 90,
        facts: {
          why: [
            'Spain: on 0 of 30 days of dana, for 4 of 39 colleagues (+57)',
            'Stockholm, Sweden is at least 2,392 km away, with 1 hour between: nobody travels so fast (+30)',
            'Safari on macOS: on 20 of 30 days of dana, for 0 of 39 colleagues (+3)',
          ],
        },
      },
    ],
  },
  {
    name: 'a blocked sign-in is a leap from the owner’s, not the other way round',
    past: [...BOTH_KINDS, signIn({ ...atThief, errorCode: 50_076, at: before(MONDAY, 60) })],
    event: signIn(atDesk),
    expected: 'usual',
  },
  // What takes from the place.
  {
    name: 'a mobile network in a country the user was never in: no discount for carriers',
    past: OFFICE,
    event: signIn({ ip: AWAY, place: { ...CARRIER, country: 'NO', region: 'Oslo' } }),
    expected: 'anomalous',
    seen: [{ severity: 'high', size: 90 }],
  },
  {
    name: 'a mobile network nobody has, at home: half',
    past: OFFICE,
    event: signIn({ ip: AWAY, place: CARRIER }),
    expected: 'usual',
  },
  // A new device alone.
  {
    name: 'a new device at the desk with a risk that Microsoft saw: 92 points, 20 beside the device',
    past: OFFICE,
    event: signIn({ family: PHONE, risk: 'high' }),
    expected: 'anomalous',
    seen: [{ size: 92, severity: 'low', opens: false }],
  },
  {
    name: 'a new device at the desk by a first device code: 102 points, 30 beside the device',
    past: OFFICE,
    event: signIn({ family: PHONE, protocol: 'deviceCode' }),
    expected: 'anomalous',
    seen: [
      {
        size: 102,
        severity: 'low',
        opens: false,
        facts: { why: ['Safari on iOS: never in 30 days of dana, nor for any of 39 colleagues (+72)', CODE] },
      },
    ],
  },
  {
    name: 'a new device at the desk by a first old protocol, with a risk: 112 points, 40 beside the device',
    past: OFFICE,
    event: signIn({ family: PHONE, client: 'IMAP4', risk: 'high' }),
    expected: 'anomalous',
    seen: [{ size: 112, severity: 'high', opens: true }],
  },
  // What is told of it.
  {
    name: 'everything at once: the three strongest are told',
    past: OFFICE,
    event: signIn({ ...far, family: PHONE, client: 'IMAP4', risk: 'high' }),
    expected: 'anomalous',
    seen: [
      {
        size: 232,
        facts: {
          why: [
            'Nigeria: never in 30 days of dana, nor for any of 39 colleagues (+90)',
            'Safari on iOS: never in 30 days of dana, nor for any of 39 colleagues (+72)',
            `${HIDES} (+30)`,
          ],
        },
      },
    ],
  },
  {
    name: 'the unified audit log does not show an old protocol or a device code',
    past: OFFICE,
    event: signIn({ ...far, source: 'unified-audit' }),
    expected: 'anomalous',
    seen: [{ facts: { notVisible: ['whether an old protocol or a device code was used'] } }],
  },
  {
    name: 'the unified audit log names the agent that Exchange uses for an old protocol: that is visible',
    past: OFFICE,
    event: signIn({ ...far, source: 'unified-audit', client: undefined, userAgent: 'CBAInPROD' }),
    expected: 'anomalous',
    seen: [
      {
        size: 140,
        facts: {
          why: [
            'Nigeria: never in 30 days of dana, nor for any of 39 colleagues (+90)',
            `${HIDES} (+30)`,
            LEGACY,
          ],
        },
      },
    ],
  },
  {
    name: 'nor does it know of an address without a place',
    past: OFFICE,
    event: signIn({ ip: AWAY, place: undefined, family: PHONE, source: 'unified-audit' }),
    expected: 'anomalous',
    seen: [
      {
        facts: {
          notVisible: ['where the address is', 'whether an old protocol or a device code was used'],
          place: 'an unknown place',
          network: 'an unknown network',
        },
      },
    ],
  },
  {
    name: 'a country without region, network or point',
    past: OFFICE,
    event: signIn({ ip: AWAY, place: { country: 'NG', networkClass: 'unknown' } }),
    expected: 'anomalous',
    seen: [
      {
        key: 'place:NG|192.0.2.0/24',
        size: 90,
        title: 'Signed in from Nigeria, which is not usual for dana',
      },
    ],
  },
  // Addresses that change by the hour.
  {
    name: 'IPv6 privacy addresses: one home is one /48, whatever the database says of it today',
    past: [
      ...colleagues(39),
      ...Array.from({ length: 30 }, (_, day) =>
        signIn({ at: before(MONDAY, day + 2, 'days'), ip: `2001:db8:7:${day % 4}:${day + 1}::${day}` }),
      ),
    ],
    event: signIn({ ip: '2001:db8:7:3:dead:beef::1', place: FAR }),
    expected: 'usual',
  },
  {
    name: 'IPv6: the /48 next door',
    past: [
      ...colleagues(39),
      ...Array.from({ length: 30 }, (_, day) =>
        signIn({ at: before(MONDAY, day + 2, 'days'), ip: `2001:db8:7:${day % 4}:${day + 1}::${day}` }),
      ),
    ],
    event: signIn({ ip: '2001:db8:8:3:dead:beef::1', place: FAR }),
    expected: 'anomalous',
    seen: [{ severity: 'high' }],
  },
  {
    name: 'a user with one sign-in a year: nothing is known, and nobody is troubled',
    past: [
      ...colleagues(39),
      signIn({ at: before(MONDAY, 365, 'days') }),
      signIn({ at: before(MONDAY, 730, 'days') }),
    ],
    event: signIn(onlySpain),
    expected: 'undecided',
    because: /fewer than 3 days/,
  },
  {
    name: 'a user with one sign-in a year, on a rented server where nobody is, on a device nobody has',
    past: [...colleagues(39), signIn({ at: before(MONDAY, 365, 'days') })],
    event: signIn({ ...far, family: PHONE }),
    expected: 'anomalous',
    seen: [{ severity: 'high' }],
  },
]);

describe('a leap that tells the sign-in before', () => {
  /** What is believed of Dana's countries so many days after the thief was there an hour before her. */
  function countriesAfter(days: number): Readonly<Record<'ES' | 'SE', Seen | undefined>> {
    const store = memoryStore(declaredBy([unfamiliarSignIn]), () => undefined);
    const thief = signIn({ ...atThief, at: before(MONDAY, 60) });
    const { judge } = createJudge(
      [unfamiliarSignIn],
      store,
      () => undefined,
      ({ at }) => at < thief.at,
    );
    for (const event of [...BOTH_KINDS, thief, signIn(atDesk)].toSorted(
      (a, b) => Number(a.at) - Number(b.at),
    ))
      judge(event);
    const known = store
      .before(signIn({ at: after(MONDAY, days, 'days') }))
      .of(DANA)
      .habit(countries);
    return { ES: known.get('ES'), SE: known.get('SE') };
  }

  it('holds it against the thief’s place, and not against the owner’s', () => {
    expect(countriesAfter(2)).toMatchObject({ ES: undefined, SE: { last: dayOf(MONDAY) } });
    expect(countriesAfter(4).ES).toBeUndefined();
    expect(countriesAfter(5).ES).toMatchObject({ days: 1, last: dayOf(MONDAY) });
  });
});
