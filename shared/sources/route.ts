import * as z from 'zod';
import type { FeedName } from '../model/feed.ts';
import { bodyOf, malformed } from '../platform/answer.ts';
import type { Api } from '../platform/api.ts';
import type { ProblemKind } from '../platform/problem.ts';

/** What a tenant has bought of Entra ID; `unknown`: nobody could say. */
export type Licence = 'free' | 'p1' | 'p2' | 'unknown';

/** What the operator wants: Graph's sign-ins, the unified audit log's, or whatever the licence allows. */
export type RouteSetting = 'auto' | 'graph' | 'management';

/** What is known that decides the route: plain JSON, kept by the caller. Times are milliseconds since 1970. */
export interface RouteState {
  readonly licence: Licence;
  readonly licenceAt: number;
  /** Of the readings of sign-ins: how many failed in a row, how many of them for want of a licence, how many went well in a row. */
  readonly failures: number;
  readonly refusals: number;
  readonly successes: number;
  /** When sign-ins were last read. */
  readonly goodAt: number | undefined;
  /** The unified audit log stands in for sign-ins. */
  readonly isStoodIn: boolean;
}

export const FIRST_ROUTE: RouteState = {
  licence: 'unknown',
  licenceAt: 0,
  failures: 0,
  refusals: 0,
  successes: 0,
  goodAt: undefined,
  isStoodIn: false,
};

export interface Route {
  readonly signIns: 'graph' | 'management' | 'both';
  readonly feeds: readonly FeedName[];
  /** What the operator should know or do, a sentence each. */
  readonly told: readonly string[];
  /** What nobody can see on this route, a sentence each. */
  readonly notVisible: readonly string[];
}

/** Tenants with P1 got the refusal of those without in nine of ten calls, so one says nothing: facts/data-sources.md §1.1, 8.2. */
const SEVERAL = 5;
/** Sign-ins must be read so often in a row before nothing stands in for them any more. */
const STEADY = 3;
const DAY_MS = 86_400_000;
/** Licences are asked for daily; an answer that old was not renewed for a week. */
const LICENCE_GOOD_MS = 7 * DAY_MS;

const EVERYWHERE: readonly FeedName[] = ['directory-audits', 'message-traces', 'audit-exchange'];
const GRAPH: readonly FeedName[] = ['sign-ins', 'background-sign-ins', ...EVERYWHERE];
const FEEDS: Readonly<Record<Route['signIns'], readonly FeedName[]>> = {
  graph: GRAPH,
  management: ['audit-entra', ...EVERYWHERE],
  both: [...GRAPH, 'audit-entra'],
};

/** After the licences were read, or could not be: what was known stays known for a week. */
export function afterLicence(state: RouteState, licence: Licence, now: number): RouteState {
  return licence === 'unknown' ? state : { ...state, licence, licenceAt: now };
}

/** After interactive sign-ins were read from Graph (`good`), or failed with a problem. */
export function afterSignIns(state: RouteState, outcome: 'good' | ProblemKind, now: number): RouteState {
  if (outcome === 'good') {
    const successes = state.successes + 1;
    const isStoodIn = state.isStoodIn && successes < STEADY;
    return { ...state, failures: 0, refusals: 0, successes, goodAt: now, isStoodIn };
  }
  const failures = state.failures + 1;
  const refusals = outcome === 'licence-missing' ? state.refusals + 1 : 0;
  return { ...state, failures, refusals, successes: 0, isStoodIn: state.isStoodIn || failures >= SEVERAL };
}

/** Which logs are read now. What the operator says goes before what the licence says. */
export function routeOf(state: RouteState, setting: RouteSetting, now: number): Route {
  const licence = now - state.licenceAt > LICENCE_GOOD_MS ? 'unknown' : state.licence;
  const signIns = setting === 'auto' ? chosen(state, licence, now) : setting;
  return {
    signIns,
    feeds: FEEDS[signIns],
    told: toldOn(signIns, state, licence, setting),
    notVisible: notVisibleOn(signIns, licence),
  };
}

