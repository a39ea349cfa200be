import { SEVERITIES, worse } from '../model/finding.ts';
import type { LooseLine, LooseSeen } from '../model/notice.ts';
import { byText } from '../model/order.ts';
import { keyOf } from '../model/subject.ts';
import type { Loose, LooseFinding } from './gather.ts';

/** What belongs to no incident. */
export interface LooseNews {
  readonly lines: readonly LooseLine[];
  /** Findings that a mute keeps quiet. */
  readonly muted: number;
}

/** What belongs to no incident as lines, the worst first, among equals the latest. */
export function looseLines(loose: readonly Loose[]): readonly LooseLine[] {
  return loose
    .filter(({ findings }) => findings.length > 0)
    .map(({ about, findings }) => ({ about, seen: findings.toSorted(worstFirst).map(seenOf) }))
    .toSorted((a, b) => worstLine(a, b) || byText(keyOf(a.about), keyOf(b.about)));
}

function seenOf({ title, severity, at, last, times }: LooseFinding): LooseSeen {
  return { title, severity, firstSeen: at, lastSeen: last, times };
}

function worstFirst(a: LooseFinding, b: LooseFinding): number {
  return rankOf(b.severity) - rankOf(a.severity) || b.last.getTime() - a.last.getTime();
}

function worstLine(a: LooseLine, b: LooseLine): number {
  return rankOfLine(b) - rankOfLine(a) || latestOf(b) - latestOf(a);
}

function rankOfLine({ seen }: LooseLine): number {
  return rankOf(seen.map(({ severity }) => severity).reduce(worse, 'low'));
}

function latestOf({ seen }: LooseLine): number {
  return Math.max(...seen.map(({ lastSeen }) => lastSeen.getTime()));
}

function rankOf(severity: LooseFinding['severity']): number {
  return SEVERITIES.indexOf(severity);
}
