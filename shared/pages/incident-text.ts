import type { Severity, Stage, Step } from '../model/finding.ts';
import { plainText } from '../model/plain-text.ts';
import type { Story } from '../model/story.ts';
import type { Summary } from '../model/summary.ts';
import { counted } from '../model/words.ts';

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

/** An incident as a tired person reads it in a terminal: what happened to whom, in order, and what to do now. Text of the log is made harmless. */
export function incidentText(story: Story, style: TextStyle): string {
  const { incident } = story;
  const time = (at: Date): string => timeIn(at, style.timeZone);
  const happened = story.happened.flatMap(({ at, title, because }) => [
    ...wrapped(`${time(at)}  ${plainText(title)}`, style.width, INDENT, INDENT.repeat(2)),
    ...because.flatMap((reason) =>
      wrapped(`- ${plainText(reason)}`, style.width, INDENT.repeat(3), INDENT.repeat(4)),
    ),
  ]);
  return [
    style.strong(`${SPOKEN[incident.severity]}.  ${incident.id}`),
    ...wrapped(style.strong(`${plainText(incident.title)}.`), style.width, '', ''),
    '',
    `Who      ${plainText(incident.about.name)}${incident.about.name.toLowerCase() === incident.about.id ? '' : ` (${plainText(incident.about.id)})`}`,
    `Since    ${time(incident.firstSeen)}, last ${time(incident.lastSeen)}`,
    `Stages   ${incident.stages.map((stage) => STAGES[stage]).join(', ')}`,
    ...(incident.linked.length === 0 ? [] : [`Linked   ${incident.linked.join(', ')}`]),
    ...section('What happened, in order', happened, style),
    ...lines('Who was mailed', story.mailed, style),
    ...lines('Which guests were made', story.guests, style),
    ...lines('How they got past MFA', story.pastMfa, style),
    ...section(
      'What to do now',
      story.now.flatMap((step, index) => stepLines(step, index + 1, style.width)),
      style,
    ),
    ...lines('What these records do not tell', story.notKnown, style),
    ...lines(
      'A warning you can send to those who were mailed',
      story.warning === undefined ? [] : [story.warning],
      style,
    ),
  ].join('\n');
}

/** What was read and what could not be, below the incidents. */
export function summaryText(summary: Summary, style: TextStyle): string {
  const read = Object.entries(summary.read).map(
    ([source, count]) => `${count} ${source.replaceAll('-', ' ')}`,
  );
  const rejected = summary.rejected.length + summary.rejectedMore;
  const undecided = Object.entries(summary.undecided).map(([id, count]) => `${id} ${count}`);
  return [
    style.strong(`${counted(summary.incidents, 'incident')}.`),
    ...wrapped(
      `Read: ${read.length === 0 ? 'nothing' : read.join(', ')}; ${counted(summary.duplicates, 'record')} stood there more than once.`,
      style.width,
      '',
      INDENT,
    ),
    ...wrapped(ownWords(summary.ownDomains), style.width, '', INDENT),
    ...(undecided.length === 0
      ? []
      : wrapped(`Could not tell, for want of a fact: ${undecided.join(', ')}.`, style.width, '', INDENT)),
    ...Object.entries(summary.broken).flatMap(([id, message]) =>
      wrapped(
        `Broken: the detector ${id} (${plainText(message)}). What it looks for may have been missed.`,
        style.width,
        '',
        INDENT,
      ),
    ),
    ...(rejected === 0 ? [] : [`Set aside: ${counted(rejected, 'record')} that could not be read.`]),
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

function ownWords(domains: readonly string[]): string {
  return domains.length === 0
    ? 'Your own domains are not known from these records: say --own-domain contoso.com, and forwarding and mass sends can be judged.'
    : `Taken for your own domains: ${domains.map((domain) => plainText(domain)).join(', ')}.`;
}

function lines(title: string, texts: readonly string[], style: TextStyle): readonly string[] {
  return section(
    title,
    texts.flatMap((text) => wrapped(plainText(text, 2_000), style.width, INDENT, INDENT)),
    style,
  );
}

function section(title: string, body: readonly string[], style: TextStyle): readonly string[] {
  return body.length === 0 ? [] : ['', style.strong(title), ...body];
}

function stepLines({ what, why, where, command }: Step, number: number, width: number): readonly string[] {
  const deep = INDENT.repeat(3);
  return [
    ...wrapped(
      `${number}. ${sentence(what)}${why === undefined ? '' : ` ${sentence(why)}`}`,
      width,
      INDENT,
      deep,
    ),
    ...(where === undefined ? [] : wrapped(plainText(where), width, deep, deep)),
    ...(command === undefined ? [] : [`${deep}${plainText(command)}`]),
  ];
}

function sentence(text: string): string {
  const plain = plainText(text);
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${/[.?]$/.test(plain) ? '' : '.'}`;
}

/** Lines of at most `width` columns, broken at blanks; a word that is longer stands alone. */
function wrapped(text: string, width: number, first: string, others: string): readonly string[] {
  const done: string[] = [];
  let line = first;
  for (const word of text.split(' ')) {
    const joint = line.trim() === '' ? '' : ' ';
    if (line.trim() !== '' && line.length + joint.length + word.length > width) {
      done.push(line);
      line = others + word;
    } else line += joint + word;
  }
  return [...done, line];
}

/** `Mon 2 Mar 2026 10:12 CET`. */
function timeIn(at: Date, timeZone: string): string {
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
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')} ${part('hour')}:${part('minute')} ${part('timeZoneName')}`;
}
