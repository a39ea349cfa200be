import type { Finding } from '../../model/finding.ts';
import { plainText } from '../../model/plain-text.ts';
import type { Subject } from '../../model/subject.ts';
import { html, type Html } from '../html.ts';

/** A subject with its id, where that says more than its name. */
export function who({ kind, name, id }: Subject): Html {
  if (kind === 'tenant') return html`not named by the records`;
  const more =
    name.toLowerCase() === id.toLowerCase()
      ? html``
      : html` (<code><bdi>${plainText(id)}</bdi></code
          >)`;
  return html`${kind === 'app' ? 'the app ' : ''}<bdi>${plainText(name)}</bdi>${more}`;
}

/** A detector as a person says it: `unfamiliar sign-in`. */
export function detectorWords(id: string): string {
  return plainText(id).replaceAll('-', ' ').replace('sign in', 'sign-in');
}

/** A finding in one short line. */
export function findingWords({ title, about }: Pick<Finding, 'title' | 'about'>): string {
  const words = plainText(title, 100);
  return about.kind === 'tenant' || words.includes(about.name)
    ? words
    : `${words} (${plainText(about.name, 60)})`;
}
