import { SEVERITIES } from '../../../model/finding.ts';
import type { IncidentLine } from '../../../model/notice.ts';
import { ownWords, paragraph, SUBTLE, withIncidentId, type Element, type OpenUrl } from '../elements.ts';
import type { Row } from '../fit.ts';
import { link } from '../links.ts';
import { inBoth, inBothAfter } from '../moments.ts';
import { sentence, SPOKEN, type CardContext, type Words } from '../words.ts';

/** Buttons of a list: those of the worst. Every line has its own way to its page besides. */
const MOST_BUTTONS = 4;

/** The worst first; among equals the latest. */
export function worstFirst(lines: readonly IncidentLine[]): readonly IncidentLine[] {
  return lines.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
      b.lastSeen.getTime() - a.lastSeen.getTime(),
  );
}

/** Each incident in two lines: how bad and what; which, and since when. */
export function incidentRows(
  lines: readonly IncidentLine[],
  { timeZone, appHost }: CardContext,
  words: Words,
): readonly (() => Row)[] {
  return lines.map(({ id, severity, title, firstSeen, lastSeen, page }) => () => {
    const isGrown = lastSeen.getTime() - firstSeen.getTime() >= 60_000;
    const when = `First event ${inBoth(firstSeen, timeZone)}${isGrown ? `, last ${inBothAfter(lastSeen, firstSeen, timeZone)}` : ''}`;
    const open = buttonFor(id, page, appHost);
    const both: readonly Element[] = [
      {
        type: 'RichTextBlock',
        spacing: 'Medium',
        inlines: [
          { type: 'TextRun', text: SPOKEN[severity].word, weight: 'Bolder' },
          { type: 'TextRun', text: ownWords(': ') },
          { type: 'TextRun', text: words.run(sentence(title)) },
        ],
      },
      paragraph(words.run(id), { ...SUBTLE, ...(open === undefined ? {} : { selectAction: open }) }, 'None'),
    ];
    const below = paragraph(words.run(when), SUBTLE, 'None');
    return { details: 1, element: (count) => (count === 0 ? both : [...both, below]) };
  });
}

/** A button for each of the worst. */
export function incidentButtons(
  lines: readonly IncidentLine[],
  { appHost }: CardContext,
): readonly (OpenUrl | undefined)[] {
  return lines
    .map(({ id, page }) => buttonFor(id, page, appHost))
    .filter((one) => one !== undefined)
    .slice(0, MOST_BUTTONS);
}

function buttonFor(id: string, page: string | undefined, appHost: string | undefined): OpenUrl | undefined {
  const title = withIncidentId(ownWords('Open'), id);
  return title === undefined ? undefined : link(title, page, appHost);
}
