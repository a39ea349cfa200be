import type { IncidentNotice } from '../../../model/notice.ts';
import { isSomebodyInside, type Warning } from '../../../model/story.ts';
import { heading, ownWords, paragraph, SUBTLE, withIncidentId, type Element, type Own } from '../elements.ts';
import type { Draft, Section } from '../fit.ts';
import { attribution, banner, frame, lead } from '../frame.ts';
import { link } from '../links.ts';
import { inBoth, inBothAfter } from '../moments.ts';
import { section, textRow, TURN } from '../rows.ts';
import { GROUND, sentence, SPOKEN, wordsFor, type CardContext, type Words } from '../words.ts';
import { parkedSection } from './lines.ts';
import { namesShortened } from './names.ts';
import { sceneRows } from './scenes.ts';
import { stepRows, stepsIn } from './steps.ts';

/** Steps on a card: those that fit on a phone. The page has the rest. */
const MOST_STEPS = 3;
/** Where there is no page, the card is all there is. */
const MOST_STEPS_WITHOUT_PAGE = 12;

const WHY: Readonly<Record<IncidentNotice['why'], string>> = {
  opened: 'a new incident',
  severity: 'it became more severe',
  stage: 'it reached a new stage',
  size: 'it grew to four times what was told',
  change: 'it changed after it was acknowledged',
};

/** An incident that opened or grew: what happened, who was reached, how, and what to do. A drill says so in its first words. */
export function incidentCard(given: IncidentNotice, context: CardContext): Draft {
  const notice = namesShortened(given);
  const words = wordsFor(context);
  const { incident, page } = notice;
  const isDrill = notice.kind === 'drill';
  const { title, speak } = SPOKEN[incident.severity];
  const first = isDrill ? DRILL : title;
  const told = words.run(sentence(incident.title));
  return {
    head: banner(
      isDrill ? 'accent' : GROUND[incident.severity],
      first,
      isDrill ? words.run(DRILL_SENTENCE) : told,
      [...(isDrill ? [heading(title), lead(told)] : []), ...aboutLines(notice, context, words)],
    ),
    sections: sectionsOf(notice, context, words),
    foot: showsPlace(notice) ? [attribution()] : [],
    frame: frame(
      isDrill ? DRILL_SPEAK : speak,
      words.field(`${first}. ${sentence(incident.title)}`.replace(/^[◆▲●○] /, '')),
      [
        link(withIncidentId(OPEN, incident.id) ?? OPEN_INCIDENT, page, context.appHost),
        ...(isDrill ? [] : portals(context)),
      ],
    ),
  };
}

const OPEN = ownWords('Open');
const OPEN_INCIDENT = ownWords('Open the incident');
const DRILL = ownWords('Drill: nothing has happened');
const DRILL_SPEAK = ownWords('Drill: nothing has happened. A card of Vigil.');
const DRILL_SENTENCE =
  'Somebody asked Vigil to show what a card looks like. Nobody is inside, and there is nothing to do.';

function portals({ appHost }: CardContext): readonly ReturnType<typeof link>[] {
  return [
    link(ownWords('Users, in the admin center'), 'https://admin.microsoft.com/#/users', appHost),
    link(ownWords('Entra'), 'https://entra.microsoft.com/', appHost),
  ];
}

/** Which incident, which card of it, when it happened and when Vigil saw it. */
function aboutLines(
  { incident, update, why, seenAt, kind }: IncidentNotice,
  { timeZone }: CardContext,
  words: Words,
): readonly Element[] {
  const { id, about, firstSeen, lastSeen } = incident;
  const later = (at: Date): string => inBothAfter(at, firstSeen, timeZone);
  const isLater = seenAt.getTime() - firstSeen.getTime() >= MS_A_MINUTE;
  const isGrown = lastSeen.getTime() - firstSeen.getTime() >= MS_A_MINUTE;
  const lines = [
    kind === 'drill'
      ? `Update ${update} of ${id}, which is no incident`
      : `Update ${update} of ${id}: ${WHY[why]}`,
    `First event ${inBoth(firstSeen, timeZone)}${isLater ? `, seen ${later(seenAt)}` : ''}`,
    ...(isGrown ? [`Last event ${later(lastSeen)}`] : []),
    ...(incident.linked.length === 0 ? [] : [`See also ${incident.linked.slice(0, MOST_LINKED).join(', ')}`]),
  ];
  return [
    ...lines.map((line) => paragraph(words.run(line), SUBTLE, 'Small')),
    ...(about.kind === 'tenant' || about.id === about.name
      ? []
      : [paragraph(words.run(about.id, MOST_ID), { ...SUBTLE, fontType: 'Monospace' }, 'Small')]),
  ];
}

