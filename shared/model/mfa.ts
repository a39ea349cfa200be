import type { SignIn } from './events.ts';

/** How a sign-in met, or was spared, the second factor, as far as its record tells. */
export function mfaInWords({
  errorCode,
  requirement,
  mfaDetail,
  source,
}: Pick<SignIn, 'errorCode' | 'requirement' | 'mfaDetail' | 'source'>): string {
  if (errorCode !== 0) return 'It was not passed: the sign-in was stopped after the password.';
  if (requirement === 'single') return 'It was not asked: this sign-in needed the password only.';
  if (requirement === undefined) {
    return source === 'unified-audit'
      ? 'Not visible: the unified audit log does not record how a second factor was met. Most likely it was not asked.'
      : 'Not visible: the record does not say whether a second factor was asked.';
  }
  if (/claim|previously satisfied/i.test(mfaDetail ?? '')) {
    return 'It was not asked again: the session already carried a passed MFA, as a stolen session does.';
  }
  return mfaDetail === undefined
    ? 'It was passed; the record does not say how.'
    : `It was passed: ${mfaDetail}.`;
}
