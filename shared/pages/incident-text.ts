import { SEVERITIES, type Step } from '../model/finding.ts';
import { momentIn, timeIn } from '../model/moments.ts';
import type { LooseLine } from '../model/notice.ts';
import { plainText } from '../model/plain-text.ts';
import { isSomebodyInside, type Scene, type Steps, type Story } from '../model/story.ts';
import type { Subject } from '../model/subject.ts';
import type { Summary } from '../model/summary.ts';
import { counted } from '../model/words.ts';
import { INDENT, inZone, lines, section, sentence, wrapped, type TextStyle } from './lines.ts';
import { looseText } from './loose-text.ts';
import { SPOKEN, stagesOf } from './spoken.ts';
import { summaryText } from './summary-text.ts';

/** Everything that is told, the worst first: an overview, each incident, what alone is no alarm, and what was read; `by`: who judged. */
export function answerText(
  stories: readonly Story[],
  summary: Summary,
  style: TextStyle,
  {
    by = 'replay',
    loose = [],
  }: { readonly by?: 'replay' | 'scan'; readonly loose?: readonly LooseLine[] } = {},
): string {
  const rule = '-'.repeat(Math.min(style.width, 80));
  const sorted = stories.toSorted((a, b) => rankOf(b) - rankOf(a));
  return [
    ...(sorted.length === 0 ? [] : [overviewText(sorted, style)]),
    ...sorted.map((story) => incidentText(story, style)),
    ...(loose.length === 0 ? [] : [looseText(loose, style)]),
    summaryText(summary, style, by, loose.length > 0),
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
    style.strong(`${SPOKEN[incident.severity].words}.  ${incident.id}`),
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
