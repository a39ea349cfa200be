import { SEVERITIES, type Finding } from '../model/finding.ts';
import type { Subject } from '../model/subject.ts';
import { listed } from '../model/words.ts';

/** What happened, to whom, in one sentence without a term of art. */
export function headlineOf(about: Subject, findings: readonly Finding[]): string {
  const inside = findings.some((finding) => finding.stage === 'inside' && finding.severity !== 'low');
  if (about.kind === 'user' && inside)
    return `Somebody else is using the account of ${about.name}${alsoOf(findings)}`;
  const [first, ...rest] = findings.filter(({ opens }) => opens).toSorted(bySeverity);
  if (first === undefined) return about.name;
  const more = rest.length === 0 ? '' : `, and ${rest.length} more`;
  const known = first.title.includes(about.name);
  return `${known ? '' : `${about.name}: `}${known ? first.title : lowerFirst(first.title)}${more}`;
}

/** What somebody who is inside does, by stage. */
const DOING = {
  'credential-known': undefined,
  inside: undefined,
  hiding: 'is hiding mail from them',
  spreading: 'is writing to or inviting your contacts',
  staying: 'has made a way to come back',
  weakened: 'has weakened your protection',
} as const;

function alsoOf(findings: readonly Finding[]): string {
  const doing = [...new Set(findings.map(({ stage }) => DOING[stage]))].filter(
    (words) => words !== undefined,
  );
  return doing.length === 0 ? '' : `; whoever it is ${listed(doing)}`;
}

function bySeverity(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || a.at.getTime() - b.at.getTime();
}

/** An acronym stays one: `MFA was turned off`. */
function lowerFirst(text: string): string {
  return /^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
