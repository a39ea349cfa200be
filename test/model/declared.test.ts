import { describe, expect, it } from '@jest/globals';
import { detectors } from '../../shared/detectors/index.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import type { Detector } from '../../shared/model/finding.ts';
import { userOf } from '../../shared/model/habits.ts';
import type { Habit, Peak, Window } from '../../shared/model/memory.ts';

const habit = (id: string): Habit => ({
  id,
  by: userOf,
  keepDays: 90,
  halfLifeDays: 90,
  most: 64,
  of: () => [],
});
const peak = (id: string): Peak => ({ id, by: userOf, keepDays: 60, of: () => 0 });
const window = (id: string): Window<unknown> => ({
  id,
  by: userOf,
  keepMinutes: 60,
  most: 9,
  row: () => undefined,
});

function detector(wants: Partial<Pick<Detector, 'habits' | 'peaks' | 'windows'>>): Detector {
  return {
    id: 'any',
    about: { what: '', why: '', benign: '', check: [], attack: [] },
    asked: 'each',
    habits: [],
    peaks: [],
    windows: [],
    detect: {},
    ...wants,
  };
}

describe('what detectors declare', () => {
  it('is collected, each thing once, in the order of detectors', () => {
    const [a, b, c] = [habit('a'), habit('b'), habit('c')];
    const [high, rows] = [peak('a'), window('a')];
    const declared = declaredBy([
      detector({ habits: [b, a], peaks: [high] }),
      detector({ habits: [a, c], windows: [rows] }),
      detector({ peaks: [high], windows: [rows] }),
    ]);

    expect(declared).toEqual({ habits: [b, a, c], peaks: [high], windows: [rows] });
  });

  it('is nothing of no detectors', () => {
    expect(declaredBy([])).toEqual({ habits: [], peaks: [], windows: [] });
  });

  it.each([
    ['habits', { habits: [habit('same')] }, { habits: [habit('same')] }],
    ['peaks', { peaks: [peak('same')] }, { peaks: [peak('same')] }],
    ['windows', { windows: [window('same')] }, { windows: [window('same')] }],
  ])('throws where two %s have one id', (_things, one, other) => {
    expect(() => declaredBy([detector(one), detector(other)])).toThrow('same');
    expect(() => declaredBy([detector(one), detector(one)])).not.toThrow();
  });

  it('holds for the detectors there are', () => {
    expect(() => declaredBy(detectors)).not.toThrow();
  });
});
