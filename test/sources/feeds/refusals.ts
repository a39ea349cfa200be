import type { Fault, TenantOptions } from '../../../local/tenant/index.ts';
import type { FeedName } from '../../../shared/model/feed.ts';

interface Case {
  readonly name: string;
  readonly feed: FeedName;
  readonly tenant?: TenantOptions;
  readonly fault?: Fault;
  readonly says: RegExp;
}

export const AUDITED = { subscribed: ['Audit.Exchange', 'Audit.AzureActiveDirectory'] } as const;
const feedFault = (code: string, status = 400): Fault => ({ status, code, message: 'x', times: 9 });

/** Every refusal of facts/data-sources.md §1.1, 3, 4.1 and 5.1, as a person hears of it. */
export const REFUSALS: readonly Case[] = [
  {
    name: 'no P1',
    feed: 'sign-ins',
    tenant: { licence: 'free' },
    says: /^Cannot read sign-ins: this tenant has no Entra ID P1/,
  },
  {
    name: 'no P1, in the background',
    feed: 'background-sign-ins',
    tenant: { licence: 'free' },
    says: /background sign-ins: this tenant has no Entra ID P1/,
  },
  {
    name: 'no P1, in other words',
    feed: 'sign-ins',
    fault: {
      status: 403,
      code: 'UnknownError',
      message: "Tenant is not a B2C tenant and doesn't have premium licenses",
    },
    says: /no Entra ID P1/,
  },
  {
    name: 'a licence check that may not look',
    feed: 'sign-ins',
    fault: {
      status: 403,
      code: 'Authentication_ApplicationHasNoDirectoryReadAccess',
      message: 'Failed to do premium license check from ADGraph',
    },
    says: /lacks a permission.*grant-permissions\.sh/,
  },
  {
    name: 'no permission for sign-ins',
    feed: 'sign-ins',
    tenant: { permissions: [] },
    says: /lacks a permission/,
  },
  {
    name: 'no permission for audits',
    feed: 'directory-audits',
    tenant: { permissions: [] },
    says: /directory changes: .*lacks a permission/,
  },
  {
    name: 'no permission for traces',
    feed: 'message-traces',
    tenant: { permissions: [] },
    says: /message traces: .*lacks a permission/,
  },
  {
    name: 'throttled reports',
    feed: 'directory-audits',
    fault: { status: 429, retryAfter: 7, times: 9 },
    says: /fewer requests, and to wait 7 seconds/,
  },
  {
    name: 'throttled traces',
    feed: 'message-traces',
    fault: { status: 429, retryAfter: 60, times: 9 },
    says: /to wait 60 seconds/,
  },
  {
    name: 'no service principal of the traces',
    feed: 'message-traces',
    tenant: { traceServicePrincipal: false },
    says: /New-MgServicePrincipal -AppId 8bd644d1/,
  },
  {
    name: 'no permission for the audit log',
    feed: 'audit-entra',
    tenant: { ...AUDITED, permissions: [] },
    says: /\(sign-ins\): .*lacks a permission.*401 AF10001/,
  },
  {
    name: 'auditing off',
    feed: 'audit-exchange',
    tenant: { ...AUDITED, unifiedAuditLog: 'off' },
    says: /Set-AdminAuditLogConfig/,
  },
  {
    name: 'auditing off, nothing subscribed',
    feed: 'audit-exchange',
    tenant: { unifiedAuditLog: 'off' },
    says: /Set-AdminAuditLogConfig/,
  },
  {
    name: 'a parameter',
    feed: 'audit-exchange',
    fault: feedFault('AF20001'),
    says: /refused the question itself.*AF20001/,
  },
  {
    name: "a parameter's type",
    feed: 'audit-exchange',
    fault: feedFault('AF20002'),
    says: /refused the question itself/,
  },
  {
    name: 'another tenant',
    feed: 'audit-exchange',
    fault: feedFault('AF20010'),
    says: /do not belong to the same tenant/,
  },
  {
    name: 'an unknown tenant',
    feed: 'audit-exchange',
    fault: feedFault('AF20011'),
    says: /do not belong to the same tenant/,
  },
  {
    name: 'a tenant set up wrongly',
    feed: 'audit-exchange',
    fault: feedFault('AF20012'),
    says: /do not belong to the same tenant/,
  },
  {
    name: 'a kind of content',
    feed: 'audit-exchange',
    fault: feedFault('AF20020'),
    says: /refused the question itself/,
  },
  {
    name: 'switched off by an admin',
    feed: 'audit-exchange',
    fault: feedFault('AF20023'),
    says: /does not collect it for Vigil yet/,
  },
  { name: 'a time range', feed: 'audit-exchange', fault: feedFault('AF20030'), says: /keeps 7 days/ },
  {
    name: 'a time range, the other code',
    feed: 'audit-exchange',
    fault: feedFault('AF20055'),
    says: /keeps 7 days/,
  },
  {
    name: 'a next page',
    feed: 'audit-exchange',
    fault: feedFault('AF20031'),
    says: /refused the question itself/,
  },
  {
    name: 'too many requests',
    feed: 'audit-exchange',
    fault: feedFault('AF429', 403),
    says: /fewer requests/,
  },
  {
    name: 'a bad day',
    feed: 'audit-exchange',
    fault: feedFault('AF50000', 500),
    says: /service has a fault/,
  },
];
