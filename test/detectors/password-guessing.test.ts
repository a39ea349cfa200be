import { passwordGuessing } from '../../shared/detectors/password-guessing.ts';
import type { SignIn } from '../../shared/model/events.ts';
import { detectorCases } from '../support/detector-cases.ts';
import { after, before, DANA, MONDAY, ordinaryDays, signIn, user, wrongPassword } from '../support/events.ts';

const watched = ordinaryDays(40, MONDAY);
const THERE = '198.51.100.7';
const ELSEWHERE = '198.51.101.8';
const there = { kind: 'address', id: THERE, name: THERE } as const;

/** Wrong passwords, so many seconds apart, the last a second before a time. */
function guesses(count: number, given: Partial<SignIn> = {}, apart = 1, until = MONDAY): readonly SignIn[] {
  return Array.from({ length: count }, (_, index) =>
    wrongPassword({ at: new Date(until.getTime() - 1000 - (count - 1 - index) * apart * 1000), ...given }),
  );
}

/** A right password from where the guesses came from. */
function right(given: Partial<SignIn> = {}): SignIn {
  return wrongPassword({ errorCode: 0, ...given });
}

detectorCases(passwordGuessing, [
  {
    name: 'fifteen wrong passwords within a minute',
    past: [...watched, ...guesses(14)],
    event: wrongPassword(),
    expected: 'anomalous',
    seen: [
      {
        about: there,
        key: 'guessing',
        severity: 'low',
        opens: true,
        stage: 'credential-known',
        size: 15,
        title: 'Somebody at 198.51.100.7 is guessing the password of dana',
        facts: { attempts: 15, locked: 'no account was locked' },
        others: [DANA],
      },
    ],
  },
  {
    name: 'fourteen wrong passwords within a minute',
    past: [...watched, ...guesses(13)],
    event: wrongPassword(),
    expected: 'usual',
  },
  {
    name: 'fifteen within exactly ten minutes',
    past: [...watched, wrongPassword({ at: before(MONDAY, 10) }), ...guesses(13)],
    event: wrongPassword(),
    expected: 'anomalous',
  },
  {
    name: 'fifteen within ten minutes and a second',
    past: [...watched, wrongPassword({ at: before(MONDAY, 601 / 60) }), ...guesses(13)],
    event: wrongPassword(),
    expected: 'usual',
  },
  {
    name: 'fifteen spread over eleven minutes',
    past: [...watched, ...guesses(14, {}, 47)],
    event: wrongPassword(),
    expected: 'usual',
  },
  {
    name: 'across midnight',
    past: [...watched, ...guesses(14, {}, 30, new Date('2026-03-02T00:02:00Z'))],
    event: wrongPassword({ at: new Date('2026-03-02T00:02:00Z') }),
    expected: 'anomalous',
  },
  {
    name: 'other prompts in between hide nothing',
    past: [
      ...watched,
      ...guesses(14, {}, 20),
      signIn({ at: before(MONDAY, 300), errorCode: 50_140 }),
      signIn({ at: before(MONDAY, 2), errorCode: 50_076 }),
    ],
    event: wrongPassword(),
    expected: 'anomalous',
  },
  {
    name: 'prompts, locks and other failures are no guesses',
    past: [
      ...watched,
      ...guesses(13),
      ...[50_140, 50_074, 50_053, 700_016].map((errorCode) =>
        wrongPassword({ errorCode, at: before(MONDAY, 1) }),
      ),
    ],
    event: wrongPassword(),
    expected: 'usual',
  },
  {
    name: 'Microsoft locked the account',
    past: [...watched, ...guesses(15), wrongPassword({ errorCode: 50_053, at: before(MONDAY, 1 / 60) })],
    event: wrongPassword(),
    expected: 'anomalous',
    seen: [{ severity: 'medium', facts: { locked: 'Microsoft locked an account for a while' } }],
  },
  {
    name: 'two users of one address',
    past: [...watched, ...guesses(15), ...guesses(14, { actor: user('lee') })],
    event: wrongPassword({ actor: user('lee') }),
    expected: 'anomalous',
    seen: [
      {
        severity: 'medium',
        size: 30,
        title: 'Somebody at 198.51.100.7 is guessing the password of dana and lee',
      },
    ],
  },
  {
    name: 'fifteen for two users together',
    past: [...watched, ...guesses(8), ...guesses(6, { actor: user('lee') })],
    event: wrongPassword({ actor: user('lee') }),
    expected: 'usual',
  },
  {
    name: 'from fifteen addresses, one each',
    past: [...watched, ...guesses(14).map((guess, index) => ({ ...guess, ip: `198.51.100.${20 + index}` }))],
    event: wrongPassword(),
    expected: 'anomalous',
    seen: [{ about: there, severity: 'low', size: 1 }],
  },
  {
    name: 'a second address during the guessing',
    past: [...watched, ...guesses(20)],
    event: wrongPassword({ ip: ELSEWHERE }),
    expected: 'anomalous',
    seen: [{ about: { kind: 'address', id: ELSEWHERE, name: ELSEWHERE }, severity: 'low', size: 1 }],
  },
  {
    name: 'the user fumbles at home during the guessing',
    past: [...watched, ...guesses(20)],
    event: wrongPassword({ ip: '203.0.113.10' }),
    expected: 'usual',
  },
  {
    name: 'a printer with the old password, on the user’s own line',
    past: [...watched, ...guesses(40, { ip: '203.0.113.77' })],
    event: wrongPassword({ ip: '203.0.113.77' }),
    expected: 'usual',
  },
  {
    name: 'one wrong password from elsewhere beside the printer',
    past: [...watched, ...guesses(40, { ip: '203.0.113.77' })],
    event: wrongPassword(),
    expected: 'usual',
  },
  {
    name: 'the other fourteen come later',
    past: [...watched, ...guesses(14, {}, 1, after(MONDAY, 5))],
    event: wrongPassword(),
    expected: 'usual',
  },
  {
    name: 'a right password after ten wrong ones',
    past: [...watched, ...guesses(10)],
    event: right(),
    expected: 'anomalous',
    seen: [
      {
        about: DANA,
        key: `guessed:${THERE}`,
        severity: 'high',
        opens: true,
        stage: 'credential-known',
        size: 10,
        title: 'The password of dana was guessed: right after 10 wrong ones',
        others: [there],
      },
    ],
  },
  {
    name: 'a right password after nine wrong ones',
    past: [...watched, ...guesses(9)],
    event: right(),
    expected: 'usual',
  },
  {
    name: 'the tenth wrong one is an hour old',
    past: [...watched, wrongPassword({ at: before(MONDAY, 60) }), ...guesses(9)],
    event: right(),
    expected: 'anomalous',
  },
  {
    name: 'the tenth wrong one is an hour and a minute old',
    past: [...watched, wrongPassword({ at: before(MONDAY, 61) }), ...guesses(9)],
    event: right(),
    expected: 'usual',
  },
  {
    name: 'right, and stopped by MFA',
    past: [...watched, ...guesses(10)],
    event: right({ errorCode: 50_076 }),
    expected: 'anomalous',
    seen: [{ severity: 'high' }],
  },
  {
    name: 'right, from an address that did not guess',
    past: [...watched, ...guesses(10)],
    event: right({ ip: ELSEWHERE }),
    expected: 'anomalous',
    seen: [{ key: `guessed:${ELSEWHERE}`, severity: 'high', others: [there] }],
  },
  {
    name: 'a phone on the road renews its token during the guessing',
    past: [...watched, ...guesses(20)],
    event: right({ ip: ELSEWHERE, interactive: false }),
    expected: 'usual',
  },
  {
    name: 'a program guesses until it is in',
    past: [...watched, ...guesses(10, { interactive: false })],
    event: right({ interactive: false }),
    expected: 'anomalous',
    seen: [{ severity: 'high' }],
  },
  {
    name: 'the user signs in at home during the guessing',
    past: [...watched, ...guesses(20)],
    event: signIn(),
    expected: 'usual',
  },
  {
    name: 'the user signs in on the road while the printer at home has the old password',
    past: [...watched, ...guesses(20, { ip: '203.0.113.77' })],
    event: right(),
    expected: 'usual',
  },
  {
    name: 'a user whose own line is not known yet',
    past: guesses(10),
    event: right(),
    expected: 'anomalous',
    seen: [
      {
        severity: 'medium',
        title: 'The password of dana may have been guessed: right after 10 wrong ones',
      },
    ],
  },
  {
    name: 'a wrong password without an address',
    past: [...watched, ...guesses(20)],
    event: wrongPassword({ ip: undefined }),
    expected: 'undecided',
    because: /no address/,
  },
  {
    name: 'a prompt without an address',
    past: [...watched, ...guesses(20)],
    event: signIn({ ip: undefined, errorCode: 50_140 }),
    expected: 'usual',
  },
]);
