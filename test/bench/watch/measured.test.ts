import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { busiestMailer } from '../../../bench/watch/bounds.ts';
import { countedLedger, storedIn } from '../../../bench/watch/ledger.ts';
import { beyondPages, windowCosts } from '../../../bench/watch/requests.ts';
import { zippedSize } from '../../../bench/watch/size.ts';
import { summaryOf } from '../../../bench/watch/start.ts';
import { kindsOf, ticksOf } from '../../../bench/watch/ticks.ts';
import { ledgerKeeper } from '../../../shared/store/keeper.ts';

const root = join(import.meta.dirname, '../../..');

describe('a counted ledger', () => {
  it('notes every request, and the largest transaction', async () => {
    const { ledger, requests, largest } = countedLedger();
    const keeper = ledgerKeeper(ledger);
    await keeper.load('a~');
    const tag = await keeper.commit(undefined, [[{ key: 'a~mem~00', value: 'one' }]], () => 'head');
    const two = ['a~log~0000001', 'a~log~0000002'].map((key) => ({ key, value: ['x'] }));
    await keeper.commit(tag, [two], () => 'head');

    expect(requests).toEqual(['query-page', 'commit', 'commit']);
    expect(kindsOf(requests)).toBe('1 query-page, 2 commit');
    expect(largest().rows).toBe(2);
    expect(await storedIn(ledger)).toMatchObject({ buckets: 1, events: 2, rows: 3, head: 4 });
  });
});

describe('ticks', () => {
  it('of a small tenant ask little, and a new process asks more', async () => {
    const { nothingDue, usual, everybody, cold, learned } = await ticksOf(8, 14);

    expect(nothingDue).toEqual({ requests: 1, kinds: '1 read', events: 0 });
    expect(usual.requests).toBe(4);
    expect(everybody.events).toBeGreaterThanOrEqual(16);
    expect(cold.requests).toBeGreaterThan(usual.requests);
    expect(learned.memory / 8).toBeGreaterThan(100);
  });
});

describe('windows', () => {
  it('take one request a page, and of the unified audit log one more for its list', async () => {
    const costs = await windowCosts([0, 60]);

    expect(costs.map(({ log, windows }) => [log, ...windows.map(({ requests }) => requests)])).toEqual([
      ['sign-ins', 1, 1],
      ['background-sign-ins', 1, 1],
      ['directory-audits', 1, 1],
      ['message-traces', 1, 1],
      ['audit-entra', 1, 3],
      ['audit-exchange', 1, 3],
    ]);
    expect(costs.map(beyondPages)).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

describe('sizes', () => {
  it('of the busiest mailer are many recipients', () => {
    expect(busiestMailer()).toBeGreaterThan(4_000 * 5);
  });

  it('of the deployment are those of the zip that is really made', async () => {
    const { bytes, files } = await zippedSize(root);

    expect(files).toBe(8);
    expect(bytes).toBeGreaterThan(8_000_000);
  });
});

describe('a cold start', () => {
  it('is told by the median of pairs, and by the quickest of each', () => {
    const pair = (app: number, skeleton: number): Parameters<typeof summaryOf>[0][number] => ({
      app: { ms: app, cpuMs: app },
      skeleton: { ms: skeleton, cpuMs: skeleton },
    });

    expect(summaryOf([pair(60, 10), pair(90, 10), pair(70, 9)])).toMatchObject({
      rounds: 3,
      ratio: 70 / 9,
      lowest: 6,
      highest: 9,
      quickestRatio: 60 / 9,
      app: { ms: 70 },
    });
  });
});
