import type { Incident, Step } from './finding.ts';

/** One thing that happened, as it is told. */
export interface Scene {
  readonly at: Date;
  readonly title: string;
  /** Why it is told, in words and numbers that a person can check. */
  readonly because: readonly string[];
}

/** An incident told to its reader: everything that stands on a card, a page or in a terminal, in order. */
export interface Story {
  readonly incident: Incident;
  readonly happened: readonly Scene[];
  /** Who was mailed; empty where nobody was. */
  readonly mailed: readonly string[];
  /** Which guests were made, and why that was possible. */
  readonly guests: readonly string[];
  /** How MFA was passed, as far as it is known. */
  readonly pastMfa: readonly string[];
  readonly now: readonly Step[];
  /** What the records cannot tell. */
  readonly notKnown: readonly string[];
  /** A text ready to be sent to those who were mailed; undefined where nobody was. */
  readonly warning: string | undefined;
}
