import { describe, expect, it } from '@jest/globals';
import { stepsFor, warningFor } from '../../shared/incidents/advice.ts';
import type { Finding, Incident, Step } from '../../shared/model/finding.ts';
import { addressSubject, TENANT, type Subject } from '../../shared/model/subject.ts';
import { removeGuests } from '../../shared/model/undo.ts';
import { DANA, MONDAY } from '../support/events.ts';
import { finding } from '../support/findings.ts';

const APP: Subject = { kind: 'app', id: '5f3c', name: 'Backup' };

function incident(findings: readonly Finding[], about: Subject = DANA): Incident {
  return {
    id: 'INC-000000',
    about,
    title: 'Any',
    firstSeen: MONDAY,
    lastSeen: MONDAY,
    severity: 'medium',
    stages: [],
    findings,
    linked: [],
  };
}

const step = (what: string): Step => ({ what });
const inside = finding({ stage: 'inside', severity: 'high' });
const unusual = finding({ stage: 'inside', severity: 'low', opens: false });
const password = finding({ stage: 'credential-known' });
const mails = finding({ facts: { recipientCount: 90, subject: 'Hi' }, undo: [step('Find the mail')] });
const guests = finding({
  facts: { guests: ['a@b.example'], guestCount: 1 },
  undo: [removeGuests(['a@b.example'])],
});
const rule = finding({ stage: 'hiding', undo: [step('Delete the rule')] });
const method = finding({
  stage: 'staying',
  facts: { method: 'Phone', account: 'dana' },
  undo: [step('Remove Phone from dana, and require MFA to be registered anew')],
});

/** The first words of each step, under their conditions. */
function plan(findings: readonly Finding[], about: Subject = DANA): readonly string[] {
  return stepsFor(incident(findings, about)).flatMap(({ condition, steps }) => [
    ...(condition === undefined ? [] : [`${condition}:`]),
    ...steps.map(({ what }) => what.split(' ').slice(0, 3).join(' ')),
  ]);
}

describe('what to do now', () => {
  it.each<{ name: string; findings: readonly Finding[]; about?: Subject; expected: readonly string[] }>([
    {
      name: 'somebody is inside: no condition',
      findings: [inside, rule],
      expected: ['Block sign-in of', 'Reset the password', 'Delete the rule', 'Require MFA of'],
    },
    {
      name: 'nobody is known inside: ask, and everything else under one condition',
      findings: [rule],
      expected: [
        'Ask dana, by',
        'If it was not dana:',
        'Block sign-in of',
        'Reset the password',
        'Delete the rule',
        'In any case:',
        'Require MFA of',
      ],
    },
    {
      name: 'an unusual sign-in on record is nobody inside',
      findings: [unusual, mails],
      expected: [
        'Ask dana, by',
        'If it was not dana:',
        'Block sign-in of',
        'Reset the password',
        'Find the mail',
        'Warn the people',
        'In any case:',
        'Require MFA of',
      ],
    },
    {
      name: 'a password is known: close at once',
      findings: [password],
      expected: ['Block sign-in of', 'Reset the password', 'Require MFA of'],
    },
    {
      name: 'a password is known, and something was done: close at once, ask before undoing',
      findings: [password, rule],
      expected: [
        'Block sign-in of',
        'Reset the password',
        'Ask dana, by',
        'If it was not dana:',
        'Delete the rule',
        'In any case:',
        'Require MFA of',
      ],
    },
    {
      name: 'a method was added: its removal stands with the password, and new MFA is required once',
      findings: [inside, rule, method],
      expected: [
        'Block sign-in of',
        'Reset the password',
        'Remove Phone from',
        'Delete the rule',
        'Require MFA of',
      ],
    },
    {
      name: 'guests are deleted once, as many as there are',
      findings: [
        inside,
        finding({ facts: { guests: ['a'] }, undo: [removeGuests(['a', 'b'])] }),
        finding({ facts: { guests: ['a'] }, undo: [removeGuests(['a', 'b', 'c'])] }),
      ],
      expected: [
        'Block sign-in of',
        'Reset the password',
        'Delete the 3',
        'Warn the people',
        'Let only admins',
        'Require MFA of',
      ],
    },
    {
      name: 'an address: steps about the account it reached',
      findings: [password],
      about: addressSubject('198.51.100.7'),
      expected: ['Look for a', 'If there is one:', 'Block sign-in of', 'In any case:', 'See that MFA'],
    },
    {
      name: 'an app: steps about the app',
      findings: [guests],
      about: APP,
      expected: [
        'Ask whoever set',
        'If nobody knows why:',
        'Disable the app',
        'Remove the secrets',
        'Delete the 1',
        'Warn the people',
        'In any case:',
        'Let only admins',
      ],
    },
    {
      name: 'nobody in particular: ask the admins',
      findings: [rule],
      about: TENANT,
      expected: ['Ask everybody who', 'If it was none of you:', 'Delete the rule'],
    },
  ])('$name', ({ findings, about, expected }) => {
    expect(plan(findings, about)).toEqual(expected);
  });

  it('requires MFA anew in one step only', () => {
    const anew = stepsFor(incident([inside, method])).flatMap(({ steps }) =>
      steps.filter(({ what }) => what.includes('registered anew')),
    );

    expect(anew).toHaveLength(1);
  });

  it.each([
    { findings: [rule], expected: 'this can be' },
    { findings: [rule, mails], expected: 'each of these can be' },
  ])('asks about $findings.length: $expected', ({ findings, expected }) => {
    expect(stepsFor(incident(findings))[0]?.steps[0]?.why).toContain(expected);
  });

  it.each([
    ['a$(calc)', "'a$(calc)'"],
    ['a`"b', "'a`\"b'"],
    ["o'brien", "'o''brien'"],
    ['a‘b’c‚d‛e', "'a‘‘b’’c‚‚d‛‛e'"],
    ["'; calc; '", "'''; calc; '''"],
  ])('writes the id %j so that PowerShell evaluates nothing in it', (id, expected) => {
    const [close] = stepsFor(incident([inside], { ...DANA, id }))[0]?.steps ?? [];

    expect(close?.command).toBe(
      `Update-MgUser -UserId ${expected} -AccountEnabled:$false; Revoke-MgUserSignInSession -UserId ${expected}`,
    );
  });
});

