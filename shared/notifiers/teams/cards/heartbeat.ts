import type { HeartbeatNotice } from '../../../model/notice.ts';
import { counted } from '../../../model/words.ts';
import { ownWords, paragraph, SUBTLE } from '../elements.ts';
import type { Draft } from '../fit.ts';
import { banner, frame } from '../frame.ts';
import { inBoth } from '../moments.ts';
import { wordsFor, type CardContext } from '../words.ts';
import { parkedSection, problemSection } from './lines.ts';

const NUMBERS = new Intl.NumberFormat('en');

/** A week of quiet, said: silence would look the same if Vigil were dead. It also keeps the flow from being switched off for want of use. */
export function heartbeatCard(notice: HeartbeatNotice, context: CardContext): Draft {
  const { from, to, records, incidents, problems, parked } = notice;
  const words = wordsFor(context);
  const isTrouble = problems.length + parked.length > 0;
  const first = isTrouble
    ? ownWords('Vigil is watching, but something does not work')
    : ownWords('Vigil is watching');
  const told =
    incidents === 0
      ? 'No incident was told'
      : `${counted(incidents, 'incident')} ${incidents === 1 ? 'was' : 'were'} told`;
  const said = `${told}. Vigil has read ${NUMBERS.format(records)} ${records === 1 ? 'record' : 'records'} so far.`;
  const span = `From ${inBoth(from, context.timeZone)} to ${inBoth(to, context.timeZone)}`;
  return {
    head: banner(
      isTrouble ? 'warning' : 'good',
      first,
      words.run(`${said}${isTrouble ? '' : ' There is nothing to do.'}`),
      [paragraph(words.run(span), SUBTLE, 'Small')],
    ),
    sections: [problemSection(problems, words), parkedSection(parked, words)],
    foot: [],
    frame: frame(
      isTrouble
        ? ownWords('Vigil is watching, but something does not work. A card of Vigil.')
        : ownWords('Vigil is watching. A card of Vigil.'),
      words.field(`${first}. ${said}`),
      [],
    ),
  };
}
