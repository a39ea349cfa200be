import type { Facts, Finding, Incident } from '../model/finding.ts';
import type { Scene, Story } from '../model/story.ts';
import { counted, listed } from '../model/words.ts';
import { stepsFor } from './advice.ts';

const SHOWN = 20;

/** Tells an incident: in order, who was mailed, which guests, how MFA was passed, what to do, what is not known. */
export function storyOf(incident: Incident): Story {
  const { findings } = incident;
  return {
    incident,
    happened: scenesOf(findings),
    mailed: findings.flatMap(mailedIn),
    guests: guestsIn(findings),
    pastMfa: pastMfaIn(incident),
    now: stepsFor(incident),
    notKnown: notKnownIn(incident),
    warning: warningFor(incident),
  };
}

/** More findings of one kind than this are told as a number. */
const MOST_ALIKE = 3;

function scenesOf(findings: readonly Finding[]): readonly Scene[] {
  const alike = new Map<string, number>();
  return findings.flatMap((finding) => {
    const { detector } = finding;
    const before = alike.get(detector) ?? 0;
    alike.set(detector, before + 1);
    if (before < MOST_ALIKE) return [sceneOf(finding)];
    const all = findings.filter((other) => other.detector === detector).length;
    return before === MOST_ALIKE
      ? [{ at: finding.at, title: `${all - MOST_ALIKE} more of this kind`, because: [] }]
      : [];
  });
}

function sceneOf({ at, title, facts }: Finding): Scene {
  const before = (name: string, words: string): readonly string[] =>
    textsOf(facts, name).map((value) => `${words}: ${value}`);
  return {
    at,
    title,
    because: [
      ...textsOf(facts, 'why'),
      ...before('usual', 'usual'),
      ...before('previous', 'the sign-in before'),
    ],
  };
}

function textsOf(facts: Facts, name: string): readonly string[] {
  const value = facts[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [String(value)];
}

function mailedIn({ facts }: Finding): readonly string[] {
  const count = facts['recipientCount'];
  if (typeof count !== 'number') return [];
  const shown = textsOf(facts, 'recipients');
  const rest = count - shown.length;
  return [
    `${counted(count, 'person', 'people')} with the subject "${textsOf(facts, 'subject').join('')}"`,
    ...(facts['domains'] === undefined ? [] : [`domains: ${textsOf(facts, 'domains').join(', ')}`]),
    ...(shown.length === 0 ? [] : [listed(shown, SHOWN) + (rest > 0 ? `, and ${rest} more` : '')]),
  ];
}

function guestsIn(findings: readonly Finding[]): readonly string[] {
  const guests = [...new Set(findings.flatMap(({ facts }) => textsOf(facts, 'guests')))];
  if (guests.length === 0) return [];
  const count = Math.max(guests.length, ...findings.map(({ facts }) => Number(facts['guestCount'] ?? 0)));
  return [
    `${counted(count, 'guest')}: ${listed(guests, SHOWN)}`,
    'Whether they have accepted is not in these records. By default every member of a tenant may invite guests.',
  ];
}

function pastMfaIn({ findings }: Incident): readonly string[] {
  const words = findings
    .filter(({ stage }) => stage === 'inside')
    .flatMap(({ facts }) => textsOf(facts, 'mfa'));
  const added = findings.filter(
    ({ facts }) => facts['method'] !== undefined && facts['account'] !== undefined,
  );
  const later = added.map(
    ({ title }) =>
      `From then on with a method of their own: ${title.charAt(0).toLowerCase()}${title.slice(1)}.`,
  );
  return [...new Set(words), ...(words.length > 0 ? later : [])];
}

function notKnownIn({ findings, about }: Incident): readonly string[] {
  const inside = findings.some(({ stage }) => stage === 'inside');
  const spread = findings.some(({ stage }) => stage === 'spreading');
  return [
    ...(inside ? ['Which mails were read: that is recorded on some plans only.'] : []),
    ...(about.kind === 'user' && !inside
      ? ['Who was at the keyboard: no unfamiliar sign-in of this account stands in these records.']
      : []),
    ...(spread ? ['Who opened the mail, and who followed it.'] : []),
  ];
}

function warningFor({ about, findings }: Incident): string | undefined {
  const mails = findings.filter(({ facts }) => facts['recipientCount'] !== undefined);
  const guests = findings.some(({ facts }) => facts['guests'] !== undefined);
  if (
    mails.length === 0 &&
    !(guests && findings.some(({ stage, severity }) => stage === 'spreading' && severity === 'high'))
  ) {
    return undefined;
  }
  const subject = mails.flatMap(({ facts }) => textsOf(facts, 'subject'))[0];
  const mail = subject === undefined ? 'a mail or an invitation' : `a mail with the subject "${subject}"`;
  return (
    `You have received ${mail} from ${about.name}. It was not sent by us: somebody else was using the mailbox. ` +
    'Please do not open its links or attachments and do not accept an invitation that came with it. ' +
    'If you entered a password after opening it, change that password now and tell your own IT. We are sorry, and you can reach us by phone.'
  );
}