describe('the warning', () => {
  it.each<{
    name: string;
    findings: readonly Finding[];
    title: string | undefined;
    step: string | undefined;
  }>([
    {
      name: 'somebody inside mailed: as a fact',
      findings: [inside, mails],
      title: 'A warning you can send to those who were mailed',
      step: 'Warn the people who were mailed, with the text below',
    },
    {
      name: 'a newsletter: only if it was not the sender',
      findings: [mails],
      title: 'If it was not dana, send this to those who were mailed',
      step: 'Warn the people who were mailed, with the text below',
    },
    {
      name: 'guests only',
      findings: [guests],
      title: 'If it was not dana, send this to those who were invited',
      step: 'Warn the people who were invited, with the text below',
    },
    {
      name: 'both',
      findings: [inside, mails, guests],
      title: 'A warning you can send to those who were mailed or invited',
      step: 'Warn the people who were mailed or invited, with the text below',
    },
    {
      name: 'a guest who is on record only',
      findings: [inside, { ...guests, severity: 'low' }],
      title: undefined,
      step: undefined,
    },
    { name: 'a rule', findings: [inside, rule], title: undefined, step: undefined },
  ])('and its step agree: $name', ({ findings, title, step: warn }) => {
    const steps = stepsFor(incident(findings)).flatMap((group) => group.steps);

    expect(warningFor(incident(findings))?.title).toBe(title);
    expect(steps.find(({ what }) => what.startsWith('Warn'))?.what).toBe(warn);
  });

  it('names the subject of the first mail that has one', () => {
    const unnamed = finding({ facts: { recipientCount: 3, subject: 'not recorded' } });

    expect(warningFor(incident([unnamed, mails]))?.text).toContain('with the subject "Hi"');
  });

  it.each([
    ['Hi', 'a mail with the subject "Hi" from dana'],
    ['not recorded', 'a mail from dana'],
  ])('names the subject %j as far as it is known', (subject, expected) => {
    expect(warningFor(incident([finding({ facts: { recipientCount: 90, subject } })]))?.text).toContain(
      expected,
    );
  });
});
