import type { SourceName } from '../model/events.ts';
import { SEVERITIES, type Incident, type Severity, type Stage, type Step } from '../model/finding.ts';
import { plainText } from '../model/plain-text.ts';
import { isSomebodyInside, type Scene, type Steps, type Story } from '../model/story.ts';
import type { Subject } from '../model/subject.ts';
import type { Summary } from '../model/summary.ts';
import { counted, listed } from '../model/words.ts';

/** How text is written for the one who reads it. */
export interface TextStyle {
  /** IANA name of the zone that times are told in. */
  readonly timeZone: string;
  /** Columns of the terminal. */
  readonly width: number;
  /** Sets words off, where that can be shown. */
  readonly strong: (text: string) => string;
}

const SPOKEN: Readonly<Record<Severity, string>> = {
  critical: 'Critical: somebody is inside now',
  high: 'High: act today',
  medium: 'Medium: look today',
  low: 'Low: for the record',
};
const STAGES: Readonly<Record<Stage, string>> = {
  'credential-known': 'password known or guessed',
  inside: 'inside',
  hiding: 'hiding',
  spreading: 'spreading',
  staying: 'staying',
  weakened: 'protection weakened',
};
const INDENT = '  ';

/** Everything that is told, the worst first: an overview, each incident, and what was read. */
export function answerText(stories: readonly Story[], summary: Summary, style: TextStyle): string {
  const rule = '-'.repeat(Math.min(style.width, 80));
  const sorted = stories.toSorted((a, b) => rankOf(b) - rankOf(a));
  return [
    ...(sorted.length === 0 ? [] : [overviewText(sorted, style)]),
    ...sorted.map((story) => incidentText(story, style)),
    summaryText(summary, style),
  ].join(`\n\n${rule}\n\n`);
}

function rankOf({ incident }: Story): number {
  return SEVERITIES.indexOf(incident.severity);
}

function overviewText(stories: readonly Story[], style: TextStyle): string {
  const widest = Math.max(...SEVERITIES.map(({ length }) => length));
  return [
    style.strong(`${counted(stories.length, 'incident')}${stories.length === 1 ? '' : ', the worst first'}.`),
    ...stories.flatMap(({ incident: { severity, id, title } }) => {
      const word = `${severity.charAt(0).toUpperCase()}${severity.slice(1)}`.padEnd(widest);
      const first = `${INDENT}${word}  ${id}  `;
      return wrapped(plainText(title), style.width, first, ' '.repeat(first.length));
    }),
  ].join('\n');
}

/** An incident as a tired person reads it in a terminal: what happened to whom, in order, and what to do now. Text of the log is made harmless. */
export function incidentText(story: Story, style: TextStyle): string {
  const { incident } = story;
  const inside = isSomebodyInside(incident.findings);
  return [
    style.strong(`${SPOKEN[incident.severity]}.  ${incident.id}`),
    ...wrapped(plainText(incident.title), style.width, '', '').map((line, index, { length }) =>
      style.strong(index === length - 1 ? `${line}.` : line),
    ),
    '',
    `Who      ${who(incident.about)}`,
    `Since    ${timeIn(incident.firstSeen, style.timeZone)}, last ${timeIn(incident.lastSeen, style.timeZone)}`,
    `Stages   ${stagesOf(incident)}`,
    ...(incident.linked.length === 0
      ? []
      : wrapped(incident.linked.join(', '), style.width, 'Linked   ', ' '.repeat(9))),
    ...section('What happened, in order', scenesText(story.happened, style), style),
    ...lines('Who was mailed', story.mailed, style),
    ...lines('Which guests were made', story.guests, style),
    ...lines(inside ? 'How they got past MFA' : 'How MFA was passed', story.pastMfa, style),
    ...section('What to do now', nowText(story.now, style.width), style),
    ...lines('What these records do not tell', story.notKnown, style),
    ...(story.warning === undefined ? [] : lines(story.warning.title, [story.warning.text], style)),
    ...section(
      'Evidence, for whoever checks this (times in UTC)',
      story.evidence.flatMap((text) =>
        wrapped(plainText(text, 2_000), style.width, INDENT, INDENT.repeat(2)),
      ),
      style,
    ),
  ].join('\n');
}

function who({ kind, name, id }: Subject): string {
  const known = name.toLowerCase() === id.toLowerCase() ? '' : ` (${plainText(id)})`;
  if (kind === 'tenant') return 'not named by the records';
  return `${kind === 'app' ? 'the app ' : ''}${plainText(name)}${known}`;
}

