import type { Detector } from './finding.ts';
import type { Habit, Peak, Window } from './memory.ts';

/** All that a list of detectors wants remembered, each once. */
export interface Declared {
  readonly habits: readonly Habit[];
  readonly peaks: readonly Peak[];
  readonly windows: readonly Window<unknown>[];
}

/** Collects what detectors declare. Throws where two different things have one id: they would share one memory. */
export function declaredBy(detectors: readonly Detector[]): Declared {
  return {
    habits: once(detectors.flatMap(({ habits }) => habits)),
    peaks: once(detectors.flatMap(({ peaks }) => peaks)),
    windows: once(detectors.flatMap(({ windows }) => windows)),
  };
}

function once<T extends { readonly id: string }>(things: readonly T[]): readonly T[] {
  const byId = new Map<string, T>();
  for (const thing of things) {
    if ((byId.get(thing.id) ?? thing) !== thing)
      throw new Error(`two things to remember are called ${thing.id}`);
    byId.set(thing.id, thing);
  }
  return [...byId.values()];
}
