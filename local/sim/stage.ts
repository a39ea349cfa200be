import type { OpenTenant } from '../tenant/open-tenant.ts';
import type { Detector } from '../../shared/model/finding.ts';
import type { Watch } from '../../shared/pipeline/watch.ts';
import type { Renewable } from '../../shared/platform/api.ts';
import { isOn } from './faults.ts';
import { mishapsOf } from './mishaps.ts';
import { processOf } from './processes.ts';
import { randomOf } from './random.ts';
import type { Handed } from './served.ts';
import type { Setup } from './setup.ts';
import { count, type Counts, type Holds } from './tally.ts';
import type { VirtualTime } from './time.ts';
import type { WatchedLedger } from './watched-ledger.ts';
import { webOf } from './web.ts';
import { MS_A_MINUTE } from './world.ts';

/** What all processes of a run stand on. */
export interface Stage {
  readonly seed: number;
  readonly setup: Setup;
  readonly time: VirtualTime;
  readonly tenant: OpenTenant;
  readonly store: WatchedLedger;
  readonly holds: Holds;
  readonly struck: Counts;
  readonly note: (line: string) => void;
  /** What each process was given in its present tick, by owner. */
  readonly handed: Map<string, Handed>;
  /** The switches; off once the week is over. */
  bits: number;
  /** Who asks the tenant at this very moment. */
  asking: Handed | undefined;
  /** Ticks under way. */
  working: number;
  /** A newer version has been here. */
  isOtherLayout: boolean;
}

/** A process from its start to its crash. */
export interface Life {
  readonly owner: string;
  readonly watch: Watch;
  readonly handed: Handed;
  readonly detectors: readonly Detector[];
}

const MOST_SKEW_MS = 2 * MS_A_MINUTE;

/** Starts a process, with mishaps and a clock of its own. */
export function start(stage: Stage): Life {
  const { seed, setup, time, tenant, store, struck, note, handed } = stage;
  const owner = `process-${handed.size + 1}`;
  const random = randomOf(seed, owner);
  const mishaps = mishapsOf({ random, bits: () => stage.bits, time, struck });
  const mine: Handed = { began: 0, records: [] };
  handed.set(owner, mine);
  const onAsked = (what: string): void => note(`${owner} ${what}`);
  const answering = <T>(ask: () => T): T => {
    stage.asking = mine;
    const answer = ask();
    stage.asking = undefined;
    return answer;
  };
  const ahead = skewOf(stage, random.int(-MOST_SKEW_MS, MOST_SKEW_MS));
  const detectors = listNow(stage);
  const watch = processOf({
    owner,
    ledger: store.seenBy(mishaps, random, onAsked),
    fetch: webOf({ tenant, mishaps, random, onAsked, answering }),
    clock: {
      now: () => time.now() + ahead,
      sleep: mishaps.before,
      abortAfter: () => new AbortController().signal,
    },
    random: random.next,
    credentialFor: (resource) => credentialOf(tenant, resource, time),
    detectors,
    setup,
  });
  return { owner, watch, handed: mine, detectors };
}

/** The detectors of the version that is deployed by now. */
export function listNow({ setup, time }: Stage): readonly Detector[] {
  return setup.lists[time.now() >= setup.deployedAt ? 1 : 0];
}

function skewOf({ bits, struck }: Stage, skew: number): number {
  if (!isOn(bits, 'skew')) return 0;
  count(struck, 'skew');
  return skew;
}

/** A managed identity, of which nothing fails. */
function credentialOf(tenant: OpenTenant, resource: string, time: VirtualTime): Renewable {
  let given: { readonly token: string; readonly expiresOnTimestamp: number } | undefined;
  return {
    async getToken() {
      if (given !== undefined && given.expiresOnTimestamp > time.now() + MS_A_MINUTE) return given;
      const { answer } = tenant.answer({
        method: 'GET',
        url: new URL(`https://identity.test/msi/token?resource=${resource}`),
        headers: { 'x-identity-header': tenant.settings().identityHeader },
        body: '',
      });
      const { access_token: token, expires_on: until } = answer.body as Record<string, string>;
      return (given = { token: token ?? '', expiresOnTimestamp: Number(until) * 1_000 });
    },
  };
}
