import type { LooseLine, LooseSeen } from '../../../model/notice.ts';
import { counted, sentenceOf } from '../../../model/words.ts';
import type { Row } from '../fit.ts';
import { inBoth, inBothAfter } from '../moments.ts';
import { rowWithDetails } from '../rows.ts';
import { sentence, type CardContext, type Words } from '../words.ts';
import { nameShortened } from './names.ts';

/** Things told of one subject; the others are a number. */
const MOST_TOLD = 3;

/** Each subject with what was seen of them that alone is no alarm: the worst as a sentence, when and how often, and what else. */
export function looseRows(
  lines: readonly LooseLine[],
  { timeZone }: CardContext,
  words: Words,
): readonly (() => Row)[] {
  return lines.map((line) => () => {
    const { about, seen } = nameShortened(line);
    const [first, ...others] = seen;
    if (first === undefined) return { details: 0, element: () => [] };
    const told = others.slice(0, MOST_TOLD - 1);
    const more = others.length - told.length;
    const details = [
      whenOf(first, timeZone),
      ...told.map((one) => `Also, ${whenOf(one, timeZone)}: ${sentence(one.title)}`),
      ...(more === 0 ? [] : [`and ${more} more`]),
    ];
    return rowWithDetails(sentence(sentenceOf(first.title, about)), details, words);
  });
}

/** When, and how often. */
function whenOf({ firstSeen, lastSeen, times }: LooseSeen, timeZone: string): string {
  if (times < 2) return inBoth(firstSeen, timeZone);
  return `${counted(times, 'time')}, first ${inBoth(firstSeen, timeZone)}, last ${inBothAfter(lastSeen, firstSeen, timeZone)}`;
}
