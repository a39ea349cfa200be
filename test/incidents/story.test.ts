import { describe, expect, it } from '@jest/globals';
import { storyOf } from '../../shared/incidents/story.ts';
import type { Facts, Finding, Incident } from '../../shared/model/finding.ts';
import type { Story } from '../../shared/model/story.ts';
import { after, DANA, MONDAY } from '../support/events.ts';
import { finding } from '../support/findings.ts';

const did = (given: Partial<Finding> = {}): Finding => finding({ title: 'Did it', ...given });

function told(...findings: readonly Finding[]): Story {
  const incident: Incident = {
    id: 'INC-000000',
    about: DANA,
    title: 'Any',
    firstSeen: MONDAY,
    lastSeen: MONDAY,
    severity: 'medium',
    stages: [],
    findings,
    linked: [],
  };
  return storyOf(incident);
}

const records = (count: number): Finding['evidence'] =>
  Array.from({ length: count }, (_, at) => ({ source: 'sign-ins', id: `id-${at}`, at: MONDAY }));
const inside = did({ stage: 'inside', severity: 'high', facts: { mfa: 'It was not asked.' } });
const method = did({ stage: 'staying', facts: { method: 'Phone', account: 'dana' } });

describe('a scene', () => {
  it.each<{ name: string; title?: string; facts: Facts; expected: readonly string[] }>([
    { name: 'nothing to add', facts: {}, expected: [] },
    {
      name: 'reasons without points',
      facts: { score: 162, why: ['Nigeria: new (+90)', 'a (+1) in it (+2)'] },
      expected: ['Nigeria: new', 'a (+1) in it'],
    },
    {
      name: 'no reason that the title gives',
      title: 'Made an inbox rule that deletes mail',
      facts: { why: ['it deletes mail (+3)', 'it marks mail as read (+1)'], rule: '.' },
      expected: ['it marks mail as read', 'the rule is called "."'],
    },
    {
      name: 'from where, what the title leaves out',
      title: 'Signed in from Lagos',
      facts: {
        address: '198.51.100.7',
        place: 'Lagos',
        network: 'Cheap (AS1)',
        app: 'Office',
        device: 'linux/firefox',
        microsoftSays: 'Abuja, NG',
      },
      expected: [
        'address 198.51.100.7, network Cheap (AS1), app Office, device linux with firefox',
        'Microsoft places it in Abuja, NG',
      ],
    },
    {
      name: 'nothing of what is not known',
      facts: {
        address: '198.51.100.7',
        place: 'an unknown place',
        network: 'an unknown network',
        app: 'not recorded',
      },
      expected: ['address 198.51.100.7'],
    },
    {
      name: 'no machine of Microsoft’s that stands before a person',
      facts: {
        address: '40.126.4.40',
        place: "California, on one of Microsoft's machines",
        network: 'not known whether usual',
      },
      expected: [],
    },
    {
      name: 'a machine of Microsoft’s that somebody signed in from',
      facts: { address: '20.1.2.3', place: "California, on one of Microsoft's machines", app: 'Office' },
      expected: ["address 20.1.2.3, in California, on one of Microsoft's machines, app Office"],
    },
    ...[
      [
        'network and country are new to the user',
        'address 198.51.100.7, network and country are new to the user',
      ],
      ['usual for the user', 'address 198.51.100.7, the network is usual for the user'],
      ['not known whether usual', 'address 198.51.100.7'],
    ].map(([network = '', expected = '']) => ({
      name: `what is known of the network of a change: ${network}`,
      facts: { address: '198.51.100.7', network },
      expected: [expected],
    })),
    {
      name: 'guesses by the number',
      title: 'Somebody at 198.51.100.7 is guessing',
      facts: {
        address: '198.51.100.7',
        place: 'Lagos',
        users: ['dana', 'lee'],
        attempts: 30,
        locked: 'no account was locked',
      },
      expected: ['in Lagos', '30 wrong passwords, tried on dana and lee', 'no account was locked'],
    },
    {
      name: 'one guess',
      facts: { attempts: 1, triedOn: 'dana' },
      expected: ['1 wrong password, tried on dana'],
    },
    {
      name: 'no number twice',
      title: 'The password was guessed: right after 18 wrong ones',
      facts: { attempts: 18 },
      expected: [],
    },
    {
      name: 'what is usual, where that is nothing',
      facts: { usual: 'at most 0 new people in an hour' },
      expected: ['usual: no new people in an hour on any day before'],
    },
    {
      name: 'what is usual, where that is one',
      facts: { usual: 'at most 1 new people in an hour' },
      expected: ['usual: at most 1 new person in an hour'],
    },
    {
      name: 'what is usual',
      facts: { usual: 'at most 10 new people in an hour' },
      expected: ['usual: at most 10 new people in an hour'],
    },
    {
      name: 'all rights of an app where the title is short of them',
      facts: { scopes: ['a', 'b', 'c', 'd', 'e', 'f'], appId: '5f3c', refused: 'Risky' },
      expected: ['6 rights: a, b, c, d, e, f', 'application id 5f3c', 'Microsoft’s reason: Risky'],
    },
    { name: 'no rights that the title has', facts: { scopes: ['a'], appId: 'not recorded' }, expected: [] },
    {
      name: 'the words of a rule, and the copy',
      facts: { words: ['iban', 'invoice'], keepsCopy: 'no: the owner does not see the mail' },
      expected: [
        'it looks for: iban, invoice',
        'no copy stays in the mailbox: the owner does not see the mail',
      ],
    },
    {
      name: 'new guests who had been mailed, where some had not',
      facts: { contacts: 3, guestCount: 5 },
      expected: ['3 of 5 new guests had been mailed'],
    },
  ])('says: $name', ({ title = 'Did it', facts, expected }) => {
    expect(told(did({ title, facts })).happened[0]?.because).toEqual(expected);
  });

  it('says how long it went on', () => {
    const [scene] = told(did({ last: after(MONDAY, 3), evidence: records(18) })).happened;

    expect(scene?.because).toEqual(['18 records, the last 2026-03-02T09:03:00.000Z']);
  });

  it('does not name the victim as the doer', () => {
    expect(told(did({ title: 'dana invited a guest' })).happened[0]?.title).toBe(
      'The account of dana invited a guest',
    );
  });

  it('beyond three of a kind is a number, in the evidence too', () => {
    const story = told(...Array.from({ length: 9 }, () => did({ evidence: records(1) })));

    expect(story.happened.map(({ title }) => title)).toEqual([
      'Did it',
      'Did it',
      'Did it',
      '6 more of this kind',
    ]);
    expect(story.evidence).toHaveLength(4);
    expect(story.evidence[3]).toBe('any: 6 more of this kind, in the JSON');
  });
});

