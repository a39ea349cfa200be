import { describe, expect, it } from '@jest/globals';
import { storyOf } from '../../shared/incidents/story.ts';
import type { Incident } from '../../shared/model/finding.ts';
import type { Summary } from '../../shared/model/summary.ts';
import { answerFrom, UnreadableAnswer } from '../../shared/pages/from-ndjson.ts';
import { incidentLine, summaryLine } from '../../shared/pages/ndjson.ts';
import { after, DANA, MONDAY } from '../support/events.ts';
import { finding } from '../support/findings.ts';

const SUMMARY: Summary = {
  read: { 'sign-ins': 3 },
  duplicates: 1,
  rejected: [{ file: 'sign-ins', line: 0, recordId: 'r-1', why: 'no time' }],
  rejectedMore: 0,
  incidents: 1,
  undecided: { 'mass-send': 2 },
  broken: {},
  ownDomains: ['contoso.example'],
};
const INCIDENT: Incident = {
  id: 'INC-AAAAAA',
  about: DANA,
  title: 'Somebody else is using the account of Dana Reyes',
  firstSeen: MONDAY,
  lastSeen: after(MONDAY, 30),
  severity: 'critical',
  stages: ['inside', 'spreading'],
  findings: [
    finding({
      stage: 'inside',
      severity: 'high',
      title: 'Signed in',
      facts: { address: '102.38.200.77', attempts: 3, why: ['never seen before'] },
      attack: ['T1078.004'],
      evidence: [
        { source: 'sign-ins', id: 'a-1', at: MONDAY },
        { source: 'sign-ins', id: 'a-2', at: after(MONDAY, 30) },
      ],
      last: after(MONDAY, 30),
    }),
  ],
  linked: ['INC-BBBBBB'],
};
const lineOf = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;
const LINES = [lineOf(incidentLine(INCIDENT)), lineOf(summaryLine(SUMMARY))];

describe('an answer read back', () => {
  it('is what was written, but for what only gathering needs', () => {
    const { incidents, ...rest } = answerFrom(LINES);
    const [one] = INCIDENT.findings;

    expect(rest).toEqual({ summary: SUMMARY, complete: true, resume: undefined, unread: [] });
    expect(incidents).toEqual([
      { ...INCIDENT, findings: [{ ...one, about: DANA, key: '', opens: false, size: 0 }] },
    ]);
  });

  it('is told and written the same as before', () => {
    const [incident] = answerFrom(LINES).incidents as [Incident];

    expect(storyOf(incident).happened).toEqual(storyOf(INCIDENT).happened);
    expect(incidentLine(incident)).toBe(incidentLine(INCIDENT));
  });

  it('says where a scan goes on, and what it could not read', () => {
    const unread = [{ log: 'sign-ins', why: 'Cannot read sign-ins: no connection.' }];

    expect(answerFrom([{ ...LINES[1], complete: false, resume: 'next', unread }])).toMatchObject({
      incidents: [],
      complete: false,
      resume: 'next',
      unread,
    });
  });

  it('keeps what a finding says of how to undo it, where it does', () => {
    const undo = [{ what: 'Delete the inbox rule', command: 'Remove-InboxRule' }];
    const [given] = LINES.flatMap(({ findings }) => (findings ?? []) as object[]);
    const lines = [{ ...LINES[0], findings: [{ ...given, undo }] }, LINES[1]];

    expect(answerFrom(lines).incidents[0]?.findings[0]?.undo).toEqual(undo);
  });

  it('passes over what a later version adds', () => {
    const later = LINES.map((line) => ({ ...line, tomorrow: true }));

    expect(answerFrom(later)).toEqual(answerFrom(LINES));
  });

  it.each([
    ['no list', { error: {} }],
    ['nothing', undefined],
    ['an empty list', []],
    ['no summary', [LINES[0]]],
    ['a summary that is not the last', [LINES[1], LINES[0]]],
    ['another kind of line', [{ type: 'card' }, LINES[1]]],
    ['a time that is none', [{ ...LINES[0], firstSeen: 'yesterday' }, LINES[1]]],
    ['a severity there is not', [{ ...LINES[0], severity: 'huge' }, LINES[1]]],
  ])('is refused: %s', (_what, lines) => {
    expect(() => answerFrom(lines)).toThrow(UnreadableAnswer);
  });
});
