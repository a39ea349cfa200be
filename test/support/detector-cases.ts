import { describe, expect, it } from '@jest/globals';
import { declaredBy } from '../../shared/model/declared.ts';
import type { AuditEvent } from '../../shared/model/events.ts';
import type { Detector, Observation, Verdict } from '../../shared/model/finding.ts';
import { byOrder, orderOf } from '../../shared/model/order.ts';
import { NO_POLICY, type Policy } from '../../shared/model/policy.ts';
import { memoryStore } from '../../shared/store/memory.ts';

/** One row of a detector's table. */
export interface DetectorCase {
  readonly name: string;
  /** What came before, in any order. */
  readonly past?: readonly AuditEvent[];
  readonly event: AuditEvent;
  /** The tenant's own domains; contoso.example unless said, `null` for not known. */
  readonly ownDomains?: readonly string[] | null;
  /** What the administrator said; nothing unless given. */
  readonly policy?: Partial<Policy>;
  readonly expected: Verdict['outcome'];
  /** What each observation must show, in order. */
  readonly seen?: readonly Partial<Observation>[];
  /** What the reason of an undecided answer says. */
  readonly because?: RegExp;
}

export interface TableOptions {
  /** Why no question of this detector can lack a fact: without it the table must show an undecided case. */
  readonly neverUndecided?: string;
}

/** Asks a detector about an event with the memory that the past leaves in the in-memory store. */
function verdictOf(
  detector: Detector,
  { past = [], event, ownDomains = ['contoso.example'], policy }: DetectorCase,
): Verdict {
  const domains = ownDomains === null ? undefined : new Set(ownDomains);
  const said = { ...NO_POLICY, ...policy };
  const store = memoryStore(
    declaredBy([detector]),
    () => domains,
    () => said,
  );
  for (const earlier of past.toSorted((a, b) => byOrder(orderOf(a), orderOf(b)))) {
    store.before(earlier);
    for (const peak of detector.peaks) store.rise(peak, earlier);
    store.learn(earlier);
  }
  const detect = detector.detect[event.kind] as ((event: AuditEvent, memory: unknown) => Verdict) | undefined;
  return detect === undefined ? { outcome: 'usual' } : detect(event, store.before(event));
}

/** Runs a detector's table, and fails one that does not show it firing, silent and (unless it never is) undecided. */
export function detectorCases(
  detector: Detector,
  cases: readonly DetectorCase[],
  options: TableOptions = {},
): void {
  describe(`the detector ${detector.id}`, () => {
    it.each(cases)('$name: $expected', (given) => {
      const verdict = verdictOf(detector, given);
      const reason = 'because' in verdict ? verdict.because : '';

      expect(verdict).toMatchObject({
        outcome: given.expected,
        ...(given.seen === undefined ? {} : { seen: given.seen }),
      });
      expect(reason).toMatch(given.because ?? /^/);
    });

    it('shows every answer in its table', () => {
      const shown = new Set(cases.map(({ expected }) => expected));
      const wanted = ['anomalous', 'usual', ...(options.neverUndecided === undefined ? ['undecided'] : [])];

      expect([...shown].filter((outcome) => wanted.includes(outcome)).toSorted()).toEqual(wanted.toSorted());
    });
  });
}
