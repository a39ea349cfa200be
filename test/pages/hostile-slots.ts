import fc from 'fast-check';
import { SEVERITIES, type Stage } from '../../shared/model/finding.ts';
import type { Subject } from '../../shared/model/subject.ts';
import { MONDAY } from '../support/events.ts';
import { finding } from '../support/findings.ts';
import { aDecision, anIncident } from './a-view.ts';

const bits = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onfocus='alert(1)' autofocus='",
  '</title></style></pre></textarea><svg onload=alert(1)>',
  '<!--',
  '-->',
  '<![CDATA[',
  '&lt;b&gt;',
  '&#60;i>',
  '&quot onclick=1',
  'javascript:alert(1)',
  '`${7}`',
  '\u202Egnp.exe',
  '\u2066',
  '\u200B',
  '\u0000',
  '\u001B[2J',
  '\uD800',
  '\u2028',
  '<a href="https://evil.example">x</a>',
  '2026-03-02T09:12:00Z',
  '2026-99-99T99:99:99Z',
  'entra.microsoft.com > ',
  '=',
  '/',
  ' ',
  '\n',
  'שלום',
];
export const hostile = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...bits) }, fc.string({ unit: 'binary' })), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

const subject = fc.record({
  kind: fc.constantFrom<Subject['kind'][]>('user', 'app', 'address', 'tenant'),
  id: hostile,
  name: hostile,
});
export const texts = fc.array(hostile, { minLength: 1, maxLength: 2 });
const part = fc.option(hostile, { nil: undefined });
const hostileFinding = fc
  .record({
    about: subject,
    title: hostile,
    key: hostile,
    detector: hostile,
    stage: fc.constantFrom<Stage[]>('inside', 'spreading'),
    facts: fc.dictionary(
      fc.constantFrom('why', 'address', 'place', 'network', 'subject', 'rule', 'guests', 'mfa', 'recipients'),
      hostile,
    ),
    evidence: fc.record({ source: hostile, id: hostile }).map((one) => [{ ...one, at: MONDAY }]),
  })
  .map((given) => finding({ ...given, facts: { ...given.facts, recipientCount: 3 } }));
export const incident = fc
  .record({
    about: subject,
    title: hostile,
    linked: texts,
    findings: fc.array(hostileFinding, { minLength: 1, maxLength: 2 }),
    severity: fc.constantFrom(...SEVERITIES),
  })
  .map((given) => anIncident(given));
export const story = fc.record({
  happened: fc.array(fc.record({ at: fc.constant(MONDAY), title: hostile, because: texts }), {
    maxLength: 2,
  }),
  mailed: texts,
  guests: texts,
  pastMfa: texts,
  notKnown: texts,
  evidence: texts,
  warning: fc.record({ title: hostile, text: hostile }),
  now: fc.array(
    fc.record({
      condition: part,
      steps: fc.array(
        fc.record(
          { what: hostile, why: hostile, where: hostile, command: hostile },
          { requiredKeys: ['what'] },
        ),
        { minLength: 1, maxLength: 2 },
      ),
    }),
    { maxLength: 2 },
  ),
});
export const decision = fc
  .record({
    kind: fc.constantFrom(...(['acknowledge', 'mute', 'pardon'] as const)),
    incident: hostile,
    by: hostile,
    reason: hostile,
    mutes: fc.record({ detector: part, subject: part, value: part }),
  })
  .map((given) => aDecision(given));
export const query = hostile.map((words) => new URL(`https://vigil.example/?${words}`).search);
