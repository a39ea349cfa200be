import { SEVERITIES, type Severity } from '../../shared/model/finding.ts';
import { grouped } from '../group.ts';
import type { Atlas } from './atlas.ts';
import { ATTACK_KINDS, type AttackKind, type Doing, type SignInDone } from './doing.ts';
import { DAYS, FIRST_DAY } from './calendar.ts';
import { buffaLogs, newRegion, type Rule } from './naive.ts';
import type { Route } from './records.ts';
import { judged, writtenAs, type Judged, type Seen } from './run.ts';
import type { Variant } from './variants.ts';
import { isSignIn, type World } from './world.ts';

const MS_A_DAY = 86_400_000;
/** The first five weeks teach; milliseconds since 1970. */
export const SCORED_FROM = FIRST_DAY + 35 * MS_A_DAY;
export const WEEKS = (DAYS - 35) / 7;

/** What a peaceful life costs its administrator, a week. */
export interface Noise {
  readonly pages: number;
  readonly digests: number;
  /** In all weeks together. */
  readonly criticals: number;
}

/** What became of one break-in. */
export interface Found {
  readonly kind: AttackKind;
  readonly paged: boolean;
  readonly told: boolean;
  /** Of the thief's four sign-ins, how many were told at any level. */
  readonly events: number;
  /** Which of them was the first to be paged, from 1; undefined: none. */
  readonly delay: number | undefined;
}

/** Judges a life without break-ins. */
export function noiseOf(
  world: World,
  { detectors, createStore }: Variant,
  route: Route,
  atlas: Atlas,
): Noise {
  const result = judged(writtenAs(world.life, route, world.seed, atlas), detectors, createStore());
  const incidents = result.incidents.filter(({ firstSeen }) => firstSeen.getTime() >= SCORED_FROM);
  const at = (least: Severity): number =>
    incidents.filter(({ severity }) => isAtLeast(severity, least)).length;
  const lesser = incidents.length - at('high');
  return {
    pages: at('high') / WEEKS,
    digests: (lesser + entriesOf(result)) / WEEKS,
    criticals: at('critical'),
  };
}

/** Lines of digests: what belongs to no incident, once a user and day. */
function entriesOf({ loose }: Judged): number {
  let entries = 0;
  for (const { findings } of loose) {
    const days = findings.flatMap(({ at, last }) => [at.getTime(), last.getTime()]);
    entries += onceEach(days.filter((at) => at >= SCORED_FROM).toSorted((a, b) => a - b));
  }
  return entries;
}

/** How many of these times (ms, ascending) are left when each keeps the others quiet for a while: a day, as detection facts §3.9 count. */
export function onceEach(times: readonly number[], quiet = MS_A_DAY): number {
  let [count, last] = [0, -Infinity];
  for (const at of times) if (at - last >= quiet) [count, last] = [count + 1, at];
  return count;
}

/** Judges a life with break-ins. */
export function foundIn(
  world: World,
  { detectors, createStore }: Variant,
  route: Route,
  atlas: Atlas,
): readonly Found[] {
  const written = writtenAs([...world.life, ...world.attacks], route, world.seed, atlas);
  const { seen } = judged(written, detectors, createStore());
  const visits = grouped(world.attacks, ({ attack }) => attack?.number);
  const told = grouped(
    seen.filter(({ doing }) => isAttack(doing)),
    ({ doing }) => doing,
  );
  return [...visits.values()].map((all) => foundOf(all, told));
}

function foundOf(
  visits: readonly SignInDone[],
  told: ReadonlyMap<Doing | undefined, readonly Seen[]>,
): Found {
  const levels = visits.map((visit) => (told.get(visit) ?? []).map(({ seen }) => seen.severity));
  const first = levels.findIndex((severities) => severities.some((severity) => isAtLeast(severity, 'high')));
  return {
    kind: visits[0]?.attack?.kind ?? ATTACK_KINDS[0],
    paged: first >= 0,
    told: levels.some((severities) => severities.length > 0),
    events: levels.filter((severities) => severities.length > 0).length,
    delay: first < 0 ? undefined : first + 1,
  };
}

function isAttack(doing: Doing | undefined): boolean {
  return doing?.what === 'sign-in' && doing.attack !== undefined;
}

function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

/** What two naive rules cost and find on the same life. */
export function naiveIn(
  world: World,
  atlas: Atlas,
): Readonly<
  Record<
    'buffaLogs' | 'newRegion',
    { readonly alerts: number; readonly found: readonly { kind: AttackKind; told: boolean }[] }
  >
> {
  return { buffaLogs: ruleIn(world, buffaLogs, atlas), newRegion: ruleIn(world, newRegion, atlas) };
}

function ruleIn(
  world: World,
  create: () => Rule,
  atlas: Atlas,
): { alerts: number; found: readonly { kind: AttackKind; told: boolean }[] } {
  const told = (doings: readonly Doing[]): readonly SignInDone[] => {
    const rule = create();
    return doings.filter(isSignIn).filter((doing) => rule(doing, atlas.placeOf(doing.address)));
  };
  const byUser = grouped(
    told(world.life).filter(({ at }) => at >= SCORED_FROM),
    ({ by }) => by.number,
  );
  const alerts =
    [...byUser.values()].reduce((sum, all) => sum + onceEach(all.map(({ at }) => at)), 0) / WEEKS;
  const hit = new Set(told([...world.life, ...world.attacks].toSorted((a, b) => a.at - b.at)));
  const visits = grouped(world.attacks, ({ attack }) => attack?.number);
  const found = [...visits.values()].map((all) => ({
    kind: all[0]?.attack?.kind ?? ATTACK_KINDS[0],
    told: all.some((visit) => hit.has(visit)),
  }));
  return { alerts, found };
}
