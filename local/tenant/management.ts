import type { Answer, Call, Route } from './exchange.ts';
import type { Blob } from './feed.ts';
import {
  alreadyOn,
  auditLogOff,
  badContentId,
  badNextPage,
  badRange,
  expiredContent,
  halfRange,
  missingParameter,
  noContent,
  noContentType,
  noFeedPermission,
  noGuid,
  noSubscription,
  otherTenant,
  wrongParameter,
} from './management-refusals.ts';
import { nextPageUri, questionOf } from './page.ts';
import { isVisible } from './records.ts';
import { unseal } from './seal.ts';
import { isContentType, type ContentType } from './subscriptions.ts';

const DAY_MS = 86_400_000;
const LIFE_DAYS = 7;

/** The Office 365 Management Activity API. `PublisherIdentifier` may be given to each. */
export const managementRoutes: readonly Route[] = [
  route('POST', 'subscriptions/start', start),
  route('POST', 'subscriptions/stop', stop),
  route('GET', 'subscriptions/list', (call) => ({
    status: 200,
    body: call.world.feed.subscriptions.all().map((subscription) => ({ ...subscription, webhook: null })),
  })),
  route('GET', 'subscriptions/content', content),
  route('GET', 'audit/([^/]+)', audit),
];

function route(method: string, path: string, answer: (call: Call) => Answer): Route {
  return {
    method,
    pattern: new RegExp(`^/api/v1\\.0/([^/]+)/activity/feed/${path}$`, 'i'),
    name: `/activity/feed/${path.replace('([^/]+)', '{contentId}')}`,
    api: 'management',
    answer(call) {
      const { roles, world, caught, ask } = call;
      const { tenantId, clientId, unifiedAuditLog } = world.settings();
      const asked = caught[0] ?? '';
      if (!roles.has('ActivityFeed.Read')) throw noFeedPermission(roles);
      if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(asked)) throw noGuid(asked);
      if (asked.toLowerCase() !== tenantId) throw otherTenant(asked, tenantId);
      if (unifiedAuditLog === 'off')
        throw auditLogOff(tenantId, clientId, ask.url.searchParams.get('contentType') ?? '');
      return answer(call);
    },
  };
}

function start(call: Call): Answer {
  const contentType = typeIn(call);
  if (!call.world.feed.subscriptions.start(contentType, call.world.now().getTime())) throw alreadyOn();
  return { status: 200, body: { contentType, status: 'enabled', webhook: null } };
}

function stop(call: Call): Answer {
  const contentType = typeIn(call);
  if (!call.world.feed.subscriptions.isOn(contentType)) throw noSubscription();
  call.world.feed.subscriptions.stop(contentType, call.world.now().getTime());
  return { status: 204 };
}

interface Listing {
  readonly question: string;
  readonly at: number;
  readonly below: number;
  readonly offset: number;
}

function content(call: Call): Answer {
  const { world, ask, pageFault } = call;
  const contentType = typeIn(call);
  if (!world.feed.subscriptions.isOn(contentType)) throw noSubscription();
  const { at, below, offset } = listingOf(call);
  const { from, to } = rangeOf(ask.url.searchParams, at);
  const silent = world.settings().unifiedAuditLog === 'silent';
  const blobs = silent ? [] : world.feed.list(contentType, from, to, at).filter(({ order }) => order < below);
  const most = pageFault === 'empty-page' ? 0 : pageFault === 'short-page' ? 1 : world.settings().contentPage;
  const end = Math.min(offset + most, blobs.length);
  const more = end < blobs.length || pageFault !== undefined;
  const state: Listing = { question: questionOf(ask), at, below, offset: end };
  return {
    status: 200,
    headers: more ? { NextPageUri: nextPageUri(call, state) } : {},
    body: blobs.slice(offset, end).map((blob) => listed(blob, ask.url)),
  };
}

/** Where a list stands: its pages show one moment, as those of Graph do here. */
function listingOf({ world, ask }: Call): Listing {
  const sealed = ask.url.searchParams.get('nextPage');
  const question = questionOf(ask);
  if (sealed === null) return { question, at: world.now().getTime(), below: world.feed.blobs(), offset: 0 };
  const listing = unseal(sealed) as Listing | undefined;
  if (listing?.question !== question) throw badNextPage(sealed);
  return listing;
}

function listed({ contentId, contentType, created }: Blob, url: URL): object {
  return {
    contentUri: `${url.origin}${url.pathname.replace(/subscriptions\/content$/i, 'audit/')}${contentId}`,
    contentId,
    contentType,
    contentCreated: new Date(created).toISOString(),
    contentExpiration: new Date(created + LIFE_DAYS * DAY_MS).toISOString(),
  };
}

function audit({ world, caught }: Call): Answer {
  const contentId = decodeURIComponent(caught[1] ?? '');
  if (!/^\d+(?:\$\w+){4}$/.test(contentId)) throw badContentId(contentId);
  const now = world.now().getTime();
  const blob = world.feed.blob(contentId);
  if (blob === undefined || blob.created > now) throw noContent(contentId);
  if (blob.created < now - LIFE_DAYS * DAY_MS) throw expiredContent(contentId);
  const records = blob.rows.filter((row) => isVisible(row, now)).map(({ record }) => record);
  return { status: 200, body: records, served: { source: 'unified-audit', records } };
}

function typeIn({ ask }: Call): ContentType {
  const word = ask.url.searchParams.get('contentType');
  if (word === null) throw missingParameter('contentType');
  if (!isContentType(word)) throw noContentType();
  return word;
}

/** The times asked for, over contentCreated: the start counts, the end does not. */
function rangeOf(params: URLSearchParams, now: number): { from: number; to: number } {
  const start = params.get('startTime');
  const end = params.get('endTime');
  if ((start === null) !== (end === null)) throw halfRange();
  if (start === null || end === null) return { from: now - DAY_MS, to: now + 1 };
  const from = timeIn('startTime', start);
  const to = timeIn('endTime', end);
  if (from >= to || to - from > DAY_MS || from < now - LIFE_DAYS * DAY_MS) throw badRange();
  return { from, to };
}

function timeIn(name: string, text: string): number {
  const time = Date.parse(/^\d{4}-\d\d-\d\dT[\d:.]+$/.test(text) ? `${text}Z` : text);
  if (Number.isNaN(time)) throw wrongParameter(name, 'DateTime');
  return time;
}
