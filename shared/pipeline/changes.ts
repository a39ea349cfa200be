import type { ValueChange } from '../model/keeper.ts';
import { keyOf } from '../model/subject.ts';
import { bucketOf, hourKey, partsKey, PREFIX } from './keys.ts';
import { keptTenant, learnedOf, type Working } from './working.ts';

/** Who is who and whose the domains are, where that changed. */
export function tenantChanges(working: Working): readonly ValueChange[] {
  return learnedOf(working) === working.learnedWritten
    ? []
    : [{ key: PREFIX.people, value: keptTenant(working) }];
}

/** What was learned: whole buckets of those of whom anything changed. */
export function memoryChanges({ memory }: Working): readonly ValueChange[] {
  const dirty = new Set([...memory.changed().values()].map(bucketOf));
  if (dirty.size === 0) return [];
  const buckets = new Map([...dirty].map((key) => [key, [] as unknown[]]));
  for (const subject of memory.subjects()) {
    const kept = dirty.has(bucketOf(subject)) ? memory.kept(subject) : undefined;
    if (kept !== undefined) buckets.get(bucketOf(subject))?.push([keyOf(subject), kept]);
  }
  return [...buckets].map(([key, entries]) => ({ key, value: valuesByKey(entries) }));
}

/** In one order, whatever the order of learning: the same memory is the same bytes. */
function valuesByKey(entries: readonly unknown[]): readonly unknown[] | undefined {
  if (entries.length === 0) return undefined;
  const sorted = (entries as [string, unknown][]).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, kept]) => kept);
}

/** What happened, by its hour, and which parts were read: never before what was seen in it. */
export function seenChanges(
  working: Working,
  newParts: ReadonlySet<string>,
  today: number,
): readonly ValueChange[] {
  const hours = [...working.happenings.changes()].map(([hour, lines]) => ({
    key: hourKey(hour),
    value: lines,
  }));
  if (newParts.size === 0) return hours;
  const known = working.parts.get(today) ?? new Set<string>();
  for (const part of newParts) known.add(part);
  working.parts.set(today, known);
  return [...hours, { key: partsKey(today), value: [...known] }];
}

/** Parts that Microsoft no longer offers are forgotten. */
export function oldPartsChanges({ parts }: Working, oldest: number): readonly ValueChange[] {
  const old = [...parts.keys()].filter((day) => day < oldest);
  for (const day of old) parts.delete(day);
  return old.map((day) => ({ key: partsKey(day), value: undefined }));
}
