import type { Facts, Finding, Incident } from '../model/finding.ts';
import { isSomebodyInside, type Scene, type Story } from '../model/story.ts';
import type { Subject } from '../model/subject.ts';
import { counted, listed, withoutBlame } from '../model/words.ts';
import { stepsFor, warningFor } from './advice.ts';

const SHOWN = 20;

/** Tells an incident: in order, who was mailed, which guests, how MFA was passed, what to do, what is not known, and what shows it. */
export function storyOf(incident: Incident): Story {
  const { about, findings } = incident;
  return {
    incident,
    happened: fewOfEach(
      findings,
      (finding) => sceneOf(finding, about),
      ({ at }, more) => ({ at, title: more, because: [] }),
    ),
    mailed: findings.flatMap(mailedIn),
    guests: guestsIn(findings),
    pastMfa: pastMfaIn(incident),
    now: stepsFor(incident),
    notKnown: notKnownIn(incident),
    warning: warningFor(incident),
    evidence: fewOfEach(findings, evidenceIn, ({ detector }, more) => `${detector}: ${more}, in the JSON`),
  };
}

/** More findings of one kind than this are told as a number. */
const MOST_ALIKE = 3;

function fewOfEach<T>(
  findings: readonly Finding[],
  one: (finding: Finding) => T,
  rest: (first: Finding, more: string) => T,
): readonly T[] {
  const alike = new Map<string, number>();
  return findings.flatMap((finding) => {
    const { detector } = finding;
    const before = alike.get(detector) ?? 0;
    alike.set(detector, before + 1);
    if (before < MOST_ALIKE) return [one(finding)];
    const all = findings.filter((other) => other.detector === detector).length;
    return before === MOST_ALIKE ? [rest(finding, `${all - MOST_ALIKE} more of this kind`)] : [];
  });
}

function sceneOf(finding: Finding, about: Subject): Scene {
  return { at: finding.at, title: withoutBlame(finding.title, about), because: reasonsOf(finding) };
}

/** Facts in words, in the order in which they are told. A fact that stands in the title, or elsewhere in the story, is not said twice. */
const IN_WORDS: readonly ((finding: Finding) => readonly string[])[] = [
  why,
  whence,
  says('microsoftSays', (place) => `Microsoft places it in ${place}`),
  guesses,
  says('contacts', (count, { guestCount }) =>
    String(guestCount) === count ? '' : `${count} of ${String(guestCount)} new guests had been mailed`,
  ),
  says('usual', (usual) => `usual: ${usually(usual)}`),
  says('previous', (sign) => `the sign-in before: ${sign}`),
  ({ facts }) => {
    const missing = knownTexts(facts, 'notVisible');
    return missing.length === 0 ? [] : [`the record does not say ${listed(missing)}`];
  },
  says('rule', (rule) => `the rule is called "${rule}"`),
  ({ facts }) => {
    const words = knownTexts(facts, 'words');
    return words.length === 0 ? [] : [`it looks for: ${words.join(', ')}`];
  },
  says('keepsCopy', (keeps) => keeps.replace(/^no\b/, 'no copy stays in the mailbox')),
  says('accountMade', (at) => `that account was made ${at}`),
  rights,
  says('refused', (why) => `Microsoft’s reason: ${why}`),
  lasted,
];

function reasonsOf(finding: Finding): readonly string[] {
  return IN_WORDS.flatMap((words) => words(finding)).filter((words) => words !== '');
}

/** Without points, which nobody can check, and without what the title says. */
function why({ title, facts }: Finding): readonly string[] {
  return knownTexts(facts, 'why')
    .map((reason) => reason.replace(/ \(\+\d+\)$/, ''))
    .filter((reason) => !title.endsWith(reason.replace(/^it /, '')));
}

function says(
  name: string,
  words: (value: string, facts: Facts) => string,
): (finding: Finding) => readonly string[] {
  return ({ facts }) => knownTexts(facts, name).map((value) => words(value, facts));
}

/** From where, as far as the title does not say it: `address 102.38.200.77, network DigitalOcean, LLC (AS14061), app Office`. */
function whence({ title, facts }: Finding): readonly string[] {
  if (facts['address'] === undefined || isFrontEnd(facts)) return [];
  const told = (name: string, words: (value: string) => string): readonly string[] =>
    knownTexts(facts, name)
      .filter((value) => !title.includes(value))
      .map(words);
  const parts = [
    ...told('address', (address) => `address ${address}`),
    ...told('place', (place) => `in ${place}`),
    ...told('network', networkIn),
    ...told('app', (app) => `app ${app}`),
    ...told('device', (device) => `device ${device.replace('/', ' with ')}`),
  ];
  const known = parts.filter((part) => part !== '');
  return known.length === 0 ? [] : [known.join(', ')];
}

/** The record of a change names a machine of Microsoft's that stands before the person: that says nothing of them. A sign-in, which has an app, does. */
function isFrontEnd({ app, attempts, place = '' }: Facts): boolean {
  return app === undefined && attempts === undefined && String(place).endsWith("one of Microsoft's machines");
}

/** Of a change the network is told as a judgement: `usual for the user`. */
function networkIn(network: string): string {
  if (network === 'not known whether usual') return '';
  if (network.startsWith('usual')) return `the network is ${network}`;
  return network.startsWith('network ') ? network : `network ${network}`;
}

