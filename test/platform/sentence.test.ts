import { describe, expect, it } from '@jest/globals';
import type { Problem, ProblemKind } from '../../shared/platform/problem.ts';
import { sentenceFor } from '../../shared/platform/sentence.ts';

const GRANT = 'infra/grant-permissions.sh';
const RESET = 'az ad app credential reset --id "$AZURE_CLIENT_ID" --append';
const TENANT = 'az account show --query tenantId -o tsv';

/** What mends it: a command, or nothing. */
const MENDED_BY: Readonly<Record<ProblemKind, string | undefined>> = {
  'licence-missing': GRANT,
  'permission-missing': GRANT,
  throttled: undefined,
  'service-principal-missing': 'New-MgServicePrincipal -AppId 8bd644d1-64a1-4d4b-ae52-2e0cbf64e373',
  'auditing-off': 'Set-AdminAuditLogConfig -UnifiedAuditLogIngestionEnabled $true',
  'not-subscribed': undefined,
  'time-range': 'npm run replay -- FILE',
  'tenant-mismatch': TENANT,
  'secret-expired': RESET,
  'secret-wrong': RESET,
  'no-credential': 'az login',
  unauthorised: GRANT,
  'not-found': TENANT,
  gone: 'npm run replay -- FILE',
  refused: 'npm run replay -- FILE',
  server: undefined,
  network: 'curl -I https://graph.microsoft.com',
  timeout: undefined,
  malformed: undefined,
  'foreign-link': 'npm run replay -- FILE',
  'looping-link': undefined,
};
const KINDS = Object.keys(MENDED_BY) as ProblemKind[];
const problem = (kind: ProblemKind, more: Partial<Problem> = {}): Problem => ({
  kind,
  message: 'SECRET-DETAIL',
  transient: false,
  ...more,
});

describe('the sentence for a problem', () => {
  it.each(KINDS)('%s: what happened, what still works, what to do', (kind) => {
    const said = sentenceFor(problem(kind), { source: 'sign-ins' });

    expect(said).toMatch(/^Cannot read sign-ins: [A-Za-z].*\.$/);
    expect(said).toMatch(/The other sources go on\.|tries again by itself|No source can be read/);
    expect(said).toContain(MENDED_BY[kind] === undefined ? 'Nothing to do.' : `\`${MENDED_BY[kind]}`);
    expect(said).not.toMatch(/SECRET-DETAIL|!|\n|undefined/);
    expect(said.length).toBeLessThan(400);
  });

  it('names what stands in', () => {
    const instead = 'Using the unified audit log instead; sign-ins arrive about an hour later.';

    expect(sentenceFor(problem('licence-missing', { status: 403 }), { source: 'sign-ins', instead })).toBe(
      `Cannot read sign-ins: this tenant has no Entra ID P1. ${instead} Nothing to do. If the tenant does have P1, run \`${GRANT}\`: without Directory.Read.All Microsoft says the same. [403]`,
    );
  });

  it('ends with what Microsoft calls it', () => {
    const said = sentenceFor(
      problem('permission-missing', { status: 403, code: 'Authorization_RequestDenied' }),
      {
        source: 'message traces',
      },
    );

    expect(said).toMatch(/^Cannot read message traces: .* \[403 Authorization_RequestDenied\]$/);
  });

  it.each([
    [800, 'to wait a second.'],
    [6_100, 'to wait 7 seconds.'],
  ])('names a wait of %i ms', (retryAfterMs, words) => {
    expect(sentenceFor(problem('throttled', { retryAfterMs }), { source: 'sign-ins' })).toContain(words);
  });
});
