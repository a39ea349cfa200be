import type { Harmless } from './elements.ts';
import { plain, PLAIN_STEPS, taken, type Step, type Steps } from './plain.ts';

/** Graphemes of one text; whoever needs more reads the page. */
const MOST = 300;

/** Schemes that some client opens without `//`. */
const SCHEMES =
  'https?|ftps?|file|javascript|vbscript|data|blob|mailto|tel|sms|mms|mmsto|callto|facetime(?:-audio)?|sips?|im|skype|geo|maps|market|' +
  'intent|itms(?:-\\w+)?|whatsapp|tg|msteams|ms-[\\w.-]+|microsoft-edge|onenote|search-ms|view-source|about|cid|urn|magnet|webcal';
const SCHEME = new RegExp(`(?<![a-z\\d])(${SCHEMES}|[a-z][a-z\\d+.-]*(?=:\\s*//)):`, 'gi');

/**
 * No address that a client makes a link of: iOS runs data detectors over text runs. `https:` is written `hxxps：`, as those do who pass on
 * addresses that nobody shall open.
 */
const withoutSchemes: Step = (text) =>
  text.replaceAll(SCHEME, (_, scheme: string) => `${scheme.replace(/^http/i, 'hxxp')}：`);

/** `](` makes a link of any scheme in the parser of the phones, which iOS runs over text runs too. */
export const bracketsApart: Step = (text) => text.replaceAll('](', ']·(');

/** `{{DATE(…)}}` and `{{TIME(…)}}` are carried out in text runs too. */
const bracesApart: Step = (text) => text.replaceAll(/\{(?=\{)/g, '{ ');

/** `<at>` names a person to call. */
const withoutMentions: Step = (text) => text.replaceAll(/<(?=\s*\/?\s*at\b)/gi, '‹');

/** A list begins with a mark and a blank: at the start, and on phones after a bracket too. */
const withoutListMarks: Step = (text) =>
  text
    .replaceAll(/(^|[[\])])-(?=\s|$)/g, '$1\u2011')
    .replaceAll(/(^|[[\])])\+(?=\s|$)/g, '$1＋')
    .replaceAll(/^(\d+)[.)](?=\s|$)/g, '$1․');

/** Bold and italic, which iOS honours in text runs. Within a word `_` means nothing, so that an address stays one. */
const withoutEmphasis: Step = (text) =>
  text.replaceAll('*', '∗').replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '＿');

const RUN_STEPS = {
  withoutSchemes,
  bracketsApart,
  bracesApart,
  withoutMentions,
  withoutListMarks,
  withoutEmphasis,
} satisfies Steps;

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '[': '［',
  ']': '］',
  '(': '（',
  ')': '）',
  '*': '∗',
  _: '＿',
  '`': '｀',
  '~': '～',
  '<': '‹',
  '>': '›',
  '\\': '＼',
  '#': '＃',
  '!': '！',
  '|': '｜',
  '&': '＆',
};

/** Everything that Markdown or HTML could take for its own becomes a character that looks like it. */
const lookingAlike: Step = (text) =>
  text.replaceAll(/[[\]()*_`~<>\\#!|&]/g, (found) => LOOK_ALIKES[found] ?? found);

/** A line of dashes is a rule, a lone one a list, one of equals signs makes a heading. */
const withoutRules: Step = (text) => text.replace(/^[-+=]+/, (found) => '\u2011'.repeat(found.length));

const FIELD_STEPS = { lookingAlike, withoutRules } satisfies Steps;

/** The steps of the sanitiser; a test hands in fewer. */
export interface Sanitiser {
  readonly plain: Steps;
  readonly run: Steps;
  readonly field: Steps;
}

export const SANITISER: Sanitiser = { plain: PLAIN_STEPS, run: RUN_STEPS, field: FIELD_STEPS };

/** A text of a log for a TextRun: no link, no mention, no format, nothing that is obeyed. */
export function forTextRun(text: string, most = MOST, steps: Sanitiser = SANITISER): Harmless {
  const shown = plain(text, most, steps.plain);
  return taken(shown, { given: text, most }, steps.run) as Harmless;
}

/** A text of a log where Markdown is read: what is copied from it is no longer exact. */
export function forMarkdownField(text: string, most = MOST, steps: Sanitiser = SANITISER): Harmless {
  return taken(forTextRun(text, most, steps), { given: text, most }, steps.field) as Harmless;
}