/** A sign-in that is only on record does not say that somebody is inside, unless there is nothing else to say. */
function stagesOf({ stages, findings }: Incident): string {
  const told = stages.filter((stage) => stage !== 'inside' || isSomebodyInside(findings));
  return (told.length === 0 ? stages : told).map((stage) => STAGES[stage]).join(', ');
}

/** Each thing with its time of day, under the day on which it happened. */
function scenesText(scenes: readonly Scene[], style: TextStyle): readonly string[] {
  let before = '';
  return scenes.flatMap(({ at, title, because }) => {
    const { day, clock, zone } = momentIn(at, style.timeZone);
    const heading = `${INDENT}${day}, ${zone}`;
    const isNew = heading !== before;
    before = heading;
    const first = `${INDENT.repeat(2)}${clock}  `;
    const deep = ' '.repeat(first.length);
    return [
      ...(isNew ? [heading] : []),
      ...wrapped(plainText(title), style.width, first, deep),
      ...because.flatMap((reason) =>
        wrapped(plainText(inZone(reason, style.timeZone)), style.width, `${deep}- `, `${deep}  `),
      ),
    ];
  });
}

function nowText(groups: readonly Steps[], width: number): readonly string[] {
  let number = 0;
  const commands = groups.flatMap(({ steps }) => steps.flatMap((step) => commandOf(step) ?? []));
  return [
    ...groups.flatMap(({ condition, steps }) => [
      ...(condition === undefined ? [] : wrapped(`${plainText(condition)}:`, width, INDENT, INDENT)),
      ...steps.flatMap((step) => stepLines(step, (number += 1), width)),
    ]),
    ...connecting(commands).flatMap((words) => wrapped(words, width, INDENT, INDENT)),
  ];
}

/** A command as it can be copied; undefined where a name in it could not be shown as it is: half a command does something else. */
function commandOf({ command }: Step): string | undefined {
  return command !== undefined && plainText(command, 1_000) === command ? command : undefined;
}

function connecting(commands: readonly string[]): readonly string[] {
  const graph = commands.some((command) => /-Mg[A-Z]/.test(command));
  const exchange = commands.some((command) => /^(?!.*-Mg[A-Z])/.test(command));
  const needs = [
    ...(exchange ? ['Exchange Online PowerShell: Connect-ExchangeOnline'] : []),
    ...(graph ? ['Graph PowerShell: Connect-MgGraph -Scopes User.ReadWrite.All'] : []),
  ];
  return needs.length === 0 ? [] : [`Commands need ${needs.join('; ')}`];
}

/** What was read and what could not be, below the incidents. */
export function summaryText(summary: Summary, style: TextStyle): string {
  const rejected = summary.rejected.length + summary.rejectedMore;
  const paragraphs = [
    ...(summary.incidents === 0 ? [LOOKS_FOR] : []),
    readWords(summary),
    ownWords(summary.ownDomains),
    ...undecidedWords(summary),
    ...Object.entries(summary.broken).map(
      ([id, message]) =>
        `Broken: the detector ${id} (${plainText(message)}). What it looks for may have been missed.`,
    ),
    ...(rejected === 0 ? [] : [`Set aside: ${counted(rejected, 'record')} that could not be read.`]),
  ];
  return [
    style.strong(
      summary.incidents === 0
        ? 'No incidents: nothing of what Vigil looks for stands in these records.'
        : `${counted(summary.incidents, 'incident')}.`,
    ),
    ...paragraphs.flatMap((words) => wrapped(words, style.width, '', INDENT)),
    ...summary.rejected
      .slice(0, 10)
      .flatMap(({ file, line, recordId, why }) =>
        wrapped(
          `${plainText(file)}:${line}${recordId === undefined ? '' : ` (${plainText(recordId, 80)})`}: ${plainText(why)}`,
          style.width,
          INDENT,
          INDENT.repeat(2),
        ),
      ),
    ...(rejected > 10 ? [`${INDENT}and ${rejected - 10} more; --format ndjson names them`] : []),
    ...wrapped(
      'Replay judges with everything in the files; a watch would have judged with what had arrived.',
      style.width,
      '',
      INDENT,
    ),
    'IP Geolocation by DB-IP (https://db-ip.com)',
  ].join('\n');
}

const LOOKS_FOR =
  'It looks for guessed and sprayed passwords, unfamiliar sign-ins, new ways to pass MFA, inbox rules that hide mail, forwarding, mails to many people, new guests, apps that were let in, new accounts and new admins. ' +
  'What is not in these records cannot be told from them.';

