import type { Card, Element, OpenUrl } from '../../../shared/notifiers/teams/elements.ts';

/** What a card says, a line for each text, in order. */
export function linesOf({ body }: Pick<Card, 'body'>): readonly string[] {
  return body.flatMap(linesIn);
}

function linesIn(element: Element): readonly string[] {
  switch (element.type) {
    case 'TextBlock':
      return [element.text];
    case 'RichTextBlock':
      return [element.inlines.map(({ text }) => text).join('')];
    case 'Container':
      return element.items.flatMap(linesIn);
    case 'ColumnSet':
      return [element.columns.map(({ items }) => items.flatMap(linesIn).join(' | ')).join(' || ')];
  }
}

/** Every way out of a card: its buttons and the actions of its runs. */
export function waysOut(value: unknown): readonly OpenUrl[] {
  if (typeof value !== 'object' || value === null) return [];
  const here = 'type' in value && value.type === 'Action.OpenUrl' ? [value as OpenUrl] : [];
  return [...here, ...Object.values(value).flatMap(waysOut)];
}
