import type { Step } from '../../../model/finding.ts';
import type { Steps } from '../../../model/story.ts';
import { beside, paragraph, SUBTLE, type RichTextBlock } from '../elements.ts';
import type { Row } from '../fit.ts';
import { sentence, type Words } from '../words.ts';

/** A step with its number, counted through all groups, and the condition that its group begins with. */
export interface NumberedStep {
  readonly number: number;
  readonly condition: string | undefined;
  readonly step: Step;
}

/** All steps in order. */
export function stepsIn(groups: readonly Steps[]): readonly NumberedStep[] {
  return groups
    .flatMap(({ condition, steps }) =>
      steps.map((step, at) => ({ condition: at === 0 ? condition : undefined, step })),
    )
    .map((one, at) => ({ ...one, number: at + 1 }));
}

/** Each step one action; below it why, where, and, where no page has it, the command. */
export function stepRows(
  steps: readonly NumberedStep[],
  { words, hasCommands }: { readonly words: Words; readonly hasCommands: boolean },
): readonly (() => Row)[] {
  return steps.map(({ number, condition, step }) => () => {
    const details = detailsOf(step, words, hasCommands);
    const under =
      condition === undefined
        ? []
        : [paragraph(words.run(condition, MOST_CONDITION), { weight: 'Bolder' }, 'Small')];
    const place = [paragraph(words.run(String(number)), { weight: 'Bolder' })];
    const what = paragraph(words.run(sentence(step.what)), { weight: 'Bolder' });
    return {
      details: details.length,
      element: (count) => [...under, beside('24px', place, [what, ...details.slice(0, count)])],
    };
  });
}

/** Graphemes: a condition is `If it was not Dana Reyes`. */
const MOST_CONDITION = 120;

function detailsOf(
  { why, where, command }: Step,
  words: Words,
  hasCommands: boolean,
): readonly RichTextBlock[] {
  const exact = hasCommands && command !== undefined ? words.exact(command) : undefined;
  return [
    ...(where === undefined ? [] : [paragraph(words.run(where), {}, 'None')]),
    ...(why === undefined ? [] : [paragraph(words.run(sentence(why)), SUBTLE, 'None')]),
    ...(exact === undefined ? [] : [paragraph(exact, { ...SUBTLE, fontType: 'Monospace' }, 'None')]),
  ];
}
