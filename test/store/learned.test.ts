import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { detectors } from '../../shared/detectors/index.ts';
import { declaredBy, type Declared } from '../../shared/model/declared.ts';
import type { AuditEvent } from '../../shared/model/events.ts';
import type { Habit } from '../../shared/model/memory.ts';
import type { NetworkClass } from '../../shared/model/place.ts';
import { keyOf } from '../../shared/model/subject.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import { anyEvent } from '../contracts/any-event.ts';
import { before, MONDAY, signIn, user } from '../support/events.ts';

const declared = declaredBy(detectors);
const people = ['dana', 'lee'].map((name) => user(name));
/** As the look-up gives them: one object an address. */
const places = (['residential', 'mobile', 'microsoft'] as readonly NetworkClass[]).map(
  (networkClass, asn) => ({
    country: 'DE',
    region: `Region ${asn}`,
    asn,
    networkClass,
  }),
);

const anySignIn: fc.Arbitrary<AuditEvent> = fc
  .record({
    daysAgo: fc.integer({ min: 0, max: 9 }),
    actor: fc.constantFrom(...people),
    place: fc.constantFrom(...places, undefined),
    ip: fc.oneof(
      fc.nat({ max: 3 }).map((net) => `192.0.${net}.1`),
      // More lines than a habit keeps, so that values are let go while their sights are remembered.
      fc.nat({ max: 90 }).map((net) => `198.51.${net}.1`),
    ),
    deviceId: fc.constantFrom('one', 'two', undefined),
    family: fc.constantFrom('windows/edge', undefined),
    errorCode: fc.constantFrom(0, 0, 0, 50_126),
    interactive: fc.boolean(),
  })
  .map(({ daysAgo, ...given }) => signIn({ at: before(MONDAY, daysAgo, 'days'), ...given }));

function withoutSights({ habits, ...rest }: Declared): Declared {
  const plain = habits.map(({ id, by, keepDays, halfLifeDays, most, of }): Habit => {
    return { id, by, keepDays, halfLifeDays, most, of };
  });
  return { ...rest, habits: plain };
}

/** All that is kept after events are learned, some of them flagged, and who was noted as changed. */
function keptAfter(given: Declared, events: readonly (readonly [AuditEvent, boolean])[]): unknown {
  const store = memoryStore(given, () => undefined);
  const changed: (readonly string[])[] = [];
  for (const [at, [event, isFlagged]] of events.entries()) {
    store.before(event);
    store.learn(event);
    if (isFlagged) store.flag(event);
    if (at % 7 !== 6) continue;
    changed.push([...store.changed().keys()].toSorted());
    store.settle();
  }
  const kept = new Map([...store.subjects()].map((subject) => [keyOf(subject), store.kept(subject)]));
  return { kept, changed, left: [...store.changed().keys()].toSorted() };
}

describe('what is learned', () => {
  it('is the same whether habits say by which sight and kind they go, or not', () => {
    const acts = fc.array(fc.tuple(fc.oneof(anySignIn, anySignIn, anyEvent), fc.boolean()), {
      maxLength: 150,
    });
    fc.assert(
      fc.property(acts, (events) => {
        expect(keptAfter(declared, events)).toEqual(keptAfter(withoutSights(declared), events));
      }),
      { numRuns: 60 },
    );
  });

  it('is nothing for a habit or a window of another kind of event than it names', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const others = <T extends Pick<Habit, 'kinds'>>(things: readonly T[]): readonly T[] =>
          things.filter(({ kinds }) => kinds?.includes(event.kind) === false);
        expect(others(declared.habits).flatMap((habit) => habit.of(event))).toEqual([]);
        expect(others(declared.windows).filter((window) => window.row(event) !== undefined)).toEqual([]);
      }),
    );
  });
});
