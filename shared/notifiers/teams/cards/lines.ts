import type { DigestNotice, PostureGap } from '../../../model/notice.ts';
import { ownWords } from '../elements.ts';
import type { Section } from '../fit.ts';
import { rowWithDetails, section, textRow, TURN } from '../rows.ts';
import { sentence, type Words } from '../words.ts';

/** What does not work, each with what mends it. */
export function problemSection(problems: readonly string[], words: Words): Section {
  return section(
    ownWords('What does not work'),
    problems.map((problem) => () => textRow(words.run(sentence(problem)))),
    { most: 8, rowsTurn: TURN.steps },
  );
}

/** Settings that let takeovers through, each with its place. */
export function gapSection(gaps: readonly PostureGap[], words: Words): Section {
  return section(
    ownWords('What makes a takeover easy here'),
    gaps.map(
      ({ what, where }) =>
        () =>
          rowWithDetails(sentence(what), [where], words),
    ),
    { most: 6, detailsTurn: TURN.places, rowsTurn: TURN.lists },
  );
}

/** Cards that reached nobody: the next one that arrives says so. */
export function parkedSection(parked: DigestNotice['parked'], words: Words): Section {
  return section(
    ownWords('What could not be posted'),
    parked.map(
      ({ what, why }) =>
        () =>
          rowWithDetails(sentence(what), [sentence(why)], words),
    ),
    { most: 6, rowsTurn: TURN.story },
  );
}
