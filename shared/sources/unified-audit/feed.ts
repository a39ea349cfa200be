import * as z from 'zod';
import type { Feed, FeedLimits, FeedPage } from '../../model/feed.ts';
import { bodyOf, malformed } from '../../platform/answer.ts';
import { Failure, type Problem } from '../../platform/problem.ts';
import { sentenceFor } from '../../platform/sentence.ts';
import { isOutOfTime, kept, walk, wholeSeconds, windows, type Span } from '../feed.ts';
import { publishing, rootOf, subscribe, type ContentType, type ManagementSource } from './management.ts';

const DAY_MS = 86_400_000;
const KEEP_DAYS = 7;
/** 24 hours are allowed; an hour less leaves room for whole seconds. */
const WIDEST_MS = 23 * 3_600_000;
/** Of 2,000 requests a minute: facts/data-sources.md §8.5. */
const AT_ONCE = 4;
const GONE: ReadonlySet<Problem['kind']> = new Set(['gone', 'not-found']);
/** What is wrong with one part only; with any other lasting problem, no further part can be read either. */
const OF_ONE_PART: ReadonlySet<Problem['kind']> = new Set(['refused', 'foreign-link']);

/** Sign-ins on every licence, and directory changes without addresses: §4.2, 4.3. */
export function auditEntraFeed(source: ManagementSource): Feed {
  return auditFeed('audit-entra', 'the unified audit log (sign-ins)', 'Audit.AzureActiveDirectory', source);
}

/** Inbox rules, forwarding, and what was sent where the plan records it: §4.4. */
export function auditExchangeFeed(source: ManagementSource): Feed {
  return auditFeed('audit-exchange', 'the unified audit log (mailboxes)', 'Audit.Exchange', source);
}

/**
 * The Management Activity API: lists of blobs by the time they were made, then each blob. Schedule: §8.3, row C; a late record comes in
 * a new blob, and the overlap is for slow lists and crashes.
 */
function auditFeed(
  name: Feed['name'],
  title: string,
  contentType: ContentType,
  source: ManagementSource,
): Feed {
  return {
    name,
    source: 'unified-audit',
    title,
    everyMinutes: 5,
    overlapMinutes: 15,
    late: { everyMinutes: 1_440, reachMinutes: 1_440 },
    sliceMinutes: 1_380,
    keepDays: KEEP_DAYS,
    read: (from, to, limits) => reading({ title, contentType, source, limits }, from, to),
  };
}

interface Asked {
  readonly title: string;
  readonly contentType: ContentType;
  readonly source: ManagementSource;
  readonly limits: FeedLimits;
}

/** What came of the parts so far. */
interface Tally {
  left: number;
  isCut: boolean;
  isWhole: boolean;
  failure: Failure | undefined;
  readonly met: Set<string>;
}

async function* reading(asked: Asked, from: Date, to: Date): AsyncGenerator<FeedPage, boolean, undefined> {
  const { title, limits, source } = asked;
  const span = kept(from, to, KEEP_DAYS * DAY_MS, source.now());
  if (span.isCut) yield { records: [], told: [tooOld(title)] };
  const tally: Tally = {
    left: limits.mostPages,
    isCut: false,
    isWhole: true,
    failure: undefined,
    met: new Set(),
  };
  for (const window of windows(span, WIDEST_MS)) {
    const lists = listsIn(asked, window);
    let next = await lists.next();
    for (; next.done !== true; next = await lists.next()) {
      const { records, told } = next.value;
      if (told !== undefined) yield { records: [], told };
      yield* partsOf(records, asked, tally);
      if (isHopeless(tally)) throw tally.failure;
      if (tally.isCut) return false;
    }
    if (!next.value) return false;
  }
  if (tally.failure !== undefined) throw tally.failure;
  return tally.isWhole;
}

/** The lists of one window. Where nothing is collected yet, it is asked for: what comes before that is lost (§4.1). */
async function* listsIn(asked: Asked, window: Span): AsyncGenerator<FeedPage, boolean, undefined> {
  const { title, contentType, source, limits } = asked;
  const { management, tenantId, now } = source;
  const end = Math.floor(window.to / 1_000 + 1) * 1_000; // the end itself does not count there
  const link = `${rootOf(tenantId)}/subscriptions/content?contentType=${contentType}&startTime=${wholeSeconds(window.from)}&endTime=${wholeSeconds(end)}`;
  const listing = (): ReturnType<Feed['read']> =>
    walk(publishing(management.get, tenantId), link, limits, now);

  let lists = listing();
  let told: readonly string[] | undefined;
  let first = await lists.next().catch((error: unknown) => {
    if (error instanceof Failure && error.problem.kind === 'not-subscribed') return undefined;
    throw error;
  });
  if (first === undefined) {
    await subscribe(source, contentType, limits);
    told = [begun(title)];
    first = await (lists = listing()).next();
  }
  if (first.done === true) return first.value;
  yield told === undefined ? first.value : { ...first.value, told };
  return yield* lists;
}

const listed = z.object({ contentId: z.string().min(1), contentUri: z.string().min(1) });

type Part = z.infer<typeof listed>;

async function* partsOf(
  rows: readonly unknown[],
  asked: Asked,
  tally: Tally,
): AsyncGenerator<FeedPage, void, undefined> {
  const { limits, title, source } = asked;
  const parts: Part[] = [];
  for (const row of rows) {
    const part = listed.safeParse(row).data;
    if (part === undefined) {
      tally.isWhole = false;
      yield {
        records: [],
        told: [`Cannot read a part of ${title}: it is listed without a name or an address.`],
      };
    } else if (!tally.met.has(part.contentId) && !limits.isKnown(part.contentId)) {
      tally.met.add(part.contentId);
      parts.push(part);
    }
  }
  const within = parts.slice(0, tally.left);
  tally.left -= within.length;
  tally.isCut = within.length < parts.length;
  for (let at = 0; at < within.length; at += AT_ONCE) {
    if (source.now() >= limits.deadline()) return void (tally.isCut = true);
    const some = within.slice(at, at + AT_ONCE);
    for (const page of await Promise.all(some.map((part) => pageOf(part, asked, tally)))) yield page;
    if (isHopeless(tally)) return;
  }
}

function isHopeless({ failure }: Tally): boolean {
  return failure !== undefined && !OF_ONE_PART.has(failure.problem.kind);
}

/** One part, whatever comes of it: its neighbours are read all the same. */
async function pageOf(part: Part, { source, limits, title }: Asked, tally: Tally): Promise<FeedPage> {
  const { management, tenantId, now } = source;
  try {
    const answer = await publishing(management.get, tenantId)(part.contentUri, limits);
    const records = bodyOf(answer, now());
    if (!Array.isArray(records)) throw malformed(answer.status, 'the content is JSON, but no list');
    return { records: records as readonly unknown[], part: part.contentId };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { problem } = error;
    const told = [sentenceFor(problem, { source: `a part of ${title}` })];
    if (GONE.has(problem.kind)) return { records: [], part: part.contentId, told };
    if (problem.transient) tally.isWhole = false;
    else tally.failure ??= error;
    return { records: [], ...(!isOutOfTime(error) && { told }) };
  }
}

function tooOld(title: string): string {
  return `What ${title} held more than ${KEEP_DAYS} days ago cannot be read: Microsoft keeps it no longer. For what is older, export it and run \`npm run replay -- FILE\`.`;
}

function begun(title: string): string {
  return `Microsoft collects ${title} for Vigil from now on; the first records can take 12 hours. Nothing to do.`;
}
