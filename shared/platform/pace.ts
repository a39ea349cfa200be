import type { Clock } from './clock.ts';

/** One bucket of requests. Every client that draws on the same quota of Microsoft's shares one. */
export interface Pacer {
  /** Waits until one more request is allowed. False, and at once, where that would be past the deadline. */
  readonly turn: (deadline: number) => Promise<boolean>;
  /** Nobody's turn comes before that instant: somebody was told to wait. */
  readonly hold: (until: number) => void;
}

/** For what Microsoft hardly limits. */
export const unpaced: Pacer = { turn: () => Promise.resolve(true), hold: () => undefined };

interface Span {
  readonly most: number;
  readonly ms: number;
}

const TEN_SECONDS = 10_000;

/**
 * At most ⌈rate⌉ requests in any 10 s and, where the rate is a fraction, exactly its share in any longer window:
 * 2.5 is at most 3 in 10 s and 5 in 20 s. Turns come in the order they were asked for.
 */
export function pacer(per10s: number, clock: Clock): Pacer {
  const spans = spansOf(per10s);
  const longest = Math.max(...spans.map(({ most }) => most));
  let granted: number[] = [];
  let heldUntil = -Infinity;
  let queued = 0;
  let last: Promise<unknown> = Promise.resolve();

  function next(ahead: number): number {
    const now = clock.now();
    granted = granted.map((time) => Math.min(time, now)); // a clock that went back must not freeze us
    return turnAfter(ahead, granted, spans, Math.max(now, heldUntil));
  }

  async function wait(deadline: number): Promise<boolean> {
    for (;;) {
      const at = next(0);
      if (at > deadline) return false;
      const ms = at - clock.now();
      if (ms <= 0) break;
      await clock.sleep(ms);
    }
    granted = [...granted, clock.now()].slice(-longest);
    return true;
  }

  return {
    turn(deadline) {
      if (next(queued) > deadline) return Promise.resolve(false);
      queued += 1;
      const mine = last.then(() => wait(deadline)).finally(() => (queued -= 1));
      last = mine.catch(() => undefined); // the one who waited is told; the next in line goes on
      return mine;
    },
    hold(until) {
      heldUntil = Math.max(heldUntil, until);
    },
  };
}

function spansOf(per10s: number): readonly Span[] {
  if (!(per10s > 0)) throw new RangeError(`no request is ever allowed at ${per10s} per 10 s`);
  for (let tens = 1; tens <= 20; tens += 1) {
    const most = per10s * tens;
    if (!Number.isInteger(most)) continue;
    return [
      { most: Math.ceil(per10s), ms: TEN_SECONDS },
      { most, ms: TEN_SECONDS * tens },
    ];
  }
  throw new RangeError(`${per10s} per 10 s does not come out even within 200 s`);
}

/** When the turn after so many others comes, if each is taken as soon as it may. */
function turnAfter(
  ahead: number,
  granted: readonly number[],
  spans: readonly Span[],
  notBefore: number,
): number {
  const at = Math.max(notBefore, ...spans.map((span) => freeAt(granted, span)));
  return ahead === 0 ? at : turnAfter(ahead - 1, [...granted, at], spans, notBefore);
}

function freeAt(times: readonly number[], { most, ms }: Span): number {
  const blocking = times[times.length - most];
  return blocking === undefined ? -Infinity : blocking + ms;
}
