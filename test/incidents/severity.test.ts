import { describe, expect, it } from '@jest/globals';
import { severityOf } from '../../shared/incidents/severity.ts';
import type { Finding, Severity, Stage } from '../../shared/model/finding.ts';
import { addressSubject } from '../../shared/model/subject.ts';
import { finding } from '../support/findings.ts';

const seen = (stage: Stage, severity: Severity, opens = true): Finding =>
  finding({ key: stage, stage, severity, opens, title: '' });

const inside = seen('inside', 'high');
const unusual = seen('inside', 'medium');
const noted = seen('inside', 'low', false);

describe('the severity of an incident', () => {
  it.each<{ name: string; findings: readonly Finding[]; expected: Severity }>([
    { name: 'one opener, its own', findings: [inside], expected: 'high' },
    { name: 'a low opener, low', findings: [seen('spreading', 'low')], expected: 'low' },
    {
      name: 'of two openers of a stage the worse',
      findings: [seen('spreading', 'medium'), seen('spreading', 'high')],
      expected: 'high',
    },
    {
      name: 'two stages, one more than the worst opener',
      findings: [seen('spreading', 'medium'), seen('hiding', 'medium')],
      expected: 'high',
    },
    {
      name: 'three stages, still one more',
      findings: [seen('credential-known', 'medium'), seen('hiding', 'medium'), seen('spreading', 'medium')],
      expected: 'high',
    },
    {
      name: 'two stages, of which one is medium and opens nothing',
      findings: [seen('spreading', 'medium'), seen('hiding', 'medium', false)],
      expected: 'high',
    },
    {
      name: 'a low finding is no stage',
      findings: [seen('spreading', 'medium'), seen('hiding', 'low', false)],
      expected: 'medium',
    },
    {
      name: 'a finding that does not open does not count as the worst',
      findings: [seen('spreading', 'medium'), seen('spreading', 'high', false)],
      expected: 'medium',
    },
    {
      name: 'an admin made and guests invited, nobody inside: one more ends at high',
      findings: [seen('staying', 'high'), seen('spreading', 'medium')],
      expected: 'high',
    },
    {
      name: 'nobody inside, whatever a finding says of itself',
      findings: [seen('staying', 'critical'), seen('hiding', 'high')],
      expected: 'high',
    },
    {
      name: 'merely unusual, with a stage that is high: not critical',
      findings: [unusual, seen('staying', 'high')],
      expected: 'high',
    },
    {
      name: 'a password that somebody else has, and another stage',
      findings: [seen('credential-known', 'high'), seen('spreading', 'medium')],
      expected: 'critical',
    },
    {
      name: 'a password that somebody else has, and nothing that would be told',
      findings: [seen('credential-known', 'high'), seen('spreading', 'low', false)],
      expected: 'high',
    },
    {
      name: 'a password that somebody else may have, and another stage',
      findings: [seen('credential-known', 'medium'), seen('spreading', 'high')],
      expected: 'high',
    },
    {
      name: 'an address that guesses has no password yet',
      findings: [
        { ...seen('credential-known', 'high'), about: addressSubject('198.51.100.7') },
        { ...seen('spreading', 'medium'), about: addressSubject('198.51.100.7') },
      ],
      expected: 'high',
    },
    {
      name: 'inside and hiding, one more',
      findings: [inside, seen('hiding', 'medium')],
      expected: 'critical',
    },
    {
      name: 'a known credential and inside, one more',
      findings: [seen('credential-known', 'medium'), unusual],
      expected: 'high',
    },
    ...(['spreading', 'staying', 'weakened'] as const).flatMap((stage) => [
      {
        name: `inside and ${stage}`,
        findings: [inside, seen(stage, 'medium')],
        expected: 'critical' as const,
      },
      {
        name: `inside, known by a finding that opens nothing, and ${stage}`,
        findings: [seen('inside', 'high', false), seen(stage, 'medium')],
        expected: 'critical' as const,
      },
      {
        name: `merely unusual and ${stage}: one more, not critical`,
        findings: [unusual, seen(stage, 'medium')],
        expected: 'high' as const,
      },
      {
        name: `an unusual sign-in for the record and ${stage}: as without it`,
        findings: [noted, seen(stage, 'medium')],
        expected: 'medium' as const,
      },
    ]),
    { name: 'no opener, low', findings: [seen('inside', 'high', false)], expected: 'low' },
  ])('$name: $expected', ({ findings, expected }) => {
    expect(severityOf(findings)).toBe(expected);
    expect(severityOf(findings.toReversed())).toBe(expected);
  });
});
