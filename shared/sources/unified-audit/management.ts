import type { Api, Get } from '../../platform/api.ts';
import { Failure, problemOf } from '../../platform/problem.ts';

/** What the Office 365 Management Activity API is asked through. */
export interface ManagementSource {
  readonly management: Api;
  readonly tenantId: string;
  readonly now: () => number;
}

export type ContentType = 'Audit.AzureActiveDirectory' | 'Audit.Exchange';

/** Asks Microsoft to collect a kind of records. False: it does already, which it calls an error (AF20024). */
export async function subscribe(
  { management, tenantId, now }: ManagementSource,
  contentType: ContentType,
  asked: { readonly deadline?: () => number } = {},
): Promise<boolean> {
  const link = published(`${rootOf(tenantId)}/subscriptions/start?contentType=${contentType}`, tenantId);
  const answer = await management.post(link, undefined, asked);
  if (answer.status < 300) return true;
  const problem = problemOf(answer, now());
  if (problem.code === 'AF20024' || /already enabled/i.test(problem.message)) return false;
  throw new Failure(problem);
}

/** Under what every link of the API stands. */
export function rootOf(tenantId: string): string {
  return `/api/v1.0/${tenantId}/activity/feed`;
}

/** Every request names its publisher: without one it counts against a pool that many share (mgmt-docs troubleshooting). */
export function publishing(get: Get, tenantId: string): Get {
  return (link, asked) => get(published(link, tenantId), asked);
}

function published(link: string, tenantId: string): string {
  if (/[?&]PublisherIdentifier=/i.test(link)) return link;
  return `${link}${link.includes('?') ? '&' : '?'}PublisherIdentifier=${tenantId}`;
}
