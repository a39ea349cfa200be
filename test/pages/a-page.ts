import { incidentPage } from '../../shared/pages/incident-page.ts';
import { aView } from './a-view.ts';
import { tokensOf } from './html-tokens.ts';

/** What the forms of a page carry. */
export const GIVEN = { query: '?code=k%3D', nonce: 'n0nce' };

/** The words of a page, with single blanks. */
export function wordsOf(page: string): string {
  return tokensOf(page).text.replaceAll(/\s+/g, ' ');
}

/** The words of the page of a view. */
export function wordsFor(...view: Parameters<typeof aView>): string {
  return wordsOf(incidentPage(aView(...view), GIVEN));
}

/** The values of an attribute, wherever a tag has it. */
export function valuesIn(page: string, tag: string, name: string): readonly string[] {
  return tokensOf(page).tags.flatMap(({ name: of, attributes }) =>
    of === tag ? (attributes.get(name) ?? []) : [],
  );
}
