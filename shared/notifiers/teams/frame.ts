import {
  heading,
  paragraph,
  SUBTLE,
  type Card,
  type Container,
  type Element,
  type Harmless,
  type OpenUrl,
  type Own,
} from './elements.ts';
import { ATTRIBUTION, ATTRIBUTION_WORDS } from './links.ts';

/** More buttons than these Teams hides. */
const MOST_ACTIONS = 6;

/** Everything of a card but what it says. */
export function frame(
  speak: Own,
  fallbackText: Harmless,
  actions: readonly (OpenUrl | undefined)[],
): Omit<Card, 'body'> {
  const shown = actions.filter((action) => action !== undefined).slice(0, MOST_ACTIONS);
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    lang: 'en',
    speak,
    fallbackText,
    msteams: { width: 'Full' },
    ...(shown.length === 0 ? {} : { actions: shown }),
  };
}

/** The first of a card: in words how bad it is, one plain sentence, and what belongs to them. */
export function banner(
  style: NonNullable<Container['style']>,
  title: Own,
  sentence: Harmless,
  more: readonly Element[] = [],
): readonly Element[] {
  return [{ type: 'Container', style, items: [heading(title, 'Large'), lead(sentence), ...more] }];
}

/** A sentence that is to be read first. */
export function lead(text: Harmless): Element {
  return paragraph(text, { size: 'Medium', weight: 'Bolder' }, 'Small');
}

/** Who says where an address is, as its licence asks. */
export function attribution(): Element {
  return paragraph(ATTRIBUTION_WORDS, { ...SUBTLE, selectAction: ATTRIBUTION }, 'Medium');
}
