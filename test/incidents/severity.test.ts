import { describe, expect, it } from '@jest/globals';
import { severityOf } from '../../shared/incidents/severity.ts';
import type { Finding, Severity, Stage } from '../../shared/model/finding.ts';
import { addressSubject } from '../../shared/model/subject.ts';
import { DANA, MONDAY } from '../support/events.ts';

function finding(stage: Stage, severity: Severity, opens = true): Finding {
  return {
    detector: 'any',
    about: DANA,
    key: stage,
    stage,
    severity,
    opens,
    size: 1,
    title: '',
    facts: {},
    evidence: [],
    others: [],
    undo: [],
    at: MONDAY,
    last: MONDAY,
    attack: [],
  };
}

const inside = finding('inside', 'high');
const unusual = finding('inside', 'medium');
const noted = finding('inside', 'low', false);

describe('the severity of an incident', () => {
  it.each<{ name: string; findings: readonly Finding[]; expected: Severity }>([
    { name: 'one opener, its own', findings: [inside], expected: 'high' },
    { name: 'a low opener, low', findings: [finding('spreading', 'low')], expected: 'low' },
    {
      name: 'of two openers of a stage the worse',
      findings: [finding('spreading', 'medium'), finding('spreading', 'high')],
      expected: 'high',
    },
    {
      name: 'two stages, one more than the worst opener',
      findings: [finding('spreading', 'medium'), finding('hiding', 'medium')],
      expected: 'high',
    },
    {
      name: 'three stages, still one more',
      findings: [
        finding('credential-known', 'medium'),
        finding('hiding', 'medium'),
        finding('spreading', 'medium'),
      ],
      expected: 'high',
    },
    {
      name: 'two stages, of which one is medium and opens nothing',
      findings: [finding('spreading', 'medium'), finding('hiding', 'medium', false)],
      expected: 'high',
    },
    {
      name: 'a low finding is no stage',
      findings: [finding('spreading', 'medium'), finding('hiding', 'low', false)],
      expected: 'medium',
    },
    {
      name: 'a finding that does not open does not count as the worst',
      findings: [finding('spreading', 'medium'), finding('spreading', 'high', false)],
      expected: 'medium',
    },
    {
      name: 'an admin made and guests invited, nobody inside: one more ends at high',
      findings: [finding('staying', 'high'), finding('spreading', 'medium')],
      expected: 'high',
    },
    {
      name: 'nobody inside, whatever a finding says of itself',
      findings: [finding('staying', 'critical'), finding('hiding', 'high')],
      expected: 'high',
    },
    {
      name: 'merely unusual, with a stage that is high: not critical',
      findings: [unusual, finding('staying', 'high')],
      expected: 'high',
    },
    {
      name: 'a password that somebody else has, and another stage',
      findings: [finding('credential-known', 'high'), finding('spreading', 'medium')],
      expected: 'critical',
    },
    {
      name: 'a password that somebody else has, and nothing that would be told',
      findings: [finding('credential-known', 'high'), finding('spreading', 'low', false)],
      expected: 'high',
    },
    {
      name: 'a password that somebody else may have, and another stage',
      findings: [finding('credential-known', 'medium'), finding('spreading', 'high')],
      expected: 'high',
    },
    {
      name: 'an address that guesses has no password yet',
      findings: [
        { ...finding('credential-known', 'high'), about: addressSubject('198.51.100.7') },
        { ...finding('spreading', 'medium'), about: addressSubject('198.51.100.7') },
      ],
      expected: 'high',
    },
    {
      name: 'inside and hiding, one more',
      findings: [inside, finding('hiding', 'medium')],
      expected: 'critical',
    },
    {
      name: 'a known credential and inside, one more',
      findings: [finding('credential-known', 'medium'), unusual],
      expected: 'high',
    },
    ...(['spreading', 'staying', 'weakened'] as const).flatMap((stage) => [
      {
        name: `inside and ${stage}`,
        findings: [inside, finding(stage, 'medium')],
        expected: 'critical' as const,
      },
      {
        name: `inside, known by a finding that opens nothing, and ${stage}`,
        findings: [finding('inside', 'high', false), finding(stage, 'medium')],
        expected: 'critical' as const,
      },
      {
        name: `merely unusual and ${stage}: one more, not critical`,
        findings: [unusual, finding(stage, 'medium')],
        expected: 'high' as const,
      },
      {
        name: `an unusual sign-in for the record and ${stage}: as without it`,
        findings: [noted, finding(stage, 'medium')],
        expected: 'medium' as const,
      },
    ]),
    { name: 'no opener, low', findings: [finding('inside', 'high', false)], expected: 'low' },
  ])('$name: $expected', ({ findings, expected }) => {
    expect(severityOf(findings)).toBe(expected);
    expect(severityOf(findings.toReversed())).toBe(expected);
  });
});
