import { detectors } from '../../shared/detectors/index.ts';
import { unfamiliarSignInBy } from '../../shared/detectors/unfamiliar-sign-in.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import type { Detector } from '../../shared/model/finding.ts';
import type { Memory } from '../../shared/model/memory.ts';
import { NO_POLICY, type Sensitivity } from '../../shared/model/policy.ts';
import type { Join } from '../../shared/model/score/strange.ts';
import type { MemoryStore } from '../../shared/model/store.ts';
import { dayOf } from '../../shared/model/time.ts';
import { memoryStore } from '../../shared/store/memory.ts';

/** Vigil as it is, or with one thing taken away to see what it was good for. */
export interface Variant {
  readonly name: string;
  readonly detectors: readonly Detector[];
  readonly createStore: () => LearningStore;
}

type LearningStore = MemoryStore & Pick<ReturnType<typeof memoryStore>, 'believe'>;

/** Vigil at a sensitivity. */
export function atSensitivity(sensitivity: Sensitivity): Variant {
  return { name: sensitivity, detectors, createStore: () => storeAt(sensitivity) };
}

const sum: Join = (terms) => {
  const known = terms.filter((term) => term !== undefined);
  const [first] = known;
  return first === undefined
    ? undefined
    : { words: first.words, points: known.reduce((all, { points }) => all + points, 0) };
};

/** What is taken away, one thing at a time. */
export const ABLATIONS: readonly Variant[] = [
  {
    name: 'without what colleagues do',
    detectors,
    createStore: () => alone(storeAt('normal')),
  },
  {
    name: 'country, region, network and prefix added up',
    detectors: detectors.map((one) => (one.id === 'unfamiliar-sign-in' ? unfamiliarSignInBy(sum) : one)),
    createStore: () => storeAt('normal'),
  },
  {
    name: 'believed at once',
    detectors,
    createStore: () => believing(storeAt('normal')),
  },
];

function storeAt(sensitivity: Sensitivity): LearningStore {
  const policy = { ...NO_POLICY, sensitivity };
  return memoryStore(
    declaredBy(detectors),
    () => new Set(['northwind.example']),
    () => policy,
  );
}

/** Nobody is asked what colleagues have. */
function alone(store: LearningStore): LearningStore {
  const lonely = ({ tenant, of }: Memory): Memory => ({
    tenant,
    of: (subject) => {
      const { activeDays, habit, settled, peak, recent } = of(subject);
      return { activeDays, habit, settled, peak, recent, colleagues: () => 0 };
    },
  });
  return { ...store, before: (event) => lonely(store.before(event)) };
}

/** Every day is believed from its beginning, flagged or not. */
function believing(store: LearningStore): LearningStore {
  return {
    ...store,
    learn(event) {
      store.learn(event);
      store.believe(event, [dayOf(event.at) - 2]);
    },
    flag: () => undefined,
  };
}
