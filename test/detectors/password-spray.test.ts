import { passwordSpray } from '../../shared/detectors/password-spray.ts';
import type { SignIn } from '../../shared/model/events.ts';
import { detectorCases } from '../support/detector-cases.ts';
import {
  after,
  before,
  DANA,
  HOME,
  MONDAY,
  ordinaryDays,
  signIn,
  user,
  wrongPassword,
} from '../support/events.ts';

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

/** Where the office moves: nobody here has been at it before. */
const NEW_LINE = { ip: '192.0.2.44', place: { ...HOME, asn: 8_473 } } as const;

/** So many people sign in there, each half a minute after the other, the last half a minute before a time. */
function cameIn(people: readonly number[], given: Partial<SignIn> = {}, until = MONDAY): readonly SignIn[] {
  return people.map((one, index) =>
    signIn({
      actor: user(`user${one}`),
      at: before(until, (people.length - index) / 2),
      ...NEW_LINE,
      ...given,
    }),
  );
}

const [FIVE, OTHERS] = [
  [0, 1, 2, 3, 4],
  [5, 6, 7, 8, 9],
];

/** Six of twelve are tried, each with the line and device of nobody. */
const sprayed = tried(6, {}, before(MONDAY, 1));

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
    name: 'six of twelve, right for one of the others before, nobody watched',
    past: [wrongPassword({ errorCode: 0, at: before(MONDAY, 10) }), ...sprayed],
    event: wrongPassword({ actor: user('user6') }),
    expected: 'anomalous',
    seen: [{ key: 'spray' }, { about: DANA, severity: 'medium' }],
  },
  {
    name: 'six of twelve, right amid it for one who was tried, nobody watched',
    past: sprayed,
    event: wrongPassword({ actor: user('user2'), errorCode: 0 }),
    expected: 'anomalous',
    seen: [{ key: 'spray' }, { about: user('user2'), severity: 'medium' }],
  },
  {
    name: 'six of twelve, right afterwards for one who was tried, all watched',
    past: [...inOffice(12), ...sprayed],
    event: wrongPassword({ actor: user('user2'), errorCode: 0, at: after(MONDAY, 50) }),
    expected: 'anomalous',
    seen: [{ key: 'spray' }, { about: user('user2'), severity: 'high' }],
  },
  {
    name: 'six of twelve, right for one of the others on a rented machine that says it is like theirs',
    past: [...inOffice(12), ...sprayed],
    event: wrongPassword({
      actor: user('user8'),
      errorCode: 0,
      place: { ...HOME, networkClass: 'hosting' },
    }),
    expected: 'anomalous',
    seen: [{ key: 'spray' }, { about: user('user8'), severity: 'high' }],
  },
  {
    name: 'six of twelve, and a colleague on a device of theirs at the same address',
    past: [...ordinaryDays(9, MONDAY, { actor: user('user2'), deviceId: 'laptop-2' }), ...sprayed],
    event: wrongPassword({ actor: user('user2'), errorCode: 0, deviceId: 'laptop-2' }),
    expected: 'anomalous',
    seen: [{ key: 'spray' }],
  },
  {
    name: 'an office on a new line where five mistyped and five others got in, nobody watched',
    past: [...tried(5, NEW_LINE, before(MONDAY, 9)), ...cameIn(OTHERS.slice(1))],
    event: signIn({ actor: user('user5'), ...NEW_LINE }),
    expected: 'undecided',
    because: /many people got in/,
  },
  {
    name: 'an office on a new line where five mistyped and three got in, nobody watched',
    past: [...tried(5, NEW_LINE, before(MONDAY, 9)), ...cameIn([0, 1])],
    event: signIn({ actor: user('user5'), ...NEW_LINE }),
    expected: 'undecided',
  },
  {
    name: 'an office on a new line where of five who mistyped the first gets in on a machine like theirs',
    past: [...inOffice(10), ...tried(5, NEW_LINE)],
    event: signIn({ actor: user('user2'), ...NEW_LINE }),
    expected: 'anomalous',
    seen: [{ key: 'spray' }, { about: user('user2'), severity: 'medium' }],
  },
  {
    name: 'an office on a new line where five mistyped, and three of them got in on machines like theirs',
    past: [...inOffice(10), ...tried(5, NEW_LINE), ...cameIn([0, 1])],
    event: signIn({ actor: user('user2'), ...NEW_LINE }),
    expected: 'anomalous',
    seen: [{ key: 'spray' }],
  },
  {
    name: 'an office on a new line where everybody was in before five mistyped, all watched',
    past: [...inOffice(10), ...cameIn([...FIVE, ...OTHERS], {}, before(MONDAY, 9)), ...tried(4, NEW_LINE)],
    event: wrongPassword({ actor: user('user4'), ...NEW_LINE }),
    expected: 'usual',
  },
  {
    name: 'an office on a new line where five mistyped, then one of the others comes in on a machine like theirs',
    past: [...inOffice(10), ...tried(5, NEW_LINE)],
    event: signIn({ actor: user('user7'), ...NEW_LINE }),
    expected: 'anomalous',
    seen: [{ key: 'spray' }],
  },
  {
    name: 'an office on a new line, and of those who mistyped one gets in on a machine like nobody’s',
    past: [...inOffice(10), ...tried(5, NEW_LINE), ...cameIn(OTHERS)],
    event: signIn({ actor: user('user2'), family: 'linux/chrome', ...NEW_LINE }),
    expected: 'anomalous',
    seen: [{ about: user('user2'), severity: 'medium' }],
  },
  {
    name: 'an office on a new line, and of those who mistyped one who began today gets in',
    past: [
      ...inOffice(10),
      ...tried(5, NEW_LINE, before(MONDAY, 7)),
      ...cameIn(OTHERS),
      wrongPassword({ actor: user('newcomer'), at: before(MONDAY, 0.1), ...NEW_LINE }),
      ...cameIn([0], {}, before(MONDAY, 0.2)),
    ],
    event: signIn({ actor: user('newcomer'), ...NEW_LINE }),
    expected: 'usual',
  },
  {
    name: 'an office on a new line, hours after five mistyped and all got in',
    past: [
      ...inOffice(10),
      ...tried(5, NEW_LINE, before(MONDAY, 300)),
      ...cameIn(OTHERS, {}, before(MONDAY, 290)),
    ],
    event: signIn({ actor: user('user9'), ...NEW_LINE }),
    expected: 'usual',
  },
  {
    name: 'a wrong password without an address',
    past: tried(5),
    event: { ...fifth, ip: undefined },
    expected: 'undecided',
    because: /no address/,
  },
]);
