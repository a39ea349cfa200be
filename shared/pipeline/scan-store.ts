import type { Keeper } from '../model/keeper.ts';
import type { KeptHappening } from './happenings.ts';
import { PREFIX } from './keys.ts';
import type { ScanPositions } from './scan-reading.ts';

/** A scan that waits to go on. */
export interface KeptScan {
  readonly from: string;
  readonly to: string;
  readonly users: readonly string[];
  readonly positions: ScanPositions;
  readonly segments: number;
  readonly parts: readonly string[];
  readonly read: Readonly<Record<string, number>>;
  readonly duplicates: number;
  readonly setAside: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A resume token is good for a day. */
const KEEP_MS = 86_400_000;

const stateKey = (id: string): string => `${PREFIX.scan}state~${id}`;
const segmentKey = (id: string, segment: number): string => `${PREFIX.scan}part~${id}~${segment}`;

/** What a scan has read so far, and how far it is; undefined: there is none by that id. */
export async function loadScan(
  keeper: Keeper,
  id: string,
): Promise<{ readonly scan: KeptScan; readonly lines: readonly KeptHappening[] } | undefined> {
  const { values } = await keeper.load(stateKey(id));
  const scan = values.get(stateKey(id)) as KeptScan | undefined;
  if (scan === undefined) return undefined;
  const lines: KeptHappening[] = [];
  for (let segment = 0; segment < scan.segments; segment += 1) {
    const { values: parts } = await keeper.load(segmentKey(id, segment));
    const part = parts.get(segmentKey(id, segment)) as readonly KeptHappening[] | undefined;
    if (part === undefined) return undefined; // a part is lost: the scan begins anew
    for (const line of part) lines.push(line);
  }
  return { scan, lines };
}

/** Writes what was read since, then how far the scan is: cut off in between, the part is read again. */
export async function saveScan(
  keeper: Keeper,
  id: string,
  scan: KeptScan,
  lines: readonly KeptHappening[],
): Promise<void> {
  const segments = scan.segments + (lines.length === 0 ? 0 : 1);
  if (lines.length > 0) await keeper.note({ key: segmentKey(id, scan.segments), value: lines });
  await keeper.note({ key: stateKey(id), value: { ...scan, segments } });
}

/** Removes a scan that is over. */
export async function dropScan(keeper: Keeper, id: string, segments: number): Promise<void> {
  await keeper.note({ key: stateKey(id), value: undefined });
  for (let segment = 0; segment < segments; segment += 1)
    await keeper.note({ key: segmentKey(id, segment), value: undefined });
}

/** Removes scans that nobody went on with. */
export async function dropOldScans(keeper: Keeper, now: number): Promise<void> {
  const { values } = await keeper.load(`${PREFIX.scan}state~`);
  for (const [key, value] of values) {
    const { at, segments } = value as KeptScan;
    if (at < now - KEEP_MS) await dropScan(keeper, key.slice(stateKey('').length), segments);
  }
}

/** Takes the place of the one scan that runs; false: another has it. Economy, not safety: two scans would only share a quota. */
export async function takeTurn(keeper: Keeper, id: string, now: number, forMs: number): Promise<number> {
  const { values } = await keeper.load(PREFIX.scanLock);
  const held = values.get(PREFIX.scanLock) as { readonly id: string; readonly until: number } | undefined;
  if (held !== undefined && held.until > now && held.id !== id) return held.until - now;
  await keeper.note({ key: PREFIX.scanLock, value: { id, until: now + forMs } });
  return 0;
}

/** Gives the place back. */
export async function endTurn(keeper: Keeper): Promise<void> {
  await keeper.note({ key: PREFIX.scanLock, value: undefined });
}
