const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that a browser or a reader would obey instead of showing; of the controls, those that are blanks in HTML stay. */
const OBEYED = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** HTML that `html` has made, and nothing else: whatever is none is text, and is escaped. */
export type Html = Markup;

/** What may stand in a slot of a template; nothing is written for undefined. */
export type Slot = Html | string | number | undefined | readonly Slot[];

/**
 * A piece of a page. What stands in the template is ours; whatever fills a slot is text, shown and not obeyed, unless it is HTML made here.
 * A slot is a text or the whole or a part of a value in double quotes: nothing else is safe to fill, and no template has another.
 */
export function html(parts: TemplateStringsArray, ...slots: readonly Slot[]): Html {
  return new Markup(parts.map((part, at) => part + written(slots[at])).join(''));
}

function written(slot: Slot): string {
  if (slot === undefined) return '';
  if (slot instanceof Markup) return slot.toString();
  return Array.isArray(slot) ? slot.map(written).join('') : escaped(String(slot));
}

function escaped(text: string): string {
  return text.replaceAll(OBEYED, '�').replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? '');
}
