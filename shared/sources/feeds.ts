import type { Feed, FeedName } from '../model/feed.ts';
import type { Api } from '../platform/api.ts';
import { directoryAuditsFeed } from './directory-audits/feed.ts';
import { messageTracesFeed } from './message-traces/feed.ts';
import { backgroundSignInsFeed, signInsFeed } from './sign-ins/feed.ts';
import { auditEntraFeed, auditExchangeFeed } from './unified-audit/feed.ts';

export interface FeedsOptions {
  readonly graph: Api;
  readonly management: Api;
  readonly tenantId: string;
  readonly now: () => number;
}

/** Every log Vigil can read, by name; which of them are read now, the route says. */
export function feeds({ graph, management, tenantId, now }: FeedsOptions): Readonly<Record<FeedName, Feed>> {
  return {
    'sign-ins': signInsFeed({ graph, now }),
    'background-sign-ins': backgroundSignInsFeed({ graph, now }),
    'directory-audits': directoryAuditsFeed({ graph, now }),
    'message-traces': messageTracesFeed({ graph, now }),
    'audit-entra': auditEntraFeed({ management, tenantId, now }),
    'audit-exchange': auditExchangeFeed({ management, tenantId, now }),
  };
}
