import type { ProblemKind } from './problem.ts';

interface Rule {
  readonly kind: ProblemKind;
  readonly codes: readonly string[];
  readonly message?: RegExp;
}

/** Codes are asked first, in all rules; messages after that, in this order. Bodies: facts/data-sources.md §1.1, 4.1, 5.1. */
const RULES: readonly Rule[] = [
  {
    kind: 'permission-missing',
    codes: [
      'Authorization_RequestDenied',
      'AF10001',
      'Authentication_MSGraphPermissionMissing',
      'Authentication_ApplicationHasNoDirectoryReadAccess', // says "premium license check" when it may not look
    ],
    message: /insufficient privileges|failed to do premium licen[cs]e check|required MSGraph permissions/i,
  },
  {
    kind: 'licence-missing',
    codes: ['Authentication_RequestFromNonPremiumTenantOrB2CTenant'],
    message: /premium licen/i,
  },
  {
    kind: 'service-principal-missing',
    codes: [],
    message: /service principal-less|service principal[^.]*8bd644d1-64a1-4d4b-ae52-2e0cbf64e373/i,
  },
  {
    kind: 'auditing-off', // the code is the name of the call with ids in it, cut at any place
    codes: ['AuditingDisabledTenant'],
    message: /AuditingDisabledTenant|\bTenant \S+ does not exist/,
  },
  { kind: 'throttled', codes: ['AF429', 'TooManyRequests'] },
  { kind: 'not-subscribed', codes: ['AF20022', 'AF20023'] },
  { kind: 'time-range', codes: ['AF20030', 'AF20055'] },
  { kind: 'gone', codes: ['AF20050', 'AF20051', 'AF20052'] },
  { kind: 'server', codes: ['AF50000'] },
  {
    kind: 'tenant-mismatch',
    codes: ['AF20010', 'AF20011', 'AF20012', 'AADSTS90002', 'AADSTS900023', 'AADSTS700016'],
  },
  { kind: 'secret-expired', codes: ['AADSTS7000222'] },
  { kind: 'secret-wrong', codes: ['AADSTS7000215'] },
];

/** The kind of a refusal that Microsoft names, by its codes and words; undefined where only its status speaks. */
export function kindOf(codes: readonly (string | undefined)[], words: string): ProblemKind | undefined {
  const byCode = RULES.find((rule) => codes.some((code) => code !== undefined && rule.codes.includes(code)));
  return (byCode ?? RULES.find(({ message }) => message?.test(words) === true))?.kind;
}
