import { describe, expect, it } from '@jest/globals';
import { headlineOf } from '../../shared/incidents/headline.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { addressSubject } from '../../shared/model/subject.ts';
import { after, DANA, MONDAY } from '../support/events.ts';

function finding(given: Partial<Finding> = {}): Finding {
  return {
    detector: 'any',
    about: DANA,
    key: 'any',
    stage: 'spreading',
    severity: 'medium',
    opens: true,
    size: 1,
    title: 'Made 7 guests',
    facts: {},
    evidence: [],
    others: [],
    undo: [],
    at: MONDAY,
    last: MONDAY,
    attack: [],
    ...given,
  };
}

const inside = finding({ stage: 'inside', severity: 'high', title: 'Signed in from Lagos' });
const address = addressSubject('198.51.100.7');

describe('a headline', () => {
  it.each([
    {
      name: 'says that somebody else is inside',
      findings: [inside],
      expected: 'Somebody else is using the account of dana',
    },
    {
      name: 'and what they do, each once',
      findings: [inside, finding(), finding({ title: 'Mailed 90 people' }), finding({ stage: 'hiding' })],
      expected:
        'Somebody else is using the account of dana; whoever it is is writing to or inviting your contacts and is hiding mail from them',
    },
    {
      name: 'and everything else they do',
      findings: [
        finding({ stage: 'credential-known' }),
        inside,
        finding({ stage: 'staying' }),
        finding({ stage: 'weakened' }),
      ],
      expected:
        'Somebody else is using the account of dana; whoever it is has made a way to come back and has weakened your protection',
    },
    {
      name: 'does not say so for what is only on record',
      findings: [finding(), { ...inside, severity: 'low' as const, opens: false }],
      expected: 'dana: made 7 guests',
    },
    {
      name: 'tells the worst opener and how many more',
      findings: [finding(), finding({ severity: 'high', title: 'Mailed 90 people' }), finding()],
      expected: 'dana: mailed 90 people, and 2 more',
    },
    {
      name: 'tells the first of two alike',
      findings: [finding({ at: after(MONDAY, 1), title: 'Later' }), finding({ title: 'Earlier' })],
      expected: 'dana: earlier, and 1 more',
    },
    {
      name: 'does not name the person twice',
      findings: [finding({ title: 'The password of dana was guessed' })],
      expected: 'The password of dana was guessed',
    },
    {
      name: 'counts openers only',
      findings: [finding(), finding({ opens: false })],
      expected: 'dana: made 7 guests',
    },
    {
      name: 'leaves capitals of an acronym',
      findings: [finding({ title: 'MFA was turned off' })],
      expected: 'dana: MFA was turned off',
    },
    {
      name: 'names somebody of whom nothing opened',
      findings: [finding({ opens: false })],
      expected: 'dana',
    },
  ])('$name', ({ findings, expected }) => {
    expect(headlineOf(DANA, findings)).toBe(expected);
  });

  it('never says that an address is somebody’s account', () => {
    expect(
      headlineOf(address, [{ ...inside, about: address, title: 'Somebody at 198.51.100.7 guesses' }]),
    ).toBe('Somebody at 198.51.100.7 guesses');
  });
});
