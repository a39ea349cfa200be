import type { Severity, Stage } from '../model/finding.ts';
import { keyOf } from '../model/subject.ts';
import type { Group } from './gather.ts';

/** An incident as it was last put down: its id stays with whatever of it there is later. */
export interface KeptIncident {
  readonly id: string;
  /** When its first opener was seen, in milliseconds. */
  readonly opened: number;
  /** Ids that were merged into this one. */
  readonly formerly: readonly string[];
  /** When it was first put down, in milliseconds. */
  readonly seen: number;
  /** What people were last told; undefined: nothing yet. */
  readonly told: ToldState | undefined;
}

export interface ToldState {
  readonly severity: Severity;
  readonly stages: readonly Stage[];
  readonly size: number;
  readonly revision: number;
}

const REACH_MS = 72 * 3_600_000;

/** The ids of one incident. */
export interface Naming {
  /** As it was last put down; undefined: it is new, or a scan's own. */
  readonly kept: KeptIncident | undefined;
  /** Ids of others that became part of it. */
  readonly formerly: readonly string[];
}

/**
 * Says which of the incidents that people have already seen each group is now. What was put down goes to the one group of its subject whose
 * openers are nearest: of the watch's own groups that is the one it is part of by now, since openers are never lost. Evidence and findings
 * that open nothing may reach into the 72 h before the next incident, and say nothing here. Of several that became one by a late finding
 * the earliest keeps its id, one that was told before one that was not; the others are remembered as its former names.
 */
export function withKeptIds(
  groups: readonly Group[],
  keptOf: (subject: string) => readonly KeptIncident[],
): ReadonlyMap<Group, Naming> {
  const bySubject = new Map<string, Group[]>();
  for (const group of groups) {
    const subject = keyOf(group.about);
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), group]);
  }
  const homes = new Map<Group, KeptIncident[]>();
  for (const [subject, own] of bySubject) {
    for (const kept of keptOf(subject)) {
      const home = nearest(own, kept);
      if (home !== undefined) homes.set(home, [...(homes.get(home) ?? []), kept]);
    }
  }
  return new Map([...homes].map(([group, kept]) => [group, namingOf(kept)]));
}

function nearest(groups: readonly Group[], { opened }: KeptIncident): Group | undefined {
  const gap = ({ opened: { from, to } }: Group): number => Math.max(0, from - opened, opened - to);
  return groups.filter((group) => gap(group) <= REACH_MS).toSorted((a, b) => gap(a) - gap(b))[0];
}

function namingOf(several: readonly KeptIncident[]): Naming {
  const [kept, ...others] = several.toSorted(
    (a, b) => Number(a.told === undefined) - Number(b.told === undefined) || a.opened - b.opened,
  );
  return {
    kept,
    formerly: [...(kept?.formerly ?? []), ...others.flatMap((one) => [one.id, ...one.formerly])],
  };
}
