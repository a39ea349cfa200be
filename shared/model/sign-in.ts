import type { SignIn } from './events.ts';

/** What one AADSTS code says about a sign-in. */
export type Outcome = 'success' | 'password-proven' | 'prompt' | 'wrong-password' | 'locked' | 'failed';

/**
 * Codes that Microsoft answers only after the password was right, though nobody got in: expired password (50055),
 * disabled account (50057), MFA to be set up or passed (50072, 50074, 50076, 50079, 50158), blocked by Conditional Access (53000–53003).
 * Source: Microsoft Entra authentication and authorization error codes (learn.microsoft.com/entra/identity-platform/reference-error-codes).
 */
const PASSWORD_PROVEN = new Set([
  50055, 50057, 50072, 50074, 50076, 50079, 50158, 53000, 53001, 53002, 53003,
]);

/** A question to the person in the middle of a sign-in, no failure: keep me signed in, consent, session check, choice of account. */
const PROMPTS = new Set([16000, 16001, 50058, 50097, 50127, 50129, 50140, 50199, 65001, 65004, 70043, 70044]);

const WRONG_PASSWORD = 50126;
const LOCKED = 50053;

/** Reads an AADSTS code; 0 is the one success. */
export function outcomeOf(errorCode: number): Outcome {
  if (errorCode === 0) return 'success';
  if (errorCode === WRONG_PASSWORD) return 'wrong-password';
  if (errorCode === LOCKED) return 'locked';
  if (PASSWORD_PROVEN.has(errorCode)) return 'password-proven';
  return PROMPTS.has(errorCode) ? 'prompt' : 'failed';
}

/** A way in that a thief likes: a protocol that knows no second factor, or a code that somebody else enters. */
export type Way = 'legacy' | 'device-code';

/**
 * `clientAppUsed` of protocols that take a password and nothing else.
 * Source: learn.microsoft.com/entra/identity/conditional-access/policy-block-legacy-authentication.
 */
const LEGACY_CLIENTS = new Set([
  'authenticated smtp',
  'autodiscover',
  'exchange activesync',
  'exchange online powershell',
  'exchange web services',
  'imap',
  'imap4',
  'mapi over http',
  'offline address book',
  'other clients',
  'outlook anywhere (rpc over http)',
  'pop',
  'pop3',
  'reporting web services',
  'smtp',
]);
/** What Exchange itself calls a client that signed in with a password alone: detection facts S10. */
const LEGACY_AGENTS = new Set(['BAV2ROPC', 'CBAInPROD', 'CBAinTAR']);

/** Which of these ways a sign-in came; undefined: none of them, or the record does not say. */
export function wayOf({
  client,
  userAgent,
  protocol,
}: Pick<SignIn, 'client' | 'userAgent' | 'protocol'>): Way | undefined {
  if (protocol === 'deviceCode' || protocol === 'deviceCodeFlow') return 'device-code';
  if (protocol === 'ropc' || (userAgent !== undefined && LEGACY_AGENTS.has(userAgent))) return 'legacy';
  return client !== undefined && LEGACY_CLIENTS.has(client.toLowerCase()) ? 'legacy' : undefined;
}

/** Whether whoever this was had the right password. */
export function provesPassword(errorCode: number): boolean {
  return errorCode === 0 || PASSWORD_PROVEN.has(errorCode);
}
