import { passwordSpray } from '../../shared/detectors/password-spray.ts';
import type { SignIn } from '../../shared/model/events.ts';
import { detectorCases } from '../support/detector-cases.ts';
import { after, before, DANA, MONDAY, ordinaryDays, signIn, user, wrongPassword } from '../support/events.ts';

const THERE = '198.51.100.7';
const there = { kind: 'address', id: THERE, name: THERE } as const;
const OFFICE = '203.0.113.10';

/** So many users, tried once each a minute apart, the last a minute before a time. */
function tried(count: number, given: Partial<SignIn> = {}, until = MONDAY): readonly SignIn[] {
  return Array.from({ length: count }, (_, index) =>
    wrongPassword({ actor: user(`user${index}`), at: before(until, count - index), ...given }),
  );
}

/** A tenant of so many users, each seen at home last week. */
function tenantOf(count: number): readonly SignIn[] {
  return Array.from({ length: count }, (_, index) =>
    signIn({ actor: user(`user${index}`), at: before(MONDAY, 5, 'days') }),
  );
}

/** So many colleagues who work in the office every day. */
function inOffice(count: number): readonly SignIn[] {
  return Array.from({ length: count }, (_, index) =>
    ordinaryDays(9, MONDAY, { actor: user(`user${index}`) }),
  ).flat();
}

const fifth = wrongPassword({ actor: user('user4') });

