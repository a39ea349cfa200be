import { detectors } from '../../shared/detectors/index.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import { createWatch, type Watch } from '../../shared/pipeline/watch.ts';
import { USUAL_BUDGET, type WatchParts } from '../../shared/pipeline/watch-parts.ts';
import { openPlaces } from '../../shared/place/index.ts';
import { read } from '../../shared/sources/index.ts';
import { ledgerKeeper } from '../../shared/store/keeper.ts';
import { memoryLedger } from '../../shared/store/memory-ledger.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import type { Ledger } from '../../shared/model/ledger.ts';
import type { Line } from '../budgets.ts';
import { benchTenant } from './tenant.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const MS_A_MINUTE = 60_000;
const DAYS = 45;
const KIB = 1_024;

const places = openPlaces();

/** What ticks of a learned tenant cost at a number of users: requests to the table, and bytes in it. */
export async function tickLines(users: number): Promise<readonly Line[]> {
  const clock = { now: NOW };
  const requests = { count: 0 };
  const ledger = memoryLedger({ onRequest: () => (requests.count += 1) });
  const tenant = benchTenant(users, DAYS, NOW);
  const watchOf = (): Watch =>
    createWatch(
      partsOf(
        ledger,
        tenant.feeds(() => clock.now),
        clock,
      ),
    );
  const counted = async (watch: Watch): Promise<number> => {
    const before = requests.count;
    await watch.tick();
    return requests.count - before;
  };

  const watch = watchOf();
  for (let tick = 0; tick < 62; tick += 1, clock.now += MS_A_MINUTE) await watch.tick();
  const quiet = await counted(watch);
  clock.now += 6 * MS_A_MINUTE;
  const records = tenant.everybody(clock.now);
  const warm = await counted(watch);
  clock.now += 6 * MS_A_MINUTE;
  tenant.everybody(clock.now);
  const cold = await counted(watchOf());
  const bytes = await bytesIn(ledger);
  const held = users <= 300;
  return [
    line(`${users} users, requests of a tick with nothing due`, quiet, held ? 1 : undefined),
    line(`${users} users, requests of a warm tick in which all were active`, warm, held ? 4 : undefined),
    line(`${users} users, requests of a cold tick`, cold, held ? 9 : undefined),
    line(`${users} users, requests for 1,000 events, warm`, (warm / records) * 1_000, 10),
    line(`${users} users, KiB kept of a user`, bytes.memory / users / KIB, 12),
    line(`${users} users, KiB kept of the last days' events in all`, bytes.log / KIB, undefined),
    line(`${users} users, bytes of the head`, bytes.head, 8 * KIB),
  ];
}

function line(what: string, value: number, limit: number | undefined): Line {
  return { what, value, unit: '', limit, note: '' };
}

function partsOf(ledger: Ledger, feeds: WatchParts['feeds'], clock: { readonly now: number }): WatchParts {
  const declared = declaredBy(detectors);
  return {
    keeper: ledgerKeeper(ledger),
    feeds,
    route: {
      feeds: () => [...feeds.keys()],
      after: (state) => state,
      ask: (state) => Promise.resolve(state),
    },
    readRecord: read,
    explain: () => undefined,
    directory: () => Promise.resolve({ domains: ['bench.example'], people: [] }),
    posture: () => Promise.resolve({}),
    detectors,
    declared,
    createMemory: (ownDomains) => memoryStore(declared, ownDomains),
    placeOf: (address) => places.of(address),
    ownDomains: [],
    now: () => clock.now,
    owner: 'bench',
    budget: USUAL_BUDGET,
  };
}

async function bytesIn(
  ledger: Ledger,
): Promise<{ readonly memory: number; readonly log: number; readonly head: number }> {
  let [memory, log] = [0, 0];
  for await (const { key, body } of ledger.rows('a~')) {
    if (key.startsWith('a~mem~')) memory += body.byteLength;
    if (key.startsWith('a~log~')) log += body.byteLength;
  }
  return { memory, log, head: (await ledger.head())?.body.byteLength ?? 0 };
}
