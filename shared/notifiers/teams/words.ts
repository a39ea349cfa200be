import type { Severity } from '../../model/finding.ts';
import { ownWords, type Container, type Harmless, type Own } from './elements.ts';
import { forMarkdownField, forTextRun, SANITISER, type Sanitiser } from './harmless.ts';
import { inReadersZone } from './moments.ts';

/** What a card is written with. */
export interface CardContext {
  /** IANA name of the zone that times are told in. */
  readonly timeZone: string;
  /** Host (and port) of the app, whose pages buttons may open; undefined where it answers no HTTP. */
  readonly appHost: string | undefined;
  /** The steps of the sanitiser; a test hands in fewer. */
  readonly sanitiser?: Sanitiser;
}

/** Texts of a log, made harmless, with moments in the reader's zone. */
export interface Words {
  readonly run: (text: string, most?: number) => Harmless;
  readonly field: (text: string, most?: number) => Harmless;
  /** With moments as they are: in UTC. */
  readonly inUtc: (text: string) => Harmless;
  /** A text as it stands, or nothing where it could not be shown as it is: half a command does something else. */
  readonly exact: (text: string) => Harmless | undefined;
}

/** Binds the sanitiser to a zone. */
export function wordsFor({ timeZone, sanitiser = SANITISER }: CardContext): Words {
  const told = (text: string): string => inReadersZone(text, timeZone);
  return {
    run: (text, most) => forTextRun(told(text), most, sanitiser),
    field: (text, most) => forMarkdownField(told(text), most, sanitiser),
    inUtc: (text) => forTextRun(text, undefined, sanitiser),
    exact(text) {
      const shown = forTextRun(text, MOST_EXACT, sanitiser);
      return (shown as string) === text ? shown : undefined;
    },
  };
}

const MOST_EXACT = 400;

/** How an incident's severity is spoken, with a shape, so that colour carries nothing alone. */
export const SPOKEN: Readonly<
  Record<Severity, { readonly title: Own; readonly word: Own; readonly speak: Own }>
> = {
  critical: {
    title: ownWords('◆ Critical: somebody is inside now'),
    word: ownWords('◆ Critical'),
    speak: ownWords('Critical: somebody is inside now. A card of Vigil.'),
  },
  high: {
    title: ownWords('▲ High: act today'),
    word: ownWords('▲ High'),
    speak: ownWords('High: act today. A card of Vigil.'),
  },
  medium: {
    title: ownWords('● Medium: look today'),
    word: ownWords('● Medium'),
    speak: ownWords('Medium: look today. A card of Vigil.'),
  },
  low: {
    title: ownWords('○ Low: for the record'),
    word: ownWords('○ Low'),
    speak: ownWords('Low: for the record. A card of Vigil.'),
  },
};

export const GROUND: Readonly<Record<Severity, NonNullable<Container['style']>>> = {
  critical: 'attention',
  high: 'attention',
  medium: 'warning',
  low: 'emphasis',
};

/** A text as a sentence: with a capital, unless it begins with an address, and a stop. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  const first = /^\S*[@.]/.test(trimmed) ? trimmed.slice(0, 1) : trimmed.charAt(0).toUpperCase();
  return `${first}${trimmed.slice(1)}${/[.?…]$/.test(trimmed) ? '' : '.'}`;
}
