import { describe, expect, it } from '@jest/globals';
import { isWithin } from '../../../bench/budgets.ts';
import { quietLines, requestLines, startLines, stateLines, tickLines } from '../../../bench/watch/lines.ts';
import type { TickCost, Ticks } from '../../../bench/watch/ticks.ts';

const cost = (requests: number, events = 10): TickCost => ({ requests, kinds: '1 read', events });

function ticks(users: number, changes: Partial<Ticks> = {}): Ticks {
  return {
    users,
    days: 60,
    learned: {
      memory: users * 2_000,
      buckets: 64,
      fullest: 20_000,
      log: 7_000,
      events: 100,
      all: 9_000,
      rows: 70,
      head: 700,
    },
    nothingDue: cost(1, 0),
    usual: cost(4),
    everybody: cost(5, 600),
    cold: cost(9),
    coldEverybody: cost(10, 600),
    largest: { rows: 99, bytes: 2_700_000 },
    ...changes,
  };
}

describe('the lines of ticks', () => {
  it('hold those of 300 users to the budgets of a tick, and not to that of events', () => {
    expect(tickLines(ticks(300)).map((line) => [line.value, line.limit, isWithin(line)])).toEqual([
      [1, 1, true],
      [4, 4, true],
      [9, 9, true],
      [5, 4, false],
      [10, 9, false],
      [(5 / 600) * 1_000, undefined, undefined],
    ]);
  });

  it('hold those of 1,000 users to the budget of events, and a tick with nothing due to one read', () => {
    expect(tickLines(ticks(1_000, { nothingDue: cost(2, 0) })).map(isWithin)).toEqual([
      false,
      undefined,
      undefined,
      undefined,
      undefined,
      true,
    ]);
  });
});

describe('the lines of state', () => {
  it('are bytes of a user and of an event, and the bounds of a transaction', () => {
    expect(stateLines(ticks(300)).map(({ value, unit, limit }) => [value, unit, limit])).toEqual([
      [2, 'KB', 12],
      [70, 'B', undefined],
      [9, 'KB', undefined],
      [0.7, 'KB', 8],
      [99, '', 99],
      [2_700, 'KB', 2_700],
    ]);
  });
});

describe('the lines of requests', () => {
  it('tell by how much the dearest window passes one request a page', () => {
    const windows = [
      { records: 0, requests: 1 },
      { records: 1_000, requests: 2 },
      { records: 1_001, requests: 4 },
    ];
    const [line] = requestLines([{ log: 'sign-ins', page: 1_000, windows }]);

    expect(line).toMatchObject({ value: 2, limit: 1, note: '0: 1; 1,000: 2; 1,001: 4' });
  });
});

describe('the lines of a cold start', () => {
  it('want one table transaction, and no token and no request', () => {
    expect(quietLines({ table: 1, tokens: 0, microsoft: 0 }).map(isWithin)).toEqual([true, true, true]);
    expect(quietLines({ table: 2, tokens: 1, microsoft: 1 }).map(isWithin)).toEqual([false, false, false]);
  });

  it('hold processor time and the zip to their budgets', () => {
    const load = { ms: 10, cpuMs: 10 };
    const start = {
      rounds: 3,
      ratio: 8.1,
      lowest: 8,
      highest: 9,
      clockRatio: 10,
      quickestRatio: 7,
      app: load,
      skeleton: load,
    };

    expect(startLines(start, { bytes: 12_000_000, files: 5 }).map(isWithin)).toEqual([
      false,
      undefined,
      undefined,
      true,
    ]);
  });
});
