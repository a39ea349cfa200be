import { describe, expect, it } from '@jest/globals';
import { detectors } from '../../shared/detectors/index.ts';
import { storyOf } from '../../shared/incidents/story.ts';
import type { Finding, Incident, Step } from '../../shared/model/finding.ts';
import type { LooseLine } from '../../shared/model/notice.ts';
import { addressSubject, TENANT, type Subject } from '../../shared/model/subject.ts';
import type { Summary } from '../../shared/model/summary.ts';
import { answerText, incidentText } from '../../shared/pages/incident-text.ts';
import { summaryText } from '../../shared/pages/summary-text.ts';
import { after, DANA, MONDAY } from '../support/events.ts';
import { finding } from '../support/findings.ts';

const STYLE = { timeZone: 'Europe/Stockholm', width: 100, strong: (text: string) => text };
const NOTHING: Summary = {
  read: { 'sign-ins': 1 },
  duplicates: 0,
  rejected: [],
  rejectedMore: 0,
  incidents: 1,
  undecided: {},
  broken: {},
  ownDomains: ['contoso.example'],
};

function incident(findings: readonly Finding[], given: Partial<Incident> = {}): Incident {
  return {
    id: 'INC-000000',
    about: DANA,
    title: 'The account of dana mailed 90 people',
    firstSeen: MONDAY,
    lastSeen: MONDAY,
    severity: 'medium',
    stages: [...new Set(findings.map(({ stage }) => stage))],
    findings,
    linked: [],
    ...given,
  };
}

const text = (...findings: readonly Finding[]): string => incidentText(storyOf(incident(findings)), STYLE);
const inside = finding({ stage: 'inside', severity: 'high', title: 'Signed in' });
const command = (words: string): Step => ({ what: 'Do it', command: words });

