import type { Feed, FeedLimits, FeedPage } from '../../model/feed.ts';
import type { Get } from '../../platform/api.ts';
import { Failure, type Problem } from '../../platform/problem.ts';
import { listLink, walk, type GraphSource, type Span } from '../feed.ts';

/** Default and maximum of `$top` alike: graph-docs beta signin-list.md. */
const TOP = 1_000;
/** Entra ID P1 keeps sign-ins for 30 days, and without P1 there are none here: entra-docs reference-reports-data-retention.md. */
const KEEP_DAYS = 30;
const ONLY_BACKGROUND = " and signInEventTypes/any(t: t eq 'nonInteractiveUser')";
/** What can be wrong with beta and right with v1.0; a licence, a permission or a bad day is not. */
const OF_THE_VERSION: ReadonlySet<Problem['kind']> = new Set(['refused', 'not-found', 'gone', 'server']);

type Version = 'beta' | 'v1.0';

/**
 * Interactive sign-ins, from beta: v1.0 has neither MFA requirement, network nor session (facts/data-sources.md §1.4). Beta is
 * promised to nobody, so where it refuses for good v1.0 stands in for as long as the process lives, and every reading says so.
 * Schedule: §8.3, row "B interactive"; an MFA sign-in can be merged up to two hours later (entra-docs reports-faq.yml).
 */
export function signInsFeed({ graph, now }: GraphSource): Feed {
  const get = withLaterMembers(graph.get);
  let refusal: Problem | undefined;

  async function* read(
    from: Date,
    to: Date,
    limits: FeedLimits,
  ): AsyncGenerator<FeedPage, boolean, undefined> {
    const span = { from: from.getTime(), to: to.getTime() };
    const reading = (version: Version): ReturnType<Feed['read']> =>
      walk(get, linkTo(version, span), limits, now);

    let why = refusal;
    let pages = reading(why === undefined ? 'beta' : 'v1.0');
    let first = await pages.next().catch((error: unknown) => {
      why = refusal ?? versionProblem(error);
      if (refusal !== undefined || why === undefined) throw error;
      return undefined;
    });
    if (first === undefined) first = await (pages = reading('v1.0')).next();
    if (first.done === true) return first.value;
    refusal = why; // not before v1.0 has answered: a fault of both is none of beta's
    yield why === undefined ? first.value : { ...first.value, told: [toldOf(why)] };
    return yield* pages;
  }

  return {
    name: 'sign-ins',
    source: 'sign-ins',
    title: 'sign-ins',
    everyMinutes: 5,
    overlapMinutes: 120,
    late: { everyMinutes: 360, reachMinutes: 1_440 },
    sliceMinutes: 60,
    keepDays: KEEP_DAYS,
    read,
  };
}

/**
 * Sign-ins that apps make with a session they already hold; beta only, and not in one filter with others (§1.3).
 * Schedule: §8.3, row "B nonInteractive": every 10–15 minutes, for there are many.
 */
export function backgroundSignInsFeed({ graph, now }: GraphSource): Feed {
  const get = withLaterMembers(graph.get);
  return {
    name: 'background-sign-ins',
    source: 'sign-ins',
    title: 'background sign-ins',
    everyMinutes: 15,
    overlapMinutes: 30,
    late: { everyMinutes: 60, reachMinutes: 120 },
    sliceMinutes: 60,
    keepDays: KEEP_DAYS,
    read: (from, to, limits) => {
      const span = { from: from.getTime(), to: to.getTime() };
      return walk(get, linkTo('beta', span, ONLY_BACKGROUND), limits, now);
    },
  };
}

function linkTo(version: Version, span: Span, more = ''): string {
  return listLink(`/${version}/auditLogs/signIns`, 'createdDateTime', span, TOP, more);
}

/** Else Graph writes `unknownFutureValue` for every value younger than the type: signin.md. */
function withLaterMembers(get: Get): Get {
  return (link, asked) => get(link, { ...asked, headers: { prefer: 'include-unknown-enum-members' } });
}

function versionProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Failure)) return undefined;
  const { problem } = error;
  return !problem.transient && OF_THE_VERSION.has(problem.kind) ? problem : undefined;
}

function toldOf({ status, code }: Problem): string {
  const mark = [status, code].filter((part) => part !== undefined).join(' ');
  return `Sign-ins come from Graph v1.0, because its beta refuses them (${mark}): whether MFA was asked, the network and the session are not visible. Nothing to do.`;
}
