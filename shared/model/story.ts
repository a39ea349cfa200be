import type { Finding, Incident, Step } from './finding.ts';

/** One thing that happened, as it is told. */
export interface Scene {
  readonly at: Date;
  readonly title: string;
  /** Why it is told, in words and numbers that a person can check. Moments in it are ISO 8601, for the page to write in its reader's zone. */
  readonly because: readonly string[];
}

/** Steps that share the condition under which they are to be taken. */
export interface Steps {
  /** As `If it was not Dana Reyes`; undefined: now, whatever else. */
  readonly condition: string | undefined;
  readonly steps: readonly Step[];
}

/** A text ready to be sent, and when to send it to whom. */
export interface Warning {
  readonly title: string;
  readonly text: string;
}

/** An incident told to its reader: everything that stands on a card, a page or in a terminal, in order. */
export interface Story {
  readonly incident: Incident;
  readonly happened: readonly Scene[];
  /** Who was mailed; empty where nobody was. */
  readonly mailed: readonly string[];
  /** Which guests were made, and why that was possible. */
  readonly guests: readonly string[];
  /** How MFA was passed, as far as it is known. Moments as in a scene. */
  readonly pastMfa: readonly string[];
  readonly now: readonly Steps[];
  /** What the records cannot tell. */
  readonly notKnown: readonly string[];
  /** A text ready to be sent to those who were mailed or invited; undefined where nobody was. */
  readonly warning: Warning | undefined;
  /** Techniques and ids of records, for who checks it. */
  readonly evidence: readonly string[];
}

/** Whether somebody else is known to be inside: a sign-in that would itself be told. What is only on record is no knowledge. */
export function isSomebodyInside(findings: readonly Finding[]): boolean {
  return findings.some(({ stage, severity }) => stage === 'inside' && severity !== 'low');
}
