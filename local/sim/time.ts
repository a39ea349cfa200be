/** Virtual time: it stands while anybody works, and jumps to the next moment somebody waits for. */
export interface VirtualTime {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** Lets time pass until the work is done. */
  readonly drive: <T>(work: Promise<T>) => Promise<T>;
}

interface Waiting {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

/** Who waits for the same moment is woken in the order of asking, one by one: the same seed runs the same way. */
export function virtualTime(from: number): VirtualTime {
  const waiting: Waiting[] = [];
  let [now, order] = [from, 0];

  function takeFirst(): Waiting | undefined {
    let first = 0;
    for (let index = 1; index < waiting.length; index += 1)
      if (isBefore(waiting[index], waiting[first])) first = index;
    return waiting.splice(first, 1)[0];
  }

  return {
    now: () => now,
    wait: (ms) =>
      new Promise((wake) => waiting.push({ at: now + Math.max(0, ms), order: (order += 1), wake })),
    async drive(work) {
      let isDone = false;
      const watched = work.finally(() => (isDone = true));
      watched.catch(() => undefined); // whoever drives is told by what is given back
      for (;;) {
        await quiet();
        if (isDone) return watched;
        const next = takeFirst();
        if (next === undefined) throw new Error('everybody waits for somebody else');
        now = Math.max(now, next.at);
        next.wake();
      }
    },
  };
}

/** Until nobody has anything left to do but wait: there is no input and no output in here. */
function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isBefore(one: Waiting | undefined, other: Waiting | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.at - other.at < 0 || (one.at === other.at && one.order < other.order);
}
