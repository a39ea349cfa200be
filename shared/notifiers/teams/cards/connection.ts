import type { ConnectionNotice, SourceLine } from '../../../model/notice.ts';
import { counted } from '../../../model/words.ts';
import { ownWords } from '../elements.ts';
import type { Draft, Row } from '../fit.ts';
import { banner, frame } from '../frame.ts';
import { rowWithDetails, section, textRow, TURN } from '../rows.ts';
import { sentence, wordsFor, type CardContext, type Words } from '../words.ts';
import { gapSection, problemSection } from './lines.ts';

/** Vigil's first word: what it reads, what it does not and why, and which settings make a takeover easy. */
export function connectionCard(
  { sources, problems, notVisible, gaps }: ConnectionNotice,
  context: CardContext,
): Draft {
  const words = wordsFor(context);
  const read = sources.filter(({ isRead }) => isRead).length;
  const isWhole = read === sources.length && problems.length === 0;
  const first = titleOf(read, isWhole);
  const said = `It reads ${read} of ${counted(sources.length, 'log')}${isWhole ? '' : '; what is missing stands below'}.`;
  return {
    head: banner(isWhole ? 'good' : 'warning', first, words.run(said)),
    sections: [
      section(ownWords('What it reads'), sourceRows(sources, words), {
        least: 4,
        rowsTurn: TURN.story,
        detailsTurn: TURN.places,
      }),
      problemSection(problems, words),
      gapSection(gaps, words),
      section(
        ownWords('What it cannot see'),
        notVisible.map((text) => () => textRow(words.run(sentence(text)))),
        { most: 8, rowsTurn: TURN.aside },
      ),
    ],
    foot: [],
    frame: frame(
      isWhole
        ? ownWords('Vigil is connected. A card of Vigil.')
        : ownWords('Vigil is connected, with something missing. A card of Vigil.'),
      words.field(`${first}. ${said}`),
      [],
    ),
  };
}

function titleOf(read: number, isWhole: boolean): ReturnType<typeof ownWords> {
  if (read === 0) return ownWords('Vigil is connected, and can read no log yet');
  return isWhole ? ownWords('Vigil is connected') : ownWords('Vigil is connected, and something is missing');
}

function sourceRows(sources: readonly SourceLine[], words: Words): readonly (() => Row)[] {
  return sources.map(
    ({ title, isRead, problem }) =>
      () =>
        rowWithDetails(
          `${title}: ${isRead ? 'read' : 'not read'}`,
          problem === undefined ? [] : [sentence(problem)],
          words,
        ),
  );
}
