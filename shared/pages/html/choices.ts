import { createHash } from 'node:crypto';
import type { Muted } from '../../model/decision.ts';
import type { Finding, Incident } from '../../model/finding.ts';
import { keyOf } from '../../model/subject.ts';

/** The two of detector, subject and value that a mute takes, as they are asked for; the narrowest first. */
export const SCOPES = ['subject-value', 'detector-subject', 'detector-value'] as const;
export type Scope = (typeof SCOPES)[number];

/** A name for a finding that stays the same while its incident grows, so that a page that is older mutes nothing else. */
export function tagOf({ detector, about, key }: Finding): string {
  const text = JSON.stringify([detector, keyOf(about), key]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

/** What a mute of this finding takes. */
export function mutedBy({ detector, about, key }: Finding, scope: Scope): Muted {
  return {
    detector: scope === 'subject-value' ? undefined : detector,
    subject: scope === 'detector-value' ? undefined : keyOf(about),
    value: scope === 'detector-subject' ? undefined : key,
  };
}

/** A finding of the incident that is muted by this; undefined: there is none. */
export function findingMuted({ findings }: Pick<Incident, 'findings'>, mutes: Muted): Finding | undefined {
  return findings.find(
    ({ detector, about, key }) =>
      (mutes.detector ?? detector) === detector &&
      (mutes.subject ?? keyOf(about)) === keyOf(about) &&
      (mutes.value ?? key) === key,
  );
}
