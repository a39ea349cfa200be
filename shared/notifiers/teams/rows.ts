import { paragraph, SUBTLE, type Harmless, type Own, type RunStyle } from './elements.ts';
import type { Row, Section } from './fit.ts';
import type { Words } from './words.ts';

/** A line of text. */
export function textRow(text: Harmless, style: RunStyle = {}): Row {
  return { details: 0, element: () => [paragraph(text, style, 'Small')] };
}

/** A line with others under it that give way first. */
export function rowWithDetails(text: string, details: readonly string[], words: Words): Row {
  const line = paragraph(words.run(text), {}, 'Small');
  const below = details.map((detail) => paragraph(words.run(detail), SUBTLE, 'None'));
  return { details: below.length, element: (count) => [line, ...below.slice(0, count)] };
}

/** Whose turn it is to give way: what proves first, what tells what to do last. */
export const TURN = { evidence: 1, reasons: 2, aside: 3, lists: 4, story: 5, places: 6, steps: 7 } as const;

/** A part of a card whose rows are left out from the end. */
export function section(
  title: Own,
  rows: readonly (() => Row)[],
  given: Partial<Omit<Section, 'title' | 'rows'>> = {},
): Section {
  return {
    title,
    rows,
    most: 12,
    least: 1,
    from: 'end',
    rowsTurn: TURN.lists,
    detailsTurn: TURN.reasons,
    elsewhere: '',
    ...given,
  };
}
