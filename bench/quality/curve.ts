import type { Detector } from '../../shared/model/finding.ts';
import { showsPerson, signInDays } from '../../shared/model/habits.ts';
import { candidateOf, scoreOf } from '../../shared/model/score/score.ts';
import type { Atlas } from './atlas.ts';
import type { AttackKind, SignInDone } from './doing.ts';
import { onceEach, SCORED_FROM, WEEKS } from './measure.ts';
import { judged, writtenAs } from './run.ts';
import type { Variant } from './variants.ts';
import type { World } from './world.ts';

/** One sign-in with its score, whatever was told of it. */
interface Scored {
  readonly points: number;
  /** Without those of the device, which alone page nobody. */
  readonly beside: number;
  readonly user: number;
  readonly at: number;
  readonly attack: SignInDone['attack'];
}

/** The scores of a life with break-ins: what every threshold would have cost and found. */
export interface Curve {
  /** Ordinary sign-ins from so many points on, a week, once a user and day. */
  readonly ordinary: (from: number) => number;
  /** Those of them that would page, once a user in three days. */
  readonly pages: (from: number) => number;
  /** The strangest sign-in of each break-in. */
  readonly attacks: readonly {
    readonly kind: AttackKind;
    readonly points: number;
    readonly pages: (from: number) => boolean;
  }[];
}

const MS_A_DAY = 86_400_000;
/** As the detector has it. */
const BESIDE_DEVICE = 40;
/** Users watched for less have other thresholds. */
const WATCHED_DAYS = 10;

/** Scores every sign-in of users who are watched long enough. */
export function curveOf(world: World, variant: Variant, atlas: Atlas): Curve {
  const scores = scoresIn(world, variant, atlas);
  const benign = scores.filter(({ attack }) => attack === undefined);
  const numbers = [...new Set(scores.flatMap(({ attack }) => (attack === undefined ? [] : [attack.number])))];
  const attacks = numbers.map((number) => scores.filter(({ attack }) => attack?.number === number));
  const aWeek = (of: readonly Scored[], once: number): number =>
    [...new Set(of.map(({ user }) => user))].reduce(
      (sum, user) =>
        sum +
        onceEach(
          of.filter((one) => one.user === user).map(({ at }) => at),
          once,
        ),
      0,
    ) / WEEKS;
  return {
    ordinary: (from) =>
      aWeek(
        benign.filter(({ points }) => points >= from),
        MS_A_DAY,
      ),
    pages: (from) =>
      aWeek(
        benign.filter((one) => isPage(one, from)),
        3 * MS_A_DAY,
      ),
    attacks: attacks.flatMap((all) => {
      const kind = all[0]?.attack?.kind;
      const points = Math.max(...all.map((one) => one.points));
      return kind === undefined
        ? []
        : [{ kind, points, pages: (from: number) => all.some((one) => isPage(one, from)) }];
    }),
  };
}

function isPage({ points, beside }: Scored, from: number): boolean {
  return points >= from && beside >= BESIDE_DEVICE;
}

function scoresIn(world: World, { detectors, createStore }: Variant, atlas: Atlas): readonly Scored[] {
  const written = writtenAs([...world.life, ...world.attacks], 'graph', world.seed, atlas);
  const doingOf = new Map(written.map(({ event, doing }) => [event.id, doing]));
  const scores: Scored[] = [];
  const detect: Detector['detect'] = {
    'sign-in'(event, memory) {
      const doing = doingOf.get(event.id);
      if (doing?.what !== 'sign-in' || event.errorCode !== 0 || doing.at < SCORED_FROM)
        return { outcome: 'usual' };
      if (!showsPerson(event) || signInDays(memory, event.actor) < WATCHED_DAYS) return { outcome: 'usual' };
      const { points, device } = scoreOf(candidateOf(event), memory, undefined);
      scores.push({
        points,
        beside: points - (device?.points ?? 0),
        user: doing.by.number,
        at: doing.at,
        attack: doing.attack,
      });
      return { outcome: 'usual' };
    },
  };
  const probes = detectors
    .filter(({ id }) => id === 'unfamiliar-sign-in')
    .map((one) => ({ ...one, id: 'probe', detect }));
  judged(written, [...detectors, ...probes], createStore());
  return scores;
}
