import type { Incident, Severity, Stage } from '../model/finding.ts';
import { isSomebodyInside } from '../model/story.ts';

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
