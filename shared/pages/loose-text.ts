import { timeIn } from '../model/moments.ts';
import type { LooseLine } from '../model/notice.ts';
import { counted, sentenceOf } from '../model/words.ts';
import { INDENT, sentence, wrapped, type TextStyle } from './lines.ts';

/** Lines of it; the others are a number. */
const MOST = 20;

/** What was seen and alone is no alarm, the worst first: who, what, when and how often. Text of the log is made harmless. */
export function looseText(lines: readonly LooseLine[], style: TextStyle): string {
  const all = lines.flatMap(({ about, seen }) => seen.map((one) => ({ about, one })));
  const more = all.length - MOST;
  return [
    style.strong('Also seen, and alone no alarm'),
    ...all.slice(0, MOST).flatMap(({ about, one }) => {
      const { title, firstSeen, lastSeen, times } = one;
      const when =
        times < 2
          ? timeIn(firstSeen, style.timeZone)
          : `${counted(times, 'time')}, first ${timeIn(firstSeen, style.timeZone)}, last ${timeIn(lastSeen, style.timeZone)}`;
      const words = `${sentence(sentenceOf(title, about))} ${when}`;
      return wrapped(words, style.width, INDENT, INDENT.repeat(2));
    }),
    ...(more > 0 ? [`${INDENT}and ${more} more`] : []),
  ].join('\n');
}