detectorCases(passwordSpray, [
  {
    name: 'five users from one address',
    past: tried(4),
    event: fifth,
    expected: 'anomalous',
    seen: [
      {
        about: there,
        key: 'spray',
        severity: 'medium',
        opens: true,
        stage: 'credential-known',
        size: 5,
        title: 'Somebody at 198.51.100.7 tried passwords on 5 people',
        facts: { users: ['user0', 'user1', 'user2', 'user3', 'user4'], attempts: 5 },
      },
    ],
  },
  { name: 'four users from one address', past: tried(3), event: fifth, expected: 'usual' },
  {
    name: 'four users, two of them twice',
    past: [...tried(4), ...tried(1)],
    event: wrongPassword({ actor: user('user1') }),
    expected: 'usual',
  },
  {
    name: 'five users from five addresses',
    past: tried(4).map((guess, index) => ({ ...guess, ip: `198.51.100.${20 + index}` })),
    event: fifth,
    expected: 'usual',
  },
  {
    name: 'five of a firm of twelve',
    past: [...tenantOf(12), ...tried(4)],
    event: fifth,
    expected: 'anomalous',
  },
  {
    name: 'ten of a hundred users',
    past: [...tenantOf(100), ...tried(9)],
    event: wrongPassword({ actor: user('user9') }),
    expected: 'anomalous',
    seen: [{ title: 'Somebody at 198.51.100.7 tried passwords on 10 people' }],
  },
  {
    name: 'nine of a hundred users',
    past: [...tenantOf(100), ...tried(8)],
    event: wrongPassword({ actor: user('user8') }),
    expected: 'usual',
  },
  {
    name: 'ten of a hundred and one users',
    past: [...tenantOf(101), ...tried(9)],
    event: wrongPassword({ actor: user('user9') }),
    expected: 'usual',
  },
  {
    name: 'the first of five half an hour ago',
    past: [wrongPassword({ actor: user('user9'), at: before(MONDAY, 30) }), ...tried(3)],
    event: fifth,
    expected: 'anomalous',
  },
  {
    name: 'the first of five half an hour and a minute ago',
    past: [wrongPassword({ actor: user('user9'), at: before(MONDAY, 31) }), ...tried(3)],
    event: fifth,
    expected: 'usual',
  },
  {
    name: 'five within half an hour among tries spread over the day',
    past: [
      ...tried(2, {}, before(MONDAY, 6, 'hours')),
      ...tried(4, {}, new Date('2026-03-02T08:58:00Z')),
      ...tried(1, { actor: user('user7') }, before(MONDAY, 3, 'hours')),
    ],
    event: fifth,
    expected: 'anomalous',
  },
  {
    name: 'across midnight, records in another order',
    past: tried(4, {}, new Date('2026-03-02T00:01:00Z')).toReversed(),
    event: { ...fifth, at: new Date('2026-03-02T00:05:00Z') },
    expected: 'anomalous',
  },
  {
    name: 'the other four come later',
    past: tried(4, {}, after(MONDAY, 10)),
    event: fifth,
    expected: 'usual',
  },
  {
    name: 'locked accounts were tried too',
    past: tried(4, { errorCode: 50_053 }),
    event: { ...fifth, errorCode: 50_053 },
    expected: 'anomalous',
  },
  {
    name: 'prompts of five users are no failures',
    past: tried(4, { errorCode: 50_140 }),
    event: { ...fifth, errorCode: 50_140 },
    expected: 'usual',
  },
  {
    name: 'users who do not exist',
    past: tried(4, { errorCode: 50_034 }),
    event: { ...fifth, errorCode: 50_034 },
    expected: 'usual',
  },
  {
    name: 'right for one, before the fifth was tried',
    past: [...ordinaryDays(9, MONDAY), wrongPassword({ errorCode: 0, at: before(MONDAY, 3.5) }), ...tried(4)],
    event: fifth,
    expected: 'anomalous',
    seen: [
      { about: there, key: 'spray' },
      {
        about: DANA,
        key: `spray-hit:${THERE}`,
        severity: 'high',
        opens: true,
        size: 1,
        title: 'The password of dana is known to somebody at 198.51.100.7, who tried passwords on 5 people',
        others: [there],
      },
    ],
  },
  {
    name: 'right for one, an hour after the spray, and blocked',
    past: [...ordinaryDays(9, MONDAY), ...tried(5, {}, before(MONDAY, 60))],
    event: wrongPassword({ errorCode: 53_003 }),
    expected: 'anomalous',
    seen: [{ key: 'spray' }, { about: DANA, severity: 'high' }],
  },
  {
    name: 'right for one, a day and a minute after the spray began',
    past: tried(5, {}, before(MONDAY, 24 * 60 - 4)),
    event: wrongPassword({ errorCode: 0 }),
    expected: 'usual',
  },
  {
    name: 'right for two, each with their own number of sign-ins',
    past: [
      ...ordinaryDays(9, MONDAY),
      ...tried(5),
      wrongPassword({ errorCode: 0, at: before(MONDAY, 0.5) }),
      wrongPassword({ errorCode: 0, at: before(MONDAY, 0.4) }),
    ],
    event: wrongPassword({ errorCode: 50_076, actor: user('lee') }),
    expected: 'anomalous',
    seen: [
      { key: 'spray' },
      { about: DANA, severity: 'high', size: 2 },
      { about: user('lee'), severity: 'medium', size: 1 },
    ],
  },
  {
    name: 'right after four tries',
    past: tried(4),
    event: wrongPassword({ errorCode: 0 }),
    expected: 'usual',
  },
  {
    name: 'a colleague on the office line, from which strangers were tried',
    past: [...ordinaryDays(9, MONDAY), ...tried(5, { ip: OFFICE })],
    event: signIn(),
    expected: 'anomalous',
    seen: [{ key: 'spray' }],
  },
  {
    name: 'everybody in the office has to change the password',
    past: [...inOffice(9), ...tried(8, { ip: OFFICE })],
    event: wrongPassword({ actor: user('user8'), ip: OFFICE }),
    expected: 'usual',
  },
  {
    name: 'the office, and five who never worked there',
    past: [...inOffice(4), ...tried(8, { ip: OFFICE })],
    event: wrongPassword({ actor: user('user8'), ip: OFFICE }),
    expected: 'anomalous',
    seen: [{ facts: { users: ['user4', 'user5', 'user6', 'user7', 'user8'] } }],
  },
  {
    name: 'a wrong password without an address',
    past: tried(5),
    event: { ...fifth, ip: undefined },
    expected: 'undecided',
    because: /no address/,
  },
]);