describe('the text of an incident', () => {
  it('names the day once, and its zone, and again when either changes', () => {
    const summer = new Date('2026-03-29T00:30:00Z');
    const told = text(
      finding({ title: 'First' }),
      finding({ title: 'Second', at: after(MONDAY, 5) }),
      finding({ title: 'Third', at: summer, detector: 'b' }),
      finding({ title: 'Fourth', at: after(summer, 1, 'hours'), detector: 'b' }),
    );

    expect(told).toContain(
      [
        '  Mon 2 Mar 2026, CET',
        '    10:00  First',
        '    10:05  Second',
        '  Sun 29 Mar 2026, CET',
        '    01:30  Third',
        '  Sun 29 Mar 2026, CEST',
        '    03:30  Fourth',
      ].join('\n'),
    );
  });

  it('breaks a long line under its own beginning', () => {
    const told = incidentText(
      storyOf(incident([finding({ title: 'One two three', facts: { why: ['four five six'] } })])),
      { ...STYLE, width: 20 },
    );

    expect(told).toContain('    10:00  One two\n           three\n           - four\n             five\n');
  });

  it('writes moments in the zone of its reader', () => {
    const told = text(finding({ facts: { previous: 'Stockholm, 2026-03-01T23:30:00.000Z' } }));

    expect(told).toContain('- the sign-in before: Stockholm, Mon 2 Mar 2026 00:30 CET');
  });

  it.each<[Subject, string]>([
    [DANA, 'Who      dana (dana@contoso.example)'],
    [{ ...DANA, name: 'Dana@Contoso.example' }, 'Who      Dana@Contoso.example'],
    [addressSubject('198.51.100.7'), 'Who      198.51.100.7'],
    [{ kind: 'app', id: '5f3c', name: 'Backup' }, 'Who      the app Backup (5f3c)'],
    [TENANT, 'Who      not named by the records'],
  ])('says who: %j', (about, expected) => {
    const told = incidentText(storyOf(incident([finding()], { about })), STYLE);

    expect(told.split('\n').find((line) => line.startsWith('Who'))).toBe(expected);
  });

  it('numbers the steps through, with their condition once', () => {
    const told = text(finding({ undo: [{ what: 'Undo it' }] }));

    expect(told).toMatch(
      / 1\. Ask dana.*\n.*\n {2}If it was not dana:\n {2}2\. Block[^]* 4\. Undo it\.\n {2}In any case:\n {2}5\. /,
    );
  });

  it.each([
    { name: 'somebody inside', findings: [inside], stages: 'inside' },
    {
      name: 'an unusual sign-in on record',
      findings: [{ ...inside, severity: 'low' as const }, finding()],
      stages: 'spreading',
    },
  ])('says which stages were reached: $name', ({ findings, stages }) => {
    expect(text(...findings)).toContain(`\nStages   ${stages}\n`);
  });

  it.each<{ name: string; undo: readonly Step[]; expected: string }>([
    { name: 'Graph', undo: [], expected: 'Commands need Graph PowerShell: Connect-MgGraph' },
    {
      name: 'both',
      undo: [command("Set-Mailbox 'dana'")],
      expected: 'Commands need Exchange Online PowerShell: Connect-ExchangeOnline; Graph PowerShell',
    },
  ])('says once how commands are connected: $name', ({ undo, expected }) => {
    const told = text(finding({ undo }));

    expect(told).toContain(expected);
    expect(told.match(/Commands need/g)).toHaveLength(1);
  });

  it.each([
    ['cut', `Set-Mailbox '${'a'.repeat(1_000)}'`],
    ['with an unseen character', "Set-Mailbox 'a\u202Eb'"],
  ])('shows no command that would be %s', (_how, words) => {
    expect(text(finding({ undo: [command(words)] }))).not.toContain('Set-Mailbox');
  });

  it('ends with the evidence', () => {
    const evidence = [{ source: 'sign-ins', id: 'abc', at: MONDAY }];

    expect(
      text(finding({ attack: ['T1534'], evidence }))
        .split('\n')
        .slice(-2),
    ).toEqual([
      'Evidence, for whoever checks this (times in UTC)',
      '  2026-03-02T09:00:00Z any (T1534): sign-ins abc',
    ]);
  });

  it('makes text of the log harmless', () => {
    const about: Subject = { ...DANA, id: 'd\u009Bx', name: 'Da\u001B[2Jna' };
    const mail = finding({ facts: { recipientCount: 9, recipients: ['\u202E'], subject: '\u001B' }, about });

    const told = [
      incidentText(storyOf(incident([mail], { about, title: '\u0007' })), STYLE),
      text(finding({ title: 'Mailed \u001B[2J', facts: { rule: '\u202E' } })),
    ];

    expect(told.join('').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('the answer', () => {
  it('begins with an overview, the worst first', () => {
    const stories = (['low', 'critical', 'medium'] as const).map((severity, at) =>
      storyOf(incident([finding()], { severity, id: `INC-${at}` })),
    );

    const parts = answerText(stories, { ...NOTHING, incidents: 3 }, STYLE).split(/\n\n-{80}\n\n/);

    expect(parts.map((part) => part.split('\n')[0])).toEqual([
      '3 incidents, the worst first.',
      'Critical: somebody is inside now.  INC-1',
      'Medium: look today.  INC-2',
      'Low: for the record.  INC-0',
      '3 incidents.',
    ]);
    expect(parts[0]?.split('\n').slice(1)).toEqual([
      '  Critical  INC-1  The account of dana mailed 90 people',
      '  Medium    INC-2  The account of dana mailed 90 people',
      '  Low       INC-0  The account of dana mailed 90 people',
    ]);
  });

  it('without incidents is the summary', () => {
    const summary = { ...NOTHING, incidents: 0 };

    expect(answerText([], summary, STYLE)).toBe(summaryText(summary, STYLE));
  });
});

describe('what alone is no alarm', () => {
  const seen = {
    title: 'Signed in from Oslo, Norway, which is not usual for dana',
    severity: 'low',
    firstSeen: MONDAY,
    lastSeen: after(MONDAY, 90),
    times: 1,
  } as const;
  const told = (...lines: readonly LooseLine[]): readonly string[] =>
    answerText([], { ...NOTHING, incidents: 0 }, { ...STYLE, width: 200 }, { loose: lines }).split('\n');

  it.each<{ name: string; line: LooseLine; expected: string }>([
    {
      name: 'once',
      line: { about: DANA, seen: [seen] },
      expected:
        '  The account of dana signed in from Oslo, Norway, which is not usual for dana. Mon 2 Mar 2026 10:00 CET',
    },
    {
      name: 'often',
      line: { about: DANA, seen: [{ ...seen, times: 3 }] },
      expected:
        '  The account of dana signed in from Oslo, Norway, which is not usual for dana. 3 times, first Mon 2 Mar 2026 10:00 CET, last Mon 2 Mar 2026 11:30 CET',
    },
    {
      name: 'with text that would be obeyed',
      line: { about: { ...DANA, name: 'da\u001B[2Jna' }, seen: [{ ...seen, title: 'Mailed \u202Egnp' }] },
      expected: '  The account of da�[2Jna mailed �gnp. Mon 2 Mar 2026 10:00 CET',
    },
  ])('is told: $name', ({ line, expected }) => {
    expect(told(line)).toEqual(expect.arrayContaining(['Also seen, and alone no alarm', expected]));
  });

  it('is twenty lines at most, and the number of the others', () => {
    const lines = told({ about: DANA, seen: Array.from({ length: 33 }, () => seen) });

    expect(lines.filter((line) => line.includes('signed in'))).toHaveLength(20);
    expect(lines).toContain('  and 13 more');
  });

  it('is no incident, and not nothing', () => {
    expect(told({ about: DANA, seen: [seen] })).toContain(
      'No incidents: nothing in these records is by itself a reason for alarm.',
    );
  });
});

describe('the summary', () => {
  const wide = { ...STYLE, width: 1_000 };

  it.each<{ name: string; given: Partial<Summary>; expected: string }>([
    {
      name: 'one of each',
      given: { read: { 'sign-ins': 1, 'directory-audits': 1, 'unified-audit': 1, 'message-traces': 1 } },
      expected: 'Read: 1 sign-in, 1 directory audit record, 1 unified audit record and 1 message trace.',
    },
    {
      name: 'more, and some twice',
      given: { read: { 'unified-audit': 2, 'message-traces': 3 }, duplicates: 1 },
      expected: 'Read: 2 unified audit records and 3 message traces; 1 record stood there more than once.',
    },
    { name: 'nothing', given: { read: {} }, expected: 'Read: nothing.' },
    {
      name: 'what could not be told',
      given: { undecided: { 'unfamiliar-sign-in': 144, 'guest-invited': 1 } },
      expected:
        'Could not tell, because a fact was missing: unfamiliar sign-in (144 times) and guest invited (1 time). The usual reasons: a person who was seen on too few days',
    },
    {
      name: 'what could not be told without own domains',
      given: { undecided: { 'mass-send': 2 }, ownDomains: [] },
      expected: 'or your own domains, which are not known.',
    },
    { name: 'one incident', given: {}, expected: '1 incident.' },
    {
      name: 'no incidents: what that means',
      given: { incidents: 0 },
      expected:
        'No incidents: nothing of what Vigil looks for stands in these records.\nIt looks for guessed and sprayed passwords, ',
    },
  ])('says: $name', ({ given, expected }) => {
    expect(summaryText({ ...NOTHING, ...given }, wide)).toContain(expected);
  });

  it('says of each detector that it looks for it', () => {
    const words: Readonly<Record<string, string>> = {
      'account-created': 'new accounts',
      'admin-role-granted': 'new admins',
      'contacts-become-guests': 'new guests',
      'guest-burst': 'new guests',
      'guest-invited': 'new guests',
      'inbox-rule-hides': 'inbox rules that hide mail',
      'mail-forwarded': 'forwarding',
      'mass-send': 'mails to many people',
      'mfa-method-added': 'new ways to pass MFA',
      'oauth-consent': 'apps that were let in',
      'password-guessing': 'guessed',
      'password-spray': 'sprayed passwords',
      'unfamiliar-sign-in': 'unfamiliar sign-ins',
    };
    const told = summaryText({ ...NOTHING, incidents: 0 }, wide);

    expect(detectors.map(({ id }) => id).toSorted()).toEqual(Object.keys(words));
    expect(Object.values(words).filter((each) => !told.includes(each))).toEqual([]);
  });
});
