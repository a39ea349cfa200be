import { describe, expect, it } from '@jest/globals';
import type { Loose, LooseFinding } from '../../shared/incidents/gather.ts';
import { looseLines } from '../../shared/incidents/loose-lines.ts';
import { after, DANA, MONDAY, user } from '../support/events.ts';
import { finding } from '../support/findings.ts';

const LEE = user('lee');
const seen = (title: string, given: Partial<LooseFinding> = {}): LooseFinding => ({
  ...finding({ title, severity: 'low', ...given }),
  times: 1,
});
const later = { last: after(MONDAY, 5) };
const dana = (...findings: readonly LooseFinding[]): Loose => ({ about: DANA, findings });
const lee = (...findings: readonly LooseFinding[]): Loose => ({ about: LEE, findings });

describe('lines of what belongs to no incident', () => {
  it.each<{ name: string; loose: readonly Loose[]; expected: readonly string[] }>([
    { name: 'nothing', loose: [], expected: [] },
    { name: 'nobody of whom nothing is left', loose: [dana()], expected: [] },
    {
      name: 'the worst of one first, then the latest',
      loose: [dana(seen('a'), seen('b', later), seen('c', { severity: 'medium' }))],
      expected: ['dana: c, b, a'],
    },
    {
      name: 'whoever has the worst first',
      loose: [dana(seen('a', later)), lee(seen('b'), seen('c', { severity: 'medium' }))],
      expected: ['lee: c, b', 'dana: a'],
    },
    {
      name: 'the latest first, where all are as bad',
      loose: [dana(seen('a')), lee(seen('b', later))],
      expected: ['lee: b', 'dana: a'],
    },
    {
      name: 'by name where all else is the same',
      loose: [lee(seen('b')), dana(seen('a'))],
      expected: ['dana: a', 'lee: b'],
    },
  ])('are $name', ({ loose, expected }) => {
    const told = looseLines(loose).map(
      ({ about, seen: things }) => `${about.name}: ${things.map(({ title }) => title).join(', ')}`,
    );

    expect(told).toEqual(expected);
  });
});
