/** What a step of the sanitiser knows besides the text as the steps before left it. */
export interface Origin {
  /** The text as it came. */
  readonly given: string;
  /** Graphemes that may be shown. */
  readonly most: number;
}

/** One step of the sanitiser: small, so that a test can leave it out and see that it was needed. */
export type Step = (text: string, origin: Origin) => string;

export type Steps = Readonly<Record<string, Step>>;

/**
 * What is obeyed instead of shown, or has no width: controls, direction marks, joiners, soft hyphens, variation selectors, Hangul
 * fillers, tags, private use, and the Braille blank. Line breaks are not among them: those become blanks.
 */
const HIDDEN =
  /(?![\t\n\v\f\r\u0085])[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/gu;
const HIDDEN_SAID = ' (hidden characters left out)';

/** More marks on one letter than any living script needs: they run over the lines above and below. */
const PILED = /(\p{M}{4})\p{M}+/gu;
const PILED_SAID = ' (stacked marks left out)';

const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** Halves of surrogate pairs, which JSON and Teams take badly, become the character for "cannot be shown". */
const wellFormed: Step = (text) => text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');

/** A letter and its marks become one character where there is one, so that the same name is the same text. */
const composed: Step = (text) => text.normalize('NFC');

/** Everything on one line: in Markdown much has a meaning only where a line begins. */
const onOneLine: Step = (text) => text.replaceAll(LINE_BREAKS, ' ');

/** Without characters that are obeyed or have no width: they hide words, turn them round, or part what a rule looks for. */
const withoutHidden: Step = (text) => text.replaceAll(HIDDEN, '');

/** With no more than four marks on a letter. */
const withFewMarks: Step = (text) => text.replaceAll(PILED, '$1');

/** Without rows of blanks, which push words out of sight. */
const withoutGaps: Step = (text) => text.replaceAll(/\p{Zs}+/gu, ' ').trim();

/** Not longer than is shown, cut between graphemes and said; a grapheme of many bytes counts for more. */
const cutShort: Step = (text, { most }) => {
  if (text.length <= most) return text; // no code unit takes more than four bytes
  let [shown, bytes, count] = ['', 0, 0];
  for (const { segment } of GRAPHEMES.segment(text)) {
    count += 1;
    bytes += bytesOf(segment);
    if (count > most || bytes > most * BYTES_A_GRAPHEME) {
      const rest = Array.from(text.slice(shown.length)).length;
      return `${shown.trimEnd()}… (${rest} more ${rest === 1 ? 'character' : 'characters'})`;
    }
    shown += segment;
  }
  return text;
};

/** A removal is said: hidden characters in a name or a subject are a sign by themselves. */
const sayingRemovals: Step = (text, { given }) => {
  const before = onOneLine(wellFormed(given, ORIGIN), ORIGIN);
  const hidden = withoutHidden(before, ORIGIN) === before ? '' : HIDDEN_SAID;
  const all = composed(withoutHidden(before, ORIGIN), ORIGIN);
  const piled = withFewMarks(all, ORIGIN) === all ? '' : PILED_SAID;
  return `${text}${hidden}${piled}`.trimStart();
};

const ORIGIN: Origin = { given: '', most: 0 };
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Latin takes one byte, most scripts two or three, a flag eight. */
const BYTES_A_GRAPHEME = 4;

/** What a grapheme takes of a card: UTF-8, and an escape for each of the two JSON strings around it. */
function bytesOf(grapheme: string): number {
  return Buffer.byteLength(grapheme) + (/["\\]/.test(grapheme) ? 3 : 0);
}

/** In this order: what is hidden goes before marks are counted and before anything is looked for. */
export const PLAIN_STEPS = {
  wellFormed,
  onOneLine,
  withoutHidden,
  composed,
  withFewMarks,
  withoutGaps,
  cutShort,
  sayingRemovals,
} satisfies Steps;

/** A text of a log as one line of what can be seen. Source of the rules: facts/teams-and-azure.md A.8. */
export function plain(given: string, most: number, steps: Steps = PLAIN_STEPS): string {
  return taken(given, { given, most }, steps);
}

/** A text after all these steps. */
export function taken(text: string, origin: Origin, steps: Steps): string {
  return Object.values(steps).reduce((rest, step) => step(rest, origin), text);
}
