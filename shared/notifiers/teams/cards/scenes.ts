import type { Scene } from '../../../model/story.ts';
import { beside, paragraph, SUBTLE } from '../elements.ts';
import type { Row } from '../fit.ts';
import { momentIn } from '../../../model/moments.ts';
import { inUtc } from '../moments.ts';
import { sentence, type Words } from '../words.ts';

/** Wide enough for `09:12 UTC`, narrow enough for a phone. */
const TIME_WIDTH = '76px';
/** Reasons told of one thing. */
const MOST_REASONS = 6;

/**
 * Each thing with its time, here and in UTC, and below it why it is told. The day stands over the first and beside each of another day,
 * so that it is right whatever is left out between them.
 */
export function sceneRows(scenes: readonly Scene[], timeZone: string, words: Words): readonly (() => Row)[] {
  const [first] = scenes;
  return scenes.map((scene) => () => {
    const { title, because } = scene;
    const reasons = because.slice(0, MOST_REASONS);
    const time = timeLines(scene, first ?? scene, timeZone).map((line, at) =>
      paragraph(words.run(line), at === 0 ? { weight: 'Bolder' } : SUBTLE, 'None'),
    );
    const day = scene === first ? [paragraph(words.run(dayOf(scene, timeZone)), SUBTLE, 'Small')] : [];
    const what = paragraph(words.run(sentence(title)));
    const below = reasons.map((reason) => paragraph(words.run(sentence(reason)), SUBTLE, 'None'));
    return {
      details: below.length,
      element: (count) => [...day, beside(TIME_WIDTH, time, [what, ...below.slice(0, count)])],
    };
  });
}

function dayOf({ at }: Scene, timeZone: string): string {
  const { day, zone } = momentIn(at, timeZone);
  return `${day}, ${zone}`;
}

/** `10:12`, the day and the zone where they are not those of the first, and `09:12 UTC`. */
function timeLines({ at }: Scene, first: Scene, timeZone: string): readonly string[] {
  const here = momentIn(at, timeZone);
  const before = momentIn(first.at, timeZone);
  const utc = inUtc(at, timeZone);
  return [
    here.clock,
    ...(here.day === before.day ? [] : [here.day]),
    ...(here.zone === before.zone ? [] : [here.zone]),
    ...(utc === undefined ? [] : [utc]),
  ];
}