function guesses({ title, facts }: Finding): readonly string[] {
  const attempts = Number(facts['attempts'] ?? 0);
  const users = textsOf(facts, 'users');
  const on = users.length === 0 ? textsOf(facts, 'triedOn') : [listed(users)];
  const isTold = on.length === 0 && title.includes(counted(attempts, 'wrong one'));
  const count =
    attempts === 0 || isTold
      ? []
      : [`${counted(attempts, 'wrong password')}${on.map((whom) => `, tried on ${whom}`).join('')}`];
  return [...count, ...textsOf(facts, 'locked')];
}

function rights({ facts }: Finding): readonly string[] {
  const scopes = knownTexts(facts, 'scopes');
  const id = knownTexts(facts, 'appId').map((app) => `application id ${app}`);
  return [...(scopes.length > 5 ? [`${counted(scopes.length, 'right')}: ${scopes.join(', ')}`] : []), ...id];
}

/** A finding that grew says how far. */
function lasted({ at, last, evidence }: Finding): readonly string[] {
  return last.getTime() - at.getTime() < 60_000
    ? []
    : [`${counted(evidence.length, 'record')}, the last ${last.toISOString()}`];
}

/** `at most 0 new people in an hour` is no way to speak. */
function usually(usual: string): string {
  return usual
    .replace(/^at most 0 (.+)$/, 'no $1 on any day before')
    .replace('at most 1 new people', 'at most 1 new person');
}

function textsOf(facts: Facts, name: string): readonly string[] {
  const value = facts[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [String(value)];
}

/** Without what only says that nothing is known. */
function knownTexts(facts: Facts, name: string): readonly string[] {
  return textsOf(facts, name).filter(
    (text) => text !== '' && text !== 'not recorded' && !text.startsWith('an unknown '),
  );
}

function mailedIn({ facts }: Finding): readonly string[] {
  const count = facts['recipientCount'];
  if (typeof count !== 'number') return [];
  const [subject] = knownTexts(facts, 'subject');
  const how = subject === undefined ? '; the subject is not recorded' : ` with the subject "${subject}"`;
  const unnamed = Number(facts['notNamed'] ?? 0);
  const named = count - unnamed;
  return [
    `${named === 0 ? 'mail' : counted(named, 'person', 'people')}${how}`,
    ...domainsIn(facts, named),
    ...(named === 0 ? [] : [listed(textsOf(facts, 'recipients'), SHOWN, named)]),
    ...(unnamed === 0 ? [] : [`not named by the log: ${unnamed}`]),
  ];
}

/** The domains most mailed, each with its number, and how many people the others have. */
function domainsIn(facts: Facts, named: number): readonly string[] {
  const domains = textsOf(facts, 'domains');
  if (domains.length === 0) return [];
  const counts = domains.map((domain) => Number(/\((\d+)\)$/.exec(domain)?.[1] ?? 0));
  const rest = named - counts.reduce((sum, count) => sum + count, 0);
  return [
    `at ${domains.join(', ')}${rest > 0 ? `, and ${counted(rest, 'more person', 'more people')} elsewhere` : ''}`,
  ];
}

function guestsIn(findings: readonly Finding[]): readonly string[] {
  const guests = [...new Set(findings.flatMap(({ facts }) => textsOf(facts, 'guests')))];
  if (guests.length === 0) return [];
  const count = Math.max(guests.length, ...findings.map(({ facts }) => Number(facts['guestCount'] ?? 0)));
  return [
    `${counted(count, 'guest')}: ${listed(guests, SHOWN, count)}`,
    'Whether they have accepted is not in these records. By default every member of a tenant may invite guests.',
  ];
}

function pastMfaIn({ about, findings }: Incident): readonly string[] {
  const words = findings
    .filter(({ stage }) => stage === 'inside')
    .flatMap(({ facts }) => textsOf(facts, 'mfa'));
  const added = findings.flatMap(({ facts, at }) =>
    facts['account'] === about.name
      ? textsOf(facts, 'method').map(
          (method) => `From then on with a method of their own: ${method}, added ${at.toISOString()}.`,
        )
      : [],
  );
  return [...new Set(words), ...(isSomebodyInside(findings) ? added : [])];
}

function notKnownIn({ findings, about }: Incident): readonly string[] {
  const inside = isSomebodyInside(findings);
  const unusual = findings.some(({ stage }) => stage === 'inside');
  const mailed = findings.some(({ facts }) => facts['recipientCount'] !== undefined);
  return [
    ...(inside ? ['Which mails were read: that is recorded on some plans only.'] : []),
    ...(about.kind === 'user' && !inside
      ? [
          unusual
            ? `Whether it was ${about.name} who signed in: the sign-in is unusual, and no more.`
            : 'Who was at the keyboard: no unfamiliar sign-in of this account stands in these records.',
        ]
      : []),
    ...(mailed ? ['Who opened the mail, and who followed it.'] : []),
  ];
}

const MOST_IDS = 5;

/** `2026-03-02T09:12:00Z unfamiliar-sign-in (T1078.004): sign-ins 9a…, 7b… and 3 more`. */
function evidenceIn({ at, detector, attack, evidence }: Finding): string {
  const technique = attack.length === 0 ? '' : ` (${attack.join(', ')})`;
  const shown = evidence.slice(0, MOST_IDS);
  const sources = [...new Set(shown.map(({ source }) => source))].map((source) => {
    const ids = shown.filter((one) => one.source === source).map(({ id }) => id);
    return `${source} ${ids.join(', ')}`;
  });
  const rest = evidence.length - shown.length;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return `${at.toISOString().slice(0, 19)}Z ${detector}${technique}: ${sources.join('; ')}${more}`;
}
