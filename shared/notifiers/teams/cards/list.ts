import type { Severity } from '../../../model/finding.ts';
import type { IncidentLine, ListNotice } from '../../../model/notice.ts';
import { counted } from '../../../model/words.ts';
import { ownWords, type Own } from '../elements.ts';
import type { Draft } from '../fit.ts';
import { attribution, banner, frame } from '../frame.ts';
import { section, TURN } from '../rows.ts';
import { GROUND, SPOKEN, wordsFor, type CardContext } from '../words.ts';
import { incidentButtons, incidentRows, worstFirst } from './incident-rows.ts';

/** Lines of a list; more than these nobody reads in a channel. */
const MOST_LINES = 20;

/** Several incidents at once, or what was found in the past. */
export function listCard({ kind, incidents }: ListNotice, context: CardContext): Draft {
  const words = wordsFor(context);
  const sorted = worstFirst(incidents);
  const [worst] = sorted;
  const { title, speak } = wordsOf(kind, worst?.severity);
  const said = saidOf(kind, sorted);
  return {
    head: banner(worst === undefined ? 'good' : GROUND[worst.severity], title, words.run(said)),
    sections: [
      section(ownWords('Incidents, the worst first'), incidentRows(sorted, context, words), {
        most: MOST_LINES,
        rowsTurn: TURN.story,
        elsewhere: ', each on its own page',
      }),
    ],
    foot: worst === undefined ? [] : [attribution()],
    frame: frame(speak, words.field(`${title}. ${said}`), incidentButtons(sorted, context)),
  };
}

/** What was found in the past does not say that somebody is inside now. */
function wordsOf(
  kind: ListNotice['kind'],
  worst: Severity | undefined,
): { readonly title: Own; readonly speak: Own } {
  if (worst === undefined)
    return { title: ownWords('Nothing found'), speak: ownWords('Nothing found. A card of Vigil.') };
  return kind === 'list'
    ? SPOKEN[worst]
    : { title: PAST, speak: ownWords('Found in the past. A card of Vigil.') };
}

const PAST = ownWords('Found in the past');

function saidOf(kind: ListNotice['kind'], sorted: readonly IncidentLine[]): string {
  const count = counted(sorted.length, 'incident');
  const [worst] = sorted;
  if (kind === 'list')
    return worst === undefined ? 'No incident was found.' : `${count} at once, told together.`;
  return worst === undefined
    ? 'Vigil has read the logs of the past and found no incident in them.'
    : `${count} in the logs from before Vigil was watching; the worst of them: ${worst.severity}.`;
}
