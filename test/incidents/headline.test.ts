import { describe, expect, it } from '@jest/globals';
import { headlineOf } from '../../shared/incidents/headline.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { addressSubject, TENANT, type Subject } from '../../shared/model/subject.ts';
import { after, DANA, MONDAY } from '../support/events.ts';
import { finding } from '../support/findings.ts';

const made = (given: Partial<Finding> = {}): Finding => finding({ title: 'Made 7 guests', ...given });

const inside = made({ stage: 'inside', severity: 'high', title: 'Signed in from Lagos' });
const address = addressSubject('198.51.100.7');
const app: Subject = { kind: 'app', id: '5f3c', name: 'Backup' };

describe('a headline', () => {
  it.each([
    {
      name: 'says that somebody else is inside',
      findings: [inside],
      expected: 'Somebody else is using the account of dana',
    },
    {
      name: 'and what they do, each once',
      findings: [inside, made(), made({ title: 'Mailed 90 people' }), made({ stage: 'hiding' })],
      expected:
        'Somebody else is using the account of dana, is writing to or inviting your contacts and is hiding mail from them',
    },
    {
      name: 'and everything else they do',
      findings: [
        made({ stage: 'credential-known' }),
        inside,
        made({ stage: 'staying' }),
        made({ stage: 'weakened' }),
      ],
      expected:
        'Somebody else is using the account of dana, has made a way to come back and has weakened your protection',
    },
    {
      name: 'does not say so for what is only on record',
      findings: [made(), { ...inside, severity: 'low' as const, opens: false }],
      expected: 'The account of dana made 7 guests',
    },
    {
      name: 'tells the worst opener and how many more',
      findings: [made(), made({ severity: 'high', title: 'Mailed 90 people' }), made()],
      expected: 'The account of dana mailed 90 people; 2 more findings',
    },
    {
      name: 'tells the first of two alike',
      findings: [made({ at: after(MONDAY, 1), title: 'Made 9 guests' }), made()],
      expected: 'The account of dana made 7 guests; 1 more finding',
    },
    {
      name: 'does not name the person twice',
      findings: [made({ title: 'The password of dana was guessed' })],
      expected: 'The password of dana was guessed',
    },
    {
      name: 'counts openers only',
      findings: [made(), made({ opens: false })],
      expected: 'The account of dana made 7 guests',
    },
    {
      name: 'does not name the victim as the doer',
      findings: [made({ title: 'dana invited a guest for the first time' })],
      expected: 'The account of dana invited a guest for the first time',
    },
    {
      name: 'nor the victim who stands elsewhere in it',
      findings: [made({ title: 'Made guests of 3 people whom dana had mailed' })],
      expected: 'The account of dana made guests of 3 people whom dana had mailed',
    },
    {
      name: 'leaves the particulars to what stands below',
      findings: [made({ title: 'Let the app "Test" act in their own name: Mail.Read and 5 more' }), made()],
      expected: 'The account of dana let the app "Test" act in their own name; 1 more finding',
    },
    {
      name: 'takes no colon of a name for one',
      findings: [made({ title: 'Let the app "Tools: best" of" in: Mail.Read' })],
      expected: 'The account of dana let the app "Tools: best" of" in',
    },
    {
      name: 'leaves capitals of an acronym',
      findings: [made({ title: 'MFA was turned off' })],
      expected: 'In the account of dana: MFA was turned off',
    },
    {
      name: 'names somebody of whom nothing opened',
      findings: [made({ opens: false })],
      expected: 'The account of dana',
    },
  ])('$name', ({ findings, expected }) => {
    expect(headlineOf(DANA, findings)).toBe(expected);
  });

  it.each<[Subject['kind'], Subject, string, string]>([
    ['address', address, 'Somebody at 198.51.100.7 guesses', 'Somebody at 198.51.100.7 guesses'],
    ['address', address, 'Tried 3 passwords', 'Somebody at 198.51.100.7 tried 3 passwords'],
    ['app', app, 'Made 7 guests', 'The app "Backup" made 7 guests'],
    ['app', app, 'MFA was turned off', 'In the app "Backup": MFA was turned off'],
    [
      'tenant',
      TENANT,
      'Made lee Global Administrator',
      'Somebody whom the records do not name made lee Global Administrator',
    ],
    ['tenant', TENANT, 'MFA was turned off', 'MFA was turned off'],
  ])('says of the %s %j: %s', (_kind, about, title, expected) => {
    expect(headlineOf(about, [{ ...inside, about, title }])).toBe(expected);
  });
});
