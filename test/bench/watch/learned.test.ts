import { describe, expect, it } from '@jest/globals';
import { countedLedger } from '../../../bench/watch/ledger.ts';
import { learn } from '../../../bench/watch/learned.ts';
import { MS_A_DAY, MS_A_MINUTE, openLogs } from '../../../bench/watch/logs.ts';
import { watchParts } from '../../../bench/watch/parts.ts';
import { ALL, PREFIX } from '../../../shared/pipeline/keys.ts';
import { createWatch } from '../../../shared/pipeline/watch.ts';
import { ledgerKeeper } from '../../../shared/store/keeper.ts';
import type { Ledger } from '../../../shared/model/ledger.ts';

const USERS = 5;
const DAYS = 20;
const EARLY = Date.parse('2026-03-03T06:00:00Z');

async function valuesUnder(ledger: Ledger, prefix: string): Promise<ReadonlyMap<string, unknown>> {
  return (await ledgerKeeper(ledger).load(prefix)).values;
}

/** What a watch knows that has ticked each hour since the second of those days; its logs have no older past. */
async function watched(): Promise<ReadonlyMap<string, unknown>> {
  const { ledger } = countedLedger();
  const clock = { now: EARLY - (DAYS - 1) * MS_A_DAY };
  const parts = watchParts(ledger, openLogs(USERS), () => clock.now);
  const feeds = new Map([...parts.feeds].map(([name, feed]) => [name, { ...feed, keepDays: 1 }]));
  const watch = createWatch({ ...parts, feeds });
  for (; clock.now <= EARLY; clock.now += 60 * MS_A_MINUTE) await watch.tick();
  const values = new Map(await valuesUnder(ledger, ALL));
  values.delete(PREFIX.posture);
  return values;
}

describe('what the bench has a watch learn', () => {
  it('is what a watch would have learned, tick by tick', async () => {
    const { ledger } = countedLedger();
    await learn(
      watchParts(ledger, openLogs(USERS), () => EARLY),
      DAYS,
    );

    expect(await valuesUnder(ledger, ALL)).toEqual(await watched());
  });

  it('leaves nothing due', async () => {
    const { ledger, requests } = countedLedger();
    const parts = watchParts(ledger, openLogs(USERS), () => EARLY);
    await learn(parts, DAYS);
    const before = requests.length;

    expect(await createWatch(parts).tick()).toEqual({ did: 'nothing', because: 'nothing is due' });
    expect(requests.slice(before)).toEqual(['read']);
  });
});
