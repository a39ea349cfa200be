import type { SignIn } from '../events.ts';
import type { Sight } from '../memory.ts';

/** A sign-in as it is judged and told: what it shows, of whom, when, and what Microsoft says of it. */
export interface Candidate
  extends Sight, Pick<SignIn, 'actor' | 'at' | 'risk' | 'app' | 'mfaDetail' | 'reported' | 'source'> {}

/** A part of a score. */
export interface Term {
  /** {@link POINTS_A_BIT} for each bit. */
  readonly points: number;
  /** Made only when somebody is told: most sign-ins are usual. */
  readonly words: () => string;
}

export const POINTS_A_BIT = 10;

/** The term with the most points; of two alike the earlier. Undefined where none has any. */
export function strongest(terms: readonly (Term | undefined)[]): Term | undefined {
  let most: Term | undefined;
  for (const term of terms) if (term !== undefined && term.points > (most?.points ?? 0)) most = term;
  return most;
}
