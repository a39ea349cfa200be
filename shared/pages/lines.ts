import { timeIn, withMoments } from '../model/moments.ts';
import { plainText } from '../model/plain-text.ts';

/** How text is written for the one who reads it. */
export interface TextStyle {
  /** IANA name of the zone that times are told in. */
  readonly timeZone: string;
  /** Columns of the terminal. */
  readonly width: number;
  /** Sets words off, where that can be shown. */
  readonly strong: (text: string) => string;
}

/** One step to the right. */
export const INDENT = '  ';

/** A titled section of texts from a log, made harmless, with moments in the reader's zone; nothing where there are none. */
export function lines(title: string, texts: readonly string[], style: TextStyle): readonly string[] {
  return section(
    title,
    texts.flatMap((text) =>
      wrapped(plainText(inZone(text, style.timeZone), 2_000), style.width, INDENT, INDENT),
    ),
    style,
  );
}

/** A titled section of lines that are written already; nothing where there are none. */
export function section(title: string, body: readonly string[], style: TextStyle): readonly string[] {
  return body.length === 0
    ? []
    : ['', ...wrapped(plainText(title), style.width, '', '').map((line) => style.strong(line)), ...body];
}

/** A text as a sentence: with a capital and a stop. */
export function sentence(text: string): string {
  const plain = plainText(text);
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${/[.?]$/.test(plain) ? '' : '.'}`;
}

/** Lines of at most `width` columns, broken at blanks; a word that is longer stands alone. */
export function wrapped(text: string, width: number, first: string, others: string): readonly string[] {
  const done: string[] = [];
  let [line, isEmpty] = [first, true];
  for (const word of text.split(' ')) {
    const joint = isEmpty ? '' : ' ';
    if (!isEmpty && line.length + joint.length + word.length > width) {
      done.push(line);
      line = others + word;
    } else line += joint + word;
    isEmpty = false;
  }
  return [...done, line];
}

/** Moments within a text, written in the zone of its reader. */
export function inZone(text: string, timeZone: string): string {
  return withMoments(text, (at) => timeIn(at, timeZone));
}