const MS_A_MINUTE = 60_000;
const MOST_LINKED = 5;
/** Graphemes of an id or address. */
const MOST_ID = 120;

function sectionsOf(notice: IncidentNotice, { timeZone }: CardContext, words: Words): readonly Section[] {
  const { incident, story, page, kind } = notice;
  const elsewhere = elsewhereOf(page);
  const inside = kind === 'drill' || isSomebodyInside(incident.findings);
  const list = (title: Own, texts: readonly string[]): Section =>
    section(
      title,
      [...new Set(texts)].map((text) => () => textRow(words.run(sentence(text)))),
      { most: MOST_LINES, elsewhere },
    );
  return [
    section(ownWords('What happened, in order'), sceneRows(story.happened, timeZone, words), {
      elsewhere,
      least: 2,
      from: 'middle',
      rowsTurn: TURN.story,
    }),
    list(ownWords('Who was mailed'), story.mailed),
    list(ownWords('Which guests were made'), story.guests),
    list(inside ? ownWords('How they got past MFA') : ownWords('How MFA was passed'), story.pastMfa),
    ...nowSections(notice, words),
    parkedSection(notice.parked ?? [], words),
    section(
      ownWords('What is not known'),
      story.notKnown.map((text) => () => textRow(words.run(text), SUBTLE)),
      { most: MOST_LINES, least: 0, rowsTurn: TURN.aside, elsewhere },
    ),
    section(
      ownWords('Evidence, for whoever checks this (times in UTC)'),
      story.evidence.map((text) => () => textRow(words.inUtc(text), SUBTLE)),
      { most: MOST_EVIDENCE, least: 0, rowsTurn: TURN.evidence, elsewhere },
    ),
  ];
}

/** Lines of one kind: who was mailed, which guests. */
const MOST_LINES = 4;
/** Ids and techniques are for the few who check; they have the page. */
const MOST_EVIDENCE = 5;

function elsewhereOf(page: string | undefined): string {
  return page === undefined ? '' : ', on the page of the incident';
}

/** What to do, and the text to be sent where a step that is shown speaks of it, or where the card has no page. */
function nowSections({ story, page, kind }: IncidentNotice, words: Words): readonly Section[] {
  const steps = stepsIn(story.now);
  const most = page === undefined ? MOST_STEPS_WITHOUT_PAGE : MOST_STEPS;
  const isSpokenOf = steps.slice(0, most).some(({ step }) => step.what.includes('the text below'));
  return [
    section(
      kind === 'drill' ? ownWords('What to do now, if it were real') : ownWords('What to do now'),
      stepRows(steps, { words, hasCommands: page === undefined }),
      {
        most,
        least: MOST_STEPS,
        rowsTurn: TURN.steps,
        detailsTurn: TURN.places,
        elsewhere: elsewhereOf(page),
      },
    ),
    ...(page === undefined || isSpokenOf ? warningSection(story.warning, words) : []),
  ];
}

function warningSection(warning: Warning | undefined, words: Words): readonly Section[] {
  if (warning === undefined) return [];
  const rows = [
    () => textRow(words.run(sentence(warning.title)), SUBTLE),
    () => textRow(words.run(warning.text, MOST_WARNING)),
  ];
  return [section(ownWords('A text to send to those who were reached'), rows, { least: 0 })];
}

/** Graphemes: a text that is sent on must be whole. */
const MOST_WARNING = 900;

/** Sign-ins tell places, and so do most of the changes. */
function showsPlace({ incident, kind }: IncidentNotice): boolean {
  return (
    kind === 'drill' ||
    incident.findings.some(
      ({ stage, facts }) =>
        stage === 'inside' ||
        ['place', 'network', 'address', 'previous'].some((name) => facts[name] !== undefined),
    )
  );
}
