import { existsSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pack } from '../../shared/model/pack.ts';
import { createRuns, type Runs } from '../../local/replay/runs.ts';
import type { AuditEvent } from '../../shared/model/events.ts';
import { byOrder, orderOf } from '../../shared/model/order.ts';
import { anyEvent } from '../contracts/any-event.ts';
import { after, mailSent, MONDAY, signIn } from '../support/events.ts';

const NONE: ReadonlySet<number> = new Set();

function sorted(events: readonly AuditEvent[]): readonly AuditEvent[] {
  return events
    .map((event) => ({ event, order: orderOf(event) }))
    .toSorted((a, b) => byOrder(a.order, b.order))
    .map(({ event }) => event);
}

function addAll(runs: Runs, events: readonly AuditEvent[]): void {
  for (const [key, event] of events.entries()) runs.add(event, key);
}

/** Uses runs, and gives their space back whatever happens. */
function withRuns<T>(runs: Runs, use: (runs: Runs) => T): T {
  try {
    return use(runs);
  } finally {
    runs.close();
  }
}

const SIZES = {
  spillBytes: fc.constantFrom(0, 1, 300, 2_000, 1_000_000),
  entriesARun: fc.integer({ min: 1, max: 12 }),
};

describe('runs', () => {
  it('give any events in event order, whatever the size of a run and wherever it lies', () => {
    const given = fc.record({ events: fc.array(anyEvent, { maxLength: 40 }), ...SIZES });
    fc.assert(
      fc.property(given, ({ events, spillBytes, entriesARun }) => {
        withRuns(createRuns(spillBytes, entriesARun), (runs) => {
          addAll(runs, events);
          expect([...runs.inOrder(NONE)]).toStrictEqual(sorted(events));
        });
      }),
      { numRuns: 300 },
    );
  });

  it('find events by their keys, and give all others', () => {
    const given = fc.record({
      events: fc.array(anyEvent, { maxLength: 30 }),
      asked: fc.array(fc.integer({ min: 0, max: 40 })),
      ...SIZES,
    });
    fc.assert(
      fc.property(given, ({ events, asked, spillBytes, entriesARun }) => {
        withRuns(createRuns(spillBytes, entriesARun), (runs) => {
          addAll(runs, events);
          const keys = new Set(asked);
          const wanted = [...events.entries()].filter(([key]) => keys.has(key));
          expect(runs.find(keys)).toEqual(new Map(wanted.map(([key, event]) => [key, pack(event)])));
          expect([...runs.inOrder(keys)]).toEqual(sorted(events.filter((_, key) => !keys.has(key))));
        });
      }),
      { numRuns: 200 },
    );
  });

  it('take events after something was looked for', () => {
    const [first, second, third] = [0, 1, 2].map((minute) =>
      signIn({ at: after(MONDAY, minute), place: undefined }),
    );
    if (first === undefined || second === undefined || third === undefined) throw new Error('no events');
    withRuns(createRuns(0, 2), (runs) => {
      addAll(runs, [third, first]);
      runs.find(new Set([0]));
      runs.add(second, -1);
      expect([...runs.inOrder(new Set([0]))]).toEqual([first, second]);
    });
  });

  it.each([
    ['in memory', 1e9],
    ['in the file', 0],
  ])('keep entries longer than what is read at a time, %s', (_case, spillBytes) => {
    const long = (id: string, letter: string): AuditEvent =>
      mailSent({ id, source: 'unified-audit', subject: letter.repeat(700_000) });
    const events = [long('c', 'ü'), long('a', 'x'), signIn({ place: undefined }), long('b', '€')];
    withRuns(createRuns(spillBytes, 3), (runs) => {
      addAll(runs, events);
      expect([...runs.inOrder(NONE)]).toEqual(sorted(events));
    });
  });

  it('give 10,000 shuffled events in order, the last of them in memory and the others in the file', () => {
    const events = Array.from({ length: 10_000 }, (_, at) =>
      signIn({ id: `id-${at}`, at: after(MONDAY, (at * 7_919) % 10_007), place: undefined }),
    );
    withRuns(createRuns(500_000, 700), (runs) => {
      addAll(runs, events);
      expect([...runs.inOrder(NONE)].map(({ id }) => id)).toEqual(sorted(events).map(({ id }) => id));
    });
  });

  it('are empty where nothing was added', () => {
    withRuns(createRuns(0), (runs) => {
      expect(runs.find(new Set([1])).size).toBe(0);
      expect([...runs.inOrder(NONE)]).toEqual([]);
    });
  });
});

/** Names of spill files that anybody could open. */
function leftInTmp(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => /^vigil-[0-9a-f]{8}-[0-9a-f-]{27}$/.test(name));
}

const OPEN_FILES = '/proc/self/fd';

/** Spill files this process holds open, as Linux shows them. */
function heldOpen(): readonly string[] {
  return readdirSync(OPEN_FILES)
    .map((name) => `${OPEN_FILES}/${name}`)
    .filter((path) => {
      try {
        return readlinkSync(path).includes('/vigil-');
      } catch {
        return false; // the one that was open to read the folder
      }
    });
}

// Which files a process holds open is told by Linux only; the runs themselves are tested everywhere, above.
const onLinux = existsSync(OPEN_FILES) ? describe : describe.skip;

onLinux('the spill file', () => {
  const events = Array.from({ length: 20 }, (_, minute) =>
    signIn({ at: after(MONDAY, minute), place: undefined }),
  );

  it('is not made while the runs fit into memory', () => {
    withRuns(createRuns(1_000_000, 4), (runs) => {
      addAll(runs, events);
      expect([...runs.inOrder(NONE)]).toHaveLength(20);
      expect(heldOpen()).toEqual([]);
    });
  });

  it('has no name, and nobody but its owner may read it', () => {
    withRuns(createRuns(0, 4), (runs) => {
      addAll(runs, events);
      const [held] = heldOpen();
      const file = statSync(held ?? '');

      expect(leftInTmp()).toEqual([]);
      expect(file.mode & 0o777).toBe(0o600);
      expect(file.nlink).toBe(0);
      expect(file.size).toBeGreaterThan(0);
    });
  });

  it('is gone once the runs are closed, twice if need be', () => {
    const runs = createRuns(0, 4);
    addAll(runs, events);
    expect([...runs.inOrder(NONE)]).toHaveLength(20);
    expect(heldOpen()).toHaveLength(1);
    runs.close();
    runs.close();

    expect(heldOpen()).toEqual([]);
    expect(leftInTmp()).toEqual([]);
  });

  it('is gone, too, where its reader fails half way', () => {
    expect(() =>
      withRuns(createRuns(0, 4), (runs) => {
        addAll(runs, events);
        for (const event of runs.inOrder(NONE)) throw new Error(`cannot judge ${event.id}`);
      }),
    ).toThrow('cannot judge');

    expect(heldOpen()).toEqual([]);
    expect(leftInTmp()).toEqual([]);
  });
});
