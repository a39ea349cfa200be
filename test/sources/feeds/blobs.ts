import { FEED, minutesAgo, unified } from '../../tenant/started.ts';
import { inTenant } from './opened.ts';

/** Both kinds of content, collected since ever. */
export const SUBSCRIBED = { subscribed: ['Audit.Exchange', 'Audit.AzureActiveDirectory'] } as const;

/** A tenant with blobs of one record each, made so many minutes ago. */
export function withBlobs(minutes: readonly number[], options: Parameters<typeof inTenant>[0] = SUBSCRIBED) {
  const given = inTenant(options);
  for (const minute of minutes)
    given.tenant.add('unified-audit', [unified(`r${minute}`, minutesAgo(minute + 30))], {
      visibleAt: minutesAgo(minute),
    });
  return given;
}

/** What was asked for, under the root of the API. */
export function pathsOf(asked: readonly URL[]): readonly string[] {
  return asked.map(({ pathname, search }) => pathname.replace(FEED, '') + search);
}
