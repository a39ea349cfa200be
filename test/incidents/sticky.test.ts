import { describe, expect, it } from '@jest/globals';
import type { Group } from '../../shared/incidents/gather.ts';
import { withKeptIds, type KeptIncident } from '../../shared/incidents/sticky.ts';
import { DANA } from '../support/events.ts';

const HOUR = 3_600_000;
const TOLD = { severity: 'high', stages: [], size: 1, revision: 1 } as const;

function group(from: number, to = from): Group {
  return { about: DANA, findings: [], born: `at ${from}`, opened: { from: from * HOUR, to: to * HOUR } };
}

function kept(id: string, opened: number, more: Partial<KeptIncident> = {}): KeptIncident {
  return { id, opened: opened * HOUR, formerly: [], seen: 0, told: undefined, ...more };
}

/** The id of each group, with the ids it had; groups and what was put down by the hour of their openers. */
function named(groups: readonly Group[], incidents: readonly KeptIncident[]): readonly string[] {
  const names = withKeptIds(groups, () => incidents);
  return groups.map((one) => {
    const { kept: own, formerly = [] } = names.get(one) ?? {};
    return [own?.id ?? 'new', ...formerly].join(' ');
  });
}

describe('ids that were put down', () => {
  it('stay where a late finding stands before all others', () => {
    expect(named([group(-50, 10)], [kept('A', 0)])).toEqual(['A']);
  });

  it('stay with the earliest of two that became one', () => {
    expect(named([group(0, 130)], [kept('B', 130), kept('A', 0, { formerly: ['OLD'] })])).toEqual([
      'A OLD B',
    ]);
  });

  it('stay with the one that was told', () => {
    expect(named([group(0, 130)], [kept('A', 0), kept('B', 130, { told: TOLD })])).toEqual(['B A']);
  });

  it('of two incidents stay apart, however near the one begins after the other ended', () => {
    expect(named([group(0, 20), group(93)], [kept('A', 0), kept('B', 93)])).toEqual(['A', 'B']);
  });

  it('are taken by the nearest, and by nobody beyond 72 hours', () => {
    expect(named([group(0), group(100)], [kept('A', 60), kept('B', 173)])).toEqual(['new', 'A']);
  });
});
