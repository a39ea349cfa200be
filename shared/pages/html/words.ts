import type { Finding, Incident, Severity, Stage } from '../../model/finding.ts';
import { plainText } from '../../model/plain-text.ts';
import { isSomebodyInside } from '../../model/story.ts';
import type { Subject } from '../../model/subject.ts';
import { html, type Html } from '../html.ts';

/** A severity as it is spoken, with a shape: never by colour alone. */
export const SPOKEN: Readonly<Record<Severity, { readonly shape: string; readonly words: string }>> = {
  critical: { shape: '◆', words: 'Critical: somebody is inside now' },
  high: { shape: '▲', words: 'High: act today' },
  medium: { shape: '●', words: 'Medium: look today' },
  low: { shape: '○', words: 'Low: for the record' },
};

const STAGES: Readonly<Record<Stage, string>> = {
  'credential-known': 'password known or guessed',
  inside: 'inside',
  hiding: 'hiding',
  spreading: 'spreading',
  staying: 'staying',
  weakened: 'protection weakened',
};

/** A sign-in that is only on record does not say that somebody is inside, unless there is nothing else to say. */
export function stagesOf({ stages, findings }: Pick<Incident, 'stages' | 'findings'>): string {
  const telling = stages.filter((stage) => stage !== 'inside' || isSomebodyInside(findings));
  return (telling.length === 0 ? stages : telling).map((stage) => STAGES[stage]).join(', ');
}

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