const RECORDS: Readonly<Record<SourceName, readonly [string, string]>> = {
  'sign-ins': ['sign-in', 'sign-ins'],
  'directory-audits': ['directory audit record', 'directory audit records'],
  'unified-audit': ['unified audit record', 'unified audit records'],
  'message-traces': ['message trace', 'message traces'],
};

function readWords({ read, duplicates }: Summary): string {
  const sources = (Object.keys(RECORDS) as SourceName[]).flatMap((source) => {
    const count = read[source];
    return count === undefined ? [] : [counted(count, ...RECORDS[source])];
  });
  const twice = duplicates === 0 ? '' : `; ${counted(duplicates, 'record')} stood there more than once`;
  return `Read: ${sources.length === 0 ? 'nothing' : listed(sources)}${twice}.`;
}

function undecidedWords({ undecided, ownDomains }: Summary): readonly string[] {
  const questions = Object.entries(undecided)
    .filter(([, count]) => count > 0)
    .map(
      ([id, count]) =>
        `${plainText(id).replaceAll('-', ' ').replace('sign in', 'sign-in')} (${counted(count, 'time')})`,
    );
  if (questions.length === 0) return [];
  const reasons = [
    'a person who was seen on too few days to know what is usual',
    'a record that names no address',
    ...(ownDomains.length === 0 ? ['your own domains, which are not known'] : []),
  ];
  return [
    `Could not tell, because a fact was missing: ${listed(questions, questions.length)}. The usual reasons: ${reasons.slice(0, -1).join(', ')}, or ${reasons.at(-1)}. More history answers more.`,
  ];
}

function ownWords(domains: readonly string[]): string {
  return domains.length === 0
    ? 'Your own domains are not known from these records: say --own-domain contoso.com, and forwarding and mass sends can be judged.'
    : `Taken for your own domains: ${domains.map((domain) => plainText(domain)).join(', ')}.`;
}

function lines(title: string, texts: readonly string[], style: TextStyle): readonly string[] {
  return section(
    title,
    texts.flatMap((text) =>
      wrapped(plainText(inZone(text, style.timeZone), 2_000), style.width, INDENT, INDENT),
    ),
    style,
  );
}

function section(title: string, body: readonly string[], style: TextStyle): readonly string[] {
  return body.length === 0
    ? []
    : ['', ...wrapped(plainText(title), style.width, '', '').map((line) => style.strong(line)), ...body];
}

function stepLines(step: Step, number: number, width: number): readonly string[] {
  const { what, why, where } = step;
  const command = commandOf(step);
  const deep = INDENT.repeat(3);
  return [
    ...wrapped(
      `${number}. ${sentence(what)}${why === undefined ? '' : ` ${sentence(why)}`}`,
      width,
      INDENT,
      deep,
    ),
    ...(where === undefined ? [] : wrapped(plainText(where), width, deep, deep)),
    ...(command === undefined ? [] : [`${deep}${command}`]),
  ];
}

function sentence(text: string): string {
  const plain = plainText(text);
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${/[.?]$/.test(plain) ? '' : '.'}`;
}

/** Lines of at most `width` columns, broken at blanks; a word that is longer stands alone. */
function wrapped(text: string, width: number, first: string, others: string): readonly string[] {
  const done: string[] = [];
  let [line, isEmpty] = [first, true];
  for (const word of text.split(' ')) {
    const joint = isEmpty ? '' : ' ';
    if (!isEmpty && line.length + joint.length + word.length > width) {
      done.push(line);
      line = others + word;
    } else line += joint + word;
    isEmpty = false;
  }
  return [...done, line];
}

/** `Mon 2 Mar 2026 10:12 CET`. */
function timeIn(at: Date, timeZone: string): string {
  const { day, clock, zone } = momentIn(at, timeZone);
  return `${day} ${clock} ${zone}`;
}

/** Moments within a text, written in the zone of its reader. */
function inZone(text: string, timeZone: string): string {
  return text.replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (moment) => {
    const at = new Date(moment);
    return Number.isNaN(at.getTime()) ? moment : timeIn(at, timeZone);
  });
}

function momentIn(at: Date, timeZone: string): Readonly<Record<'day' | 'clock' | 'zone', string>> {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return {
    day: `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`,
    clock: `${part('hour')}:${part('minute')}`,
    zone: part('timeZoneName'),
  };
}
