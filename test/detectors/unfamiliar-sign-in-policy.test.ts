import { unfamiliarSignIn } from '../../shared/detectors/unfamiliar-sign-in.ts';
import type { Journey, Policy } from '../../shared/model/policy.ts';
import { dayOf } from '../../shared/model/time.ts';
import { detectorCases } from '../support/detector-cases.ts';
import { DANA, MONDAY, ordinaryDays, signIn, user } from '../support/events.ts';
import {
  also,
  AWAY,
  far,
  laptop,
  OFFICE,
  onlySpain,
  PHONE,
  spain,
  spainByVpn,
  TRIP,
} from '../support/office.ts';

const NIGERIA_IS_DENIED = { deniedCountries: new Set(['NG']) };
/** Nigeria by an ordinary line. */
const LAGOS = {
  ip: AWAY,
  place: { country: 'NG', region: 'Lagos', asn: 29_465, networkClass: 'unknown' },
} as const;

function journey(given: Partial<Journey> = {}): Partial<Policy> {
  return { journeys: [{ user: DANA.id, country: 'ES', until: dayOf(MONDAY), ...given }] };
}

detectorCases(
  unfamiliarSignIn,
  [
    // Networks and countries that are trusted.
    {
      name: 'a network that is trusted, though it is rented and abroad',
      past: OFFICE,
      policy: { trusts: (address) => address === far.ip },
      event: signIn(far),
      expected: 'usual',
    },
    {
      name: 'a new phone on a trusted network abroad: 81 points, but a new device alone tells nobody at once',
      past: OFFICE,
      policy: { trusts: (address) => address === far.ip },
      event: signIn({ ...far, family: PHONE }),
      expected: 'anomalous',
      seen: [{ size: 81, severity: 'low', opens: false }],
    },
    {
      name: 'another address than the trusted one',
      past: OFFICE,
      policy: { trusts: (address) => address === '192.0.2.1' },
      event: signIn(far),
      expected: 'anomalous',
      seen: [{ size: 120 }],
    },
    {
      name: 'a country where being is nothing unusual',
      past: OFFICE,
      policy: { allowedCountries: new Set(['ES']) },
      event: signIn(onlySpain),
      expected: 'usual',
    },
    {
      name: 'an allowed country, on a rented server: the network speaks still',
      past: OFFICE,
      policy: { allowedCountries: new Set(['NG']) },
      event: signIn(far),
      expected: 'anomalous',
      seen: [{ severity: 'high', size: 102 }],
    },
    {
      name: 'another country is allowed',
      past: OFFICE,
      policy: { allowedCountries: new Set(['FR']) },
      event: signIn(onlySpain),
      expected: 'anomalous',
      seen: [{ size: 90 }],
    },
    // Where nobody is ever to be.
    {
      name: 'a denied country, on the own laptop and by an ordinary line',
      past: [...OFFICE, ...laptop(9)],
      policy: NIGERIA_IS_DENIED,
      event: signIn({ ...LAGOS, deviceId: 'laptop-1' }),
      expected: 'anomalous',
      seen: [
        {
          severity: 'high',
          opens: true,
          facts: {
            why: [
              'Nigeria: your settings say that nobody here is ever there',
              'Nigeria: never in 30 days of dana, nor for any of 39 colleagues (+27)',
            ],
          },
        },
      ],
    },
    {
      name: 'a denied country that has become a habit',
      past: [...OFFICE, ...ordinaryDays(20, MONDAY, LAGOS)],
      policy: NIGERIA_IS_DENIED,
      event: signIn(LAGOS),
      expected: 'anomalous',
      seen: [{ severity: 'high', opens: true }],
    },
    {
      name: 'a denied country, of a new colleague',
      past: OFFICE,
      policy: NIGERIA_IS_DENIED,
      event: signIn({ ...LAGOS, actor: user('nina') }),
      expected: 'anomalous',
      seen: [{ severity: 'high' }],
    },
    {
      name: 'a denied country, stopped by the second factor',
      past: OFFICE,
      policy: NIGERIA_IS_DENIED,
      event: signIn({ ...LAGOS, errorCode: 50_076 }),
      expected: 'anomalous',
      seen: [{ severity: 'medium', stage: 'credential-known' }],
    },
    {
      name: 'a denied country with a wrong password',
      past: OFFICE,
      policy: NIGERIA_IS_DENIED,
      event: signIn({ ...LAGOS, errorCode: 50_126 }),
      expected: 'usual',
    },
    {
      name: 'a denied country, where the user is announced',
      past: OFFICE,
      policy: { ...NIGERIA_IS_DENIED, ...journey({ country: 'NG' }) },
      event: signIn(LAGOS),
      expected: 'usual',
    },
    {
      name: 'a sign-in without a country is in no denied one',
      past: OFFICE,
      policy: NIGERIA_IS_DENIED,
      event: signIn({ ip: AWAY, place: undefined }),
      expected: 'usual',
    },
    // Announced journeys.
    {
      name: 'an announced journey, on its last day',
      past: OFFICE,
      policy: journey(),
      event: signIn(spain),
      expected: 'usual',
    },
    {
      name: 'an announced journey, with a new phone: the place says nothing, the device does',
      past: OFFICE,
      policy: journey(),
      event: signIn({ ...spain, family: PHONE }),
      expected: 'anomalous',
      seen: [{ size: 72, severity: 'low' }],
    },
    ...(
      [
        ['the day after', { until: dayOf(MONDAY) - 1 }],
        ['of a colleague', { user: 'lee@contoso.example' }],
        ['to another country', { country: 'PT' }],
      ] as const
    ).map(([name, given]) => ({
      name: `an announced journey: ${name}`,
      past: OFFICE,
      policy: journey(given),
      event: signIn(spain),
      expected: 'anomalous' as const,
      seen: [{ severity: 'high' as const, size: 90 }],
    })),
    {
      name: 'a VPN that comes out where the user is announced is no sign of the journey',
      past: OFFICE,
      policy: journey(),
      event: signIn(spainByVpn),
      expected: 'anomalous',
      seen: [{ severity: 'high', size: 100 }],
    },
    // How sensitive.
    ...(
      [
        ['low', onlySpain, 90, 'low'],
        ['normal', onlySpain, 90, 'high'],
        ['high', onlySpain, 90, 'high'],
        ['low', far, 120, 'high'],
        ['normal', spain, 57, 'low'],
        ['high', spain, 57, 'low'],
        ['low', { ...spain, risk: 'medium' }, 77, 'low'],
        ['normal', { ...spain, risk: 'medium' }, 77, 'low'],
        ['high', { ...spain, risk: 'medium' }, 77, 'high'],
        ['high', { family: PHONE }, 72, 'low'],
      ] as const
    ).map(([sensitivity, given, size, severity]) => ({
      name: `sensitivity ${sensitivity}: ${size} points`,
      past: size === 57 || size === 77 ? TRIP : OFFICE,
      policy: { sensitivity },
      event: signIn(given),
      expected: 'anomalous' as const,
      seen: [{ size, severity, opens: severity === 'high' }],
    })),
    {
      name: 'sensitivity low: 57 points',
      past: TRIP,
      policy: { sensitivity: 'low' },
      event: signIn(spain),
      expected: 'usual',
    },
    {
      name: 'sensitivity high: 49 points, which are usual otherwise',
      past: [...OFFICE, ...also(14, { ...onlySpain, ip: '203.0.113.10' })],
      policy: { sensitivity: 'high' },
      event: signIn(spainByVpn),
      expected: 'anomalous',
      seen: [{ size: 49, severity: 'low' }],
    },
  ],
  { neverUndecided: 'what an administrator says takes from no answer its facts' },
);
