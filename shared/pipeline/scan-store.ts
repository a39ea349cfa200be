import type { Keeper } from '../model/keeper.ts';
import type { KeptHappening } from './happenings.ts';
import { PREFIX } from './keys.ts';
import type { ScanPositions } from './scan-reading.ts';
import type { keptTenant, Working } from './working.ts';

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
  /** Who is who and which domains are the tenant's, as far as the records told. */
  readonly tenant: ReturnType<typeof keptTenant>;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A resume token is good for a day. */
const KEEP_MS = 86_400_000;
/** A line has up to a kilobyte, and a value of a store up to 32 megabytes. */
const LINES_A_SEGMENT = 20_000;

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

/** Knows again what a scan had read: what happened, who is who, and between which domains mail goes. */
export function recall(
  { scan, lines }: NonNullable<Awaited<ReturnType<typeof loadScan>>>,
  { happenings, people, own }: Pick<Working, 'happenings' | 'people' | 'own'>,
): void {
  happenings.restore(lines);
  happenings.settle();
  for (const names of scan.tenant.people.groups) people.same(names);
  for (const [kind, id, name] of scan.tenant.people.called) people.note({ kind, id, name });
  for (const domain of scan.tenant.domains) own.member(domain);
  for (const { event } of happenings.since(0))
    if (event.kind === 'mail-sent' && event.source === 'message-traces')
      own.mail(event.actor.id, event.recipients);
}

/** Writes what was read since, then how far the scan is: cut off in between, the part is read again. */
export async function saveScan(
  keeper: Keeper,
  id: string,
  scan: KeptScan,
  lines: readonly KeptHappening[],
): Promise<void> {
  let { segments } = scan;
  for (let start = 0; start < lines.length; start += LINES_A_SEGMENT, segments += 1)
    await keeper.note({ key: segmentKey(id, segments), value: lines.slice(start, start + LINES_A_SEGMENT) });
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
