import type { Tick } from '../../shared/pipeline/watch.ts';
import type { Holds } from './tally.ts';
import type { VirtualTime } from './time.ts';
import type { WatchedLedger } from './watched-ledger.ts';

const WHILE_MS = 60_000;

export interface TrialParts {
  readonly store: WatchedLedger;
  readonly holds: Holds;
  readonly time: VirtualTime;
  /** Of a process of the present version. */
  readonly tick: () => Promise<Tick>;
}

/** A newer version writes its own layout; the present one must refuse it and change nothing. Then the newer one is taken back. */
export async function layoutTrial({ store, holds, time, tick }: TrialParts): Promise<void> {
  const { ledger } = store;
  const before = await ledger.head();
  if (before === undefined) return;
  const newer = { ...(JSON.parse(Buffer.from(before.body).toString()) as object), layout: 99, until: 1 };
  const tag = await ledger.commit({ body: Buffer.from(JSON.stringify(newer)), tag: before.tag }, []);
  const commits = store.commits();
  const refused = await tick().then(
    () => '',
    (error: unknown) => String(error),
  );
  await time.wait(WHILE_MS);
  holds.that(
    'another layout is refused',
    (/layout 99/.test(refused) || /Crash|StoreDown/.test(refused)) && store.commits() === commits,
    () => `the tick ended by "${refused}" after ${store.commits() - commits} commits`,
  );
  await ledger.commit({ body: before.body, tag }, []);
}
