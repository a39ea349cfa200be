import { mfaMethodAdded } from '../../shared/detectors/mfa-method-added.ts';
import { detectorCases } from '../support/detector-cases.ts';
import {
  before,
  DANA,
  FAR,
  HOME,
  mailSent,
  methodAdded,
  MONDAY,
  ordinaryDays,
  signIn,
  user,
} from '../support/events.ts';

const watched = ordinaryDays(40, MONDAY);
const far = { ip: '198.51.100.7', place: FAR };

detectorCases(
  mfaMethodAdded,
  [
    {
      name: 'from a network and country new to the user',
      past: watched,
      event: methodAdded(far),
      expected: 'anomalous',
      seen: [
        {
          about: DANA,
          severity: 'medium',
          opens: true,
          stage: 'staying',
          title: 'Added Authenticator App with Notification and Code to the account as a way to pass MFA',
          facts: {
            address: '198.51.100.7',
            place: 'Lagos, Nigeria, on a rented server',
            network: 'network and country are new to the user',
          },
          others: [],
        },
      ],
    },
    {
      name: 'MFA passed with the method one has',
      past: watched,
      event: signIn({ requirement: 'multi' }),
      expected: 'usual',
    },
    {
      name: 'a new phone, at home',
      past: watched,
      event: methodAdded({ ip: '203.0.113.10', place: HOME }),
      expected: 'anomalous',
      seen: [{ severity: 'low', opens: false, facts: { network: 'usual for the user' } }],
    },
    {
      name: 'on the user’s own line, whatever the place data says of it',
      past: watched,
      event: methodAdded({ ip: '203.0.113.99', place: FAR }),
      expected: 'anomalous',
      seen: [{ severity: 'low' }],
    },
    {
      name: 'from a strange network at home',
      past: watched,
      event: methodAdded({ ...far, place: { ...FAR, country: 'SE', networkClass: 'unknown' } }),
      expected: 'anomalous',
      seen: [{ severity: 'low', evidenceOnly: true }],
    },
    {
      name: 'from a rented server at home that the user never had',
      past: watched,
      event: methodAdded({ ...far, place: { ...FAR, country: 'SE' } }),
      expected: 'anomalous',
      seen: [{ severity: 'medium', opens: true, evidenceOnly: false }],
    },
    {
      name: 'from the rented server that the user has had for days',
      past: [...watched, ...ordinaryDays(3, before(MONDAY, 4, 'days'), far)],
      event: methodAdded({ ip: '192.0.2.9', place: FAR }),
      expected: 'anomalous',
      seen: [{ severity: 'low' }],
    },
    {
      name: 'abroad by the usual carrier',
      past: watched,
      event: methodAdded({ ...far, place: { ...HOME, country: 'NO' } }),
      expected: 'anomalous',
      seen: [{ severity: 'low' }],
    },
    {
      name: 'from the country of a trip that was on one day',
      past: [...watched, signIn({ at: before(MONDAY, 5, 'days'), ...far })],
      event: methodAdded({ ip: '192.0.2.9', place: { ...FAR, asn: 64500, networkClass: 'unknown' } }),
      expected: 'anomalous',
      seen: [{ severity: 'low' }],
    },
    {
      name: 'on the day after the thief’s first: not yet usual',
      past: [...watched, signIn({ at: before(MONDAY, 1, 'days'), ...far })],
      event: methodAdded(far),
      expected: 'anomalous',
      seen: [{ severity: 'medium' }],
    },
    {
      name: 'failed sign-ins from there teach nothing',
      past: [...watched, ...ordinaryDays(9, MONDAY, { ...far, errorCode: 50_126 })],
      event: methodAdded(far),
      expected: 'anomalous',
      seen: [{ severity: 'medium' }],
    },
    {
      name: 'from one of Microsoft’s machines',
      past: watched,
      event: methodAdded({ ...far, place: { ...FAR, networkClass: 'microsoft' } }),
      expected: 'anomalous',
      seen: [{ severity: 'low' }],
    },
    {
      name: 'the record names no address',
      past: watched,
      event: methodAdded(),
      expected: 'anomalous',
      seen: [{ severity: 'low' }],
    },
    {
      name: 'a place that is not known',
      past: watched,
      event: methodAdded({ ip: far.ip, place: { networkClass: 'unknown' } }),
      expected: 'anomalous',
      seen: [{ severity: 'low', facts: { network: 'not known whether usual' } }],
    },
    {
      name: 'three days are known of the user',
      past: ordinaryDays(4, MONDAY),
      event: methodAdded(far),
      expected: 'anomalous',
      seen: [{ severity: 'medium' }],
    },
    {
      name: 'two days are known of the user',
      past: ordinaryDays(3, MONDAY),
      event: methodAdded(far),
      expected: 'anomalous',
      seen: [{ severity: 'low', facts: { network: 'not known whether usual' } }],
    },
    {
      name: 'only mail of the user was watched: no place is strange',
      past: Array.from({ length: 9 }, (_, day) => mailSent({ at: before(MONDAY, day + 2, 'days') })),
      event: methodAdded(far),
      expected: 'anomalous',
      seen: [{ severity: 'low' }],
    },
    {
      name: 'an admin adds it to somebody else’s account',
      past: watched,
      event: methodAdded({ ...far, target: user('lee') }),
      expected: 'anomalous',
      seen: [
        {
          about: DANA,
          severity: 'medium',
          title:
            'Added Authenticator App with Notification and Code to the account of lee as a way to pass MFA',
          others: [user('lee')],
        },
      ],
    },
  ],
  { neverUndecided: 'every new method is told: a place that is not known only leaves it at low' },
);
