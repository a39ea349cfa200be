import { SEVERITIES, type Finding } from '../model/finding.ts';
import { isSomebodyInside } from '../model/story.ts';
import type { Subject } from '../model/subject.ts';
import { counted, doerOf, listed, sentenceOf } from '../model/words.ts';

/** What happened, to whom, in one sentence without a term of art. */
export function headlineOf(about: Subject, findings: readonly Finding[]): string {
  if (about.kind === 'user' && isSomebodyInside(findings))
    return `Somebody else ${listed([`is using the account of ${about.name}`, ...doingIn(findings)])}`;
  const [first, ...rest] = findings.filter(({ opens }) => opens).toSorted(bySeverity);
  if (first === undefined) return doerOf(about);
  const more = rest.length === 0 ? '' : `; ${counted(rest.length, 'more finding')}`;
  return `${sentenceOf(shortened(first.title), about)}${more}`;
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

function doingIn(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ stage }) => DOING[stage]))].filter((words) => words !== undefined);
}

function bySeverity(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || a.at.getTime() - b.at.getTime();
}

/** Without the particulars behind a colon, which stand below; a colon in a name is none. */
function shortened(title: string): string {
  return /^(?:"[^"]*"|"|:(?! )|[^:"])+/.exec(title)?.[0] ?? title;
}