describe('who was mailed', () => {
  const names = Array.from({ length: 25 }, (_, at) => `p${at}@x.example`);

  it.each<{ name: string; facts: Facts; expected: readonly string[] }>([
    { name: 'nobody', facts: {}, expected: [] },
    {
      name: 'people the records do not name: no empty line',
      facts: { recipientCount: 40, notNamed: 40, recipients: [], domains: [], subject: 'not recorded' },
      expected: ['mail; the subject is not recorded', 'not named by the log: 40'],
    },
    {
      name: 'some domains, and how many people the others have',
      facts: {
        recipientCount: 100,
        recipients: names,
        domains: ['x.example (60)', 'y.example (39)'],
        subject: 'Hi',
      },
      expected: [
        '100 people with the subject "Hi"',
        'at x.example (60), y.example (39), and 1 more person elsewhere',
        `${names.slice(0, 20).join(', ')} and 80 more`,
      ],
    },
    {
      name: 'some whom the log names, and some whom it does not',
      facts: {
        recipientCount: 5,
        notNamed: 3,
        recipients: ['a@x', 'b@x'],
        domains: ['x (2)'],
        subject: 'Hi',
      },
      expected: ['2 people with the subject "Hi"', 'at x (2)', 'a@x and b@x', 'not named by the log: 3'],
    },
    {
      name: 'all domains',
      facts: { recipientCount: 1, recipients: ['p0@x.example'], domains: ['x.example (1)'], subject: 'Hi' },
      expected: ['1 person with the subject "Hi"', 'at x.example (1)', 'p0@x.example'],
    },
  ])('$name', ({ facts, expected }) => {
    expect(told(did({ facts })).mailed).toEqual(expected);
  });

  it('counts guests whom nobody lists', () => {
    expect(told(did({ facts: { guests: ['a', 'b'], guestCount: 5 } })).guests[0]).toBe(
      '5 guests: a, b and 3 more',
    );
  });
});

describe('how MFA was passed', () => {
  it.each<{ name: string; findings: readonly Finding[]; expected: readonly string[] }>([
    {
      name: 'by a method that was added from then on',
      findings: [inside, inside, method],
      expected: [
        'It was not asked.',
        'From then on with a method of their own: Phone, added 2026-03-02T09:00:00.000Z.',
      ],
    },
    { name: 'a method by itself is no theft', findings: [method], expected: [] },
    {
      name: 'a method of somebody else’s account is not theirs',
      findings: [inside, { ...method, facts: { method: 'Phone', account: 'lee' } }],
      expected: ['It was not asked.'],
    },
  ])('$name', ({ findings, expected }) => {
    expect(told(...findings).pastMfa).toEqual(expected);
  });
});

describe('what is not known', () => {
  it.each<{ name: string; findings: readonly Finding[]; expected: RegExp }>([
    { name: 'inside: which mails were read', findings: [inside], expected: /^Which mails were read/ },
    { name: 'nobody inside: who it was', findings: [did()], expected: /^Who was at the keyboard/ },
    {
      name: 'an unusual sign-in: whether it was the owner',
      findings: [{ ...inside, severity: 'low' }],
      expected: /^Whether it was dana who signed in/,
    },
  ])('$name', ({ findings, expected }) => {
    expect(told(...findings).notKnown).toEqual([expect.stringMatching(expected)]);
  });
});

describe('the evidence', () => {
  it.each([
    [1, '2026-03-02T09:00:00Z any (T1078.004, T1110): sign-ins id-0'],
    [5, '2026-03-02T09:00:00Z any (T1078.004, T1110): sign-ins id-0, id-1, id-2, id-3, id-4'],
    [8, '2026-03-02T09:00:00Z any (T1078.004, T1110): sign-ins id-0, id-1, id-2, id-3, id-4 and 3 more'],
  ])('of %d records', (count, expected) => {
    expect(told(did({ attack: ['T1078.004', 'T1110'], evidence: records(count) })).evidence).toEqual([
      expected,
    ]);
  });

  it('names each source once', () => {
    const evidence = [...records(1), { source: 'unified-audit', id: 'u', at: MONDAY }];

    expect(told(did({ evidence })).evidence).toEqual([
      '2026-03-02T09:00:00Z any: sign-ins id-0; unified-audit u',
    ]);
  });
});