function chosen(state: RouteState, licence: Licence, now: number): Route['signIns'] {
  const { goodAt, refusals, isStoodIn } = state;
  const wasGood = goodAt !== undefined && now - goodAt <= DAY_MS;
  if (licence === 'free') return wasGood && refusals === 0 ? 'graph' : 'management';
  if (licence === 'unknown' && !wasGood) return 'both';
  return isStoodIn ? 'both' : 'graph';
}

function toldOn(
  signIns: Route['signIns'],
  { refusals, failures }: RouteState,
  licence: Licence,
  setting: RouteSetting,
): readonly string[] {
  if (setting !== 'auto') return [CHOSEN[setting]];
  if (signIns === 'management') return [NO_P1];
  const told = licence === 'unknown' ? [NO_LICENCE] : [];
  const hasP1 = licence === 'p1' || licence === 'p2';
  if (hasP1 && refusals >= SEVERAL) return [...told, CHECK_DIRECTORY];
  return signIns === 'both' && failures > 0 ? [...told, STAND_IN] : told;
}

const CHOSEN = {
  graph:
    'Sign-ins are read from Graph, because the settings say so; nothing stands in for them where that fails.',
  management:
    'Sign-ins are read from the unified audit log, because the settings say so; they arrive about an hour later.',
} as const;
const NO_P1 =
  'This tenant has no Entra ID P1: sign-ins come from the unified audit log and arrive about an hour later. Nothing to do.';
const NO_LICENCE =
  'The licences of this tenant could not be read. Run `infra/grant-permissions.sh`: Directory.Read.All is needed for it.';
const CHECK_DIRECTORY =
  'Microsoft says this tenant has no Entra ID P1, though it has: that happens where Directory.Read.All is missing. The unified audit log stands in, about an hour later. Run `infra/grant-permissions.sh`.';
const STAND_IN =
  'Sign-ins cannot be read from Graph at present: the unified audit log stands in, about an hour later, and Graph is tried again. Nothing to do.';

function notVisibleOn(signIns: Route['signIns'], licence: Licence): readonly string[] {
  if (signIns === 'management') return IN_THE_AUDIT_LOG;
  return licence === 'p2' ? [] : [NO_RISK];
}

const NO_RISK = "Microsoft's own verdict on the risk of a sign-in is hidden without Entra ID P2.";
const IN_THE_AUDIT_LOG: readonly string[] = [
  'The unified audit log does not say whether MFA was asked at a sign-in, or how it was passed.',
  'Sign-ins arrive there an hour or more after they happened, and Microsoft promises no time.',
  'Sign-ins from before Vigil was set up cannot be read there.',
  'Sign-ins that apps make in the background are not listed apart there, and some may be missing.',
  "Microsoft's own verdict on the risk of a sign-in is not there.",
];

const skus = z.object({
  value: z.array(
    z.object({
      capabilityStatus: z.string().nullish(),
      servicePlans: z.array(
        z.object({ servicePlanName: z.string().nullish(), provisioningStatus: z.string().nullish() }),
      ),
    }),
  ),
});

/** What the tenant has of Entra ID. Throws a `Failure` where it cannot be read: that is `unknown`, and not `free`. */
export async function readLicence(
  { get }: Pick<Api, 'get'>,
  now: () => number,
  deadline?: () => number,
): Promise<Licence> {
  const answer = await get('/v1.0/subscribedSkus', deadline === undefined ? {} : { deadline });
  const read = skus.safeParse(bodyOf(answer, now()));
  if (!read.success) throw malformed(answer.status, 'the answer is JSON, but no list of licences');
  const plans = read.data.value
    .filter(({ capabilityStatus }) => !/^(suspended|deleted|lockedout)$/i.test(capabilityStatus ?? ''))
    .flatMap(({ servicePlans }) => servicePlans)
    .filter(({ provisioningStatus }) => provisioningStatus === 'Success')
    .map(({ servicePlanName }) => servicePlanName);
  if (plans.includes('AAD_PREMIUM_P2')) return 'p2';
  return plans.includes('AAD_PREMIUM') ? 'p1' : 'free';
}
