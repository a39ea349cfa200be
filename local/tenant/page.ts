import type { Answer, Ask, Call } from './exchange.ts';
import type { Source, TenantRecord } from './records.ts';
import { Refusal } from './refusal.ts';
import { seal, unseal } from './seal.ts';
import type { Place } from './shelf.ts';

/** Where a walk over pages stands. All its pages show one moment, so that each record stands on exactly one of them. */
export interface Walk {
  readonly asOf: number;
  readonly below: number;
  readonly after: Place | undefined;
}

/** Which records a page is cut from. */
export interface PageQuery {
  readonly source: Source;
  readonly context: string;
  readonly from: number;
  readonly to: number;
  readonly fits: (record: TenantRecord) => boolean;
  readonly newestFirst: boolean;
  readonly top: number;
  readonly project: (record: TenantRecord) => TenantRecord;
}

interface SkipToken extends Walk {
  readonly of: string;
}

/** A skiptoken cannot be kept for later (docs-contrib#5974); Microsoft does not say for how long it is good. */
const TOKEN_LIFE_MS = 3_600_000;
const STRANGER = 'https://graph.microsoft.com.stranger.example';

/** Reads where a request stands: at the first page, or where its $skiptoken says. Throws for a token made elsewhere. */
export function walkOf({ world, ask }: Call): Walk {
  const sealed = ask.url.searchParams.get('$skiptoken');
  const now = world.now().getTime();
  if (sealed === null) return { asOf: now, below: world.rows(), after: undefined };
  const token = unseal(sealed) as SkipToken | undefined;
  if (token?.of !== questionOf(ask) || now - token.asOf > TOKEN_LIFE_MS)
    throw new Refusal(400, '', 'Invalid Skip Token');
  return token;
}

/** Cuts the page a walk has come to, with the link to the next. */
export function pageOf(call: Call, walk: Walk, query: PageQuery): Answer {
  const { world, ask, pageFault } = call;
  const most = pageFault === 'empty-page' ? 0 : pageFault === 'short-page' ? 1 : query.top;
  const records: TenantRecord[] = [];
  let after = walk.after;
  let more = pageFault !== undefined;
  for (const row of world.shelf(query.source).read({ ...walk, ...query })) {
    if (!query.fits(row.record)) continue;
    if (records.length === most) {
      more = true;
      break;
    }
    records.push(query.project(row.record));
    after = { time: row.time, order: row.order };
  }
  const link = more ? linkTo(call, { ...walk, after, of: questionOf(ask) } satisfies SkipToken) : undefined;
  return {
    status: 200,
    body: {
      '@odata.context': query.context,
      ...(link !== undefined && { '@odata.nextLink': link }),
      value: records,
    },
    served: { source: query.source, records },
  };
}

/** A link to the same question on Graph, which says where the walk stands. */
export function linkTo({ ask, pageFault }: Call, token: object): string {
  if (pageFault === 'looping-link') return ask.url.href;
  const origin = pageFault === 'foreign-link' ? STRANGER : ask.url.origin;
  return `${origin}${ask.url.pathname}?${questionOf(ask)}$skiptoken=${seal(token)}`;
}

/** A link to the same question on the Management API, with its kind of token. */
export function nextPageUri({ ask, pageFault }: Call, state: object): string {
  if (pageFault === 'looping-link') return ask.url.href;
  const origin = pageFault === 'foreign-link' ? STRANGER : ask.url.origin;
  return `${origin}${ask.url.pathname}?${questionOf(ask)}nextPage=${seal(state)}`;
}

/** The query without what says where the walk stands: a token is good for one question only. */
export function questionOf({ url }: Ask): string {
  return [...url.searchParams]
    .filter(([name]) => name !== '$skiptoken' && name !== 'nextPage')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}&`)
    .join('');
}
