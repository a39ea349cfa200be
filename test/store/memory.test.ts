import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Window } from '../../shared/model/memory.ts';
import { addressSubject, type Subject } from '../../shared/model/subject.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import { memoryStoreContract } from '../contracts/memory-store.ts';
import { after, MONDAY, signIn } from '../support/events.ts';

memoryStoreContract('the in-memory store', (declared, ownDomains) => memoryStore(declared, () => ownDomains));

/** How many of these objects nobody holds any more. */
async function collected(references: readonly WeakRef<object>[]): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  await setImmediate(); // a WeakRef holds its object until the job that made it is over
  collect();
  return references.filter((reference) => reference.deref() === undefined).length;
}

describe('the in-memory store', () => {
  it('grows with subjects, not with the events that name them', async () => {
    const references: WeakRef<Subject>[] = [];
    const last: Window<true> = {
      id: 'last',
      by: () => {
        const subject = addressSubject('203.0.113.9');
        references.push(new WeakRef(subject));
        return subject;
      },
      keepMinutes: 60,
      most: 1,
      row: () => true,
    };
    const store = memoryStore({ habits: [], peaks: [], windows: [last] }, () => undefined);
    for (let second = 0; second < 200; second += 1) {
      store.learn(signIn({ at: after(MONDAY, second / 60) }));
      store
        .before(signIn({ at: MONDAY }))
        .of(last.by(signIn()) ?? addressSubject(''))
        .recent(last);
    }

    expect(references.length - (await collected(references))).toBeLessThan(10);
    expect(
      store
        .before(signIn({ at: after(MONDAY, 9) }))
        .of(addressSubject('203.0.113.9'))
        .recent(last),
    ).toHaveLength(1);
  });
});
