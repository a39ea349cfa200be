import type { Middleware } from '@microsoft/microsoft-graph-client';
import type { Clock } from './clock.ts';
import { step, type Trip } from './middleware.ts';
import type { Pacer } from './pace.ts';
import { problemOf, type Problem } from './problem.ts';
import { lateFailure, problemIn } from './thrown.ts';

export interface Patience {
  readonly attempts: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly pacer: Pacer;
}

const FIRST_WAIT_MS = 500;
const FIRST_WAIT_THROTTLED_MS = 2_000; // Conditional Access and Identity Protection send no Retry-After: 1.5–5 s there
const FIRST_WAIT_AF429_MS = 30_000; // the Management API sends none to rely on: 30–60 s there
const LONGEST_BACK_OFF_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000; // whoever is asked to wait longer than any run lasts gives up now

/** Tries again what passes by itself, each try in its turn, never beyond the deadline. The last answer, or failure, stands. */
export function retry(patience: Patience, trip: Trip): Middleware {
  const { clock, pacer } = patience;
  return step(async (_context, next) => {
    let failed: Thrown | undefined = { error: lateFailure('its turn would come too late') };
    for (let attempt = 1; await pacer.turn(trip.deadline()); attempt += 1) {
      trip.answer = undefined;
      failed = await failureOf(next);
      const problem = failed === undefined ? inAnswer(trip, clock) : problemIn(failed.error);
      if (problem?.transient !== true) break;
      const again = nextTry(problem, attempt, patience);
      if (again >= trip.deadline()) break;
      await clock.sleep(again - clock.now());
    }
    if (failed !== undefined) throw failed.error;
  });
}

interface Thrown {
  readonly error: unknown;
}

/** When to try again; never, if that was enough. Whoever shares the bucket waits too, if it was too full. */
function nextTry(problem: Problem, attempt: number, { attempts, clock, random, pacer }: Patience): number {
  const wait = waitBefore(problem, attempt, random);
  if (problem.kind === 'throttled') pacer.hold(clock.now() + Math.min(wait, LONGEST_WAIT_MS));
  return attempt >= attempts || wait > LONGEST_WAIT_MS ? Infinity : clock.now() + wait;
}

function inAnswer({ answer }: Trip, clock: Clock): Problem | undefined {
  return answer === undefined || answer.status < 300 ? undefined : problemOf(answer, clock.now());
}

async function failureOf(next: () => Promise<void>): Promise<Thrown | undefined> {
  try {
    await next();
    return undefined;
  } catch (error) {
    return { error }; // thrown on by the caller, unless it passes
  }
}

/** As long as was asked for and a little more, so that all who were told the same do not come back together; else full jitter. */
export function waitBefore(problem: Problem, attempt: number, random: () => number): number {
  if (problem.retryAfterMs !== undefined) return problem.retryAfterMs + random() * FIRST_WAIT_MS;
  if (problem.code === 'AF429') return FIRST_WAIT_AF429_MS * (1 + random());
  const first = problem.kind === 'throttled' ? FIRST_WAIT_THROTTLED_MS : FIRST_WAIT_MS;
  return random() * Math.min(LONGEST_BACK_OFF_MS, first * 2 ** (attempt - 1));
}
