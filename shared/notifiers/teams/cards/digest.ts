import type { DigestNotice } from '../../../model/notice.ts';
import { counted, listed } from '../../../model/words.ts';
import { ownWords, paragraph, SUBTLE } from '../elements.ts';
import type { Draft } from '../fit.ts';
import { attribution, banner, frame } from '../frame.ts';
import { inBoth } from '../moments.ts';
import { section, textRow } from '../rows.ts';
import { wordsFor, type CardContext } from '../words.ts';
import { incidentRows, worstFirst } from './incident-rows.ts';
import { looseRows } from './loose-rows.ts';
import { gapSection, parkedSection, problemSection } from './lines.ts';

/** Lines of what belongs to no incident; more than these nobody reads in a channel. */
const MOST_LOOSE = 20;

/** What was not worth a card of its own: quiet incidents, what alone is no alarm, mutes, what could not be posted, what does not work, and weak settings. */
export function digestCard(notice: DigestNotice, context: CardContext): Draft {
  const { from, to, quiet, loose, muted, parked, gaps, problems } = notice;
  const words = wordsFor(context);
  const isTrouble = parked.length + problems.length > 0;
  const first = isTrouble
    ? ownWords('Vigil needs you: something does not work')
    : ownWords('○ For the record');
  const said = saidOf(notice);
  const span = `From ${inBoth(from, context.timeZone)} to ${inBoth(to, context.timeZone)}`;
  return {
    head: banner(
      isTrouble ? 'warning' : 'emphasis',
      first,
      words.run(`${said}${isTrouble ? '' : nothingToDo(notice)}`),
      [paragraph(words.run(span), SUBTLE, 'Small')],
    ),
    sections: [
      problemSection(problems, words),
      parkedSection(parked, words),
      section(ownWords('Quiet incidents'), incidentRows(worstFirst(quiet), context, words), {
        elsewhere: ', each on its own page',
      }),
      section(ownWords('Seen, and alone no alarm'), looseRows(loose, context, words), { most: MOST_LOOSE }),
      section(
        ownWords('Muted'),
        mutedLines(muted).map((text) => () => textRow(words.run(text))),
      ),
      gapSection(gaps, words),
    ],
    foot: quiet.length + loose.length === 0 ? [] : [attribution()],
    frame: frame(
      isTrouble
        ? ownWords('Digest: something does not work. A card of Vigil.')
        : ownWords('Digest, for the record. A card of Vigil.'),
      words.field(`${first}. ${said}`),
      [],
    ),
  };
}

function mutedLines(muted: number): readonly string[] {
  return muted === 0 ? [] : [`A mute kept ${counted(muted, 'finding')} quiet. Mutes end by themselves.`];
}

function nothingToDo({ quiet, loose }: DigestNotice): string {
  const isAnySeen = quiet.length + loose.length > 0;
  return ` There is nothing to do${isAnySeen ? ', unless something here looks wrong to you' : ''}.`;
}

function saidOf({ quiet, loose, muted, parked, problems }: DigestNotice): string {
  const alone = loose.reduce((sum, { seen }) => sum + seen.length, 0);
  const parts = [
    ...(quiet.length === 0 ? [] : [counted(quiet.length, 'quiet incident')]),
    ...(alone === 0
      ? []
      : [`${counted(alone, 'finding')} that alone ${alone === 1 ? 'is' : 'are'} no alarm`]),
    ...(muted === 0 ? [] : [`${counted(muted, 'finding')} muted`]),
    ...(parked.length === 0 ? [] : [`${counted(parked.length, 'card')} that could not be posted`]),
    ...(problems.length === 0 ? [] : [counted(problems.length, 'problem')]),
  ];
  return parts.length === 0 ? 'Nothing happened that is worth a word.' : `${listed(parts)}.`;
}
