import type { TellReason } from '../incidents/cadence.ts';

/** Something that waits to be told: a pointer, whose words are made when it is sent. Times are milliseconds since 1970. */
export interface OutboxEntry {
  readonly kind: 'incident' | 'look-back' | 'scan' | 'connection' | 'digest' | 'heartbeat' | 'drill';
  /** Of an incident its id; of everything else a name that is the same each time the same is told. */
  readonly id: string;
  readonly revision: number;
  readonly why: TellReason;
  readonly since: number;
  /** How often it was tried, and before when it is not tried again. */
  readonly tries?: number;
  readonly notBefore?: number;
  /** Notifiers that have not taken it; undefined: none was asked yet. */
  readonly waitingFor?: readonly string[];
  /** Why a notifier will not take it, by its id, and which process found that: another one may have other settings. */
  readonly parked?: Readonly<Record<string, string>>;
  readonly parkedBy?: string;
  /** What only the entry knows: incidents of a scan, the ids of a list, the stretch of a digest. */
  readonly payload?: unknown;
}

/** How the outbox stands, for the head: whoever reads it knows whether there is anything to send. */
export interface OutboxState {
  readonly waiting: number;
  readonly parked: number;
  /** When the outbox is looked at again, in milliseconds since 1970; undefined: nothing waits. */
  readonly nextAt?: number;
}

/** When cards were sent: by incident, those of the last day; and all of the last hour. */
export interface SentTimes {
  readonly byIncident: Readonly<Record<string, readonly number[]>>;
  readonly all: readonly number[];
}

export const NOTHING_SENT: SentTimes = { byIncident: {}, all: [] };

const MS_A_MINUTE = 60_000;
const MS_AN_HOUR = 60 * MS_A_MINUTE;
const MS_A_DAY = 24 * MS_AN_HOUR;

/** Of one incident: half an hour apart, six a day, then every six hours; design.md §7. */
const APART_MS = 30 * MS_A_MINUTE;
const MOST_A_DAY = 6;
const THEN_APART_MS = 6 * MS_AN_HOUR;
/** More opened at once are one list. */
const MOST_OPENED_AT_ONCE = 5;
/** Of one webhook: facts/teams-and-azure.md A.5; what does not fit waits and is told together. */
const MOST_AN_HOUR = 90;
const MOST_IN_30_S = 50;

/** Severity and stage are told at once; anything else keeps its distance. */
function earliestOf({ kind, id, why, notBefore = 0 }: OutboxEntry, sent: SentTimes, now: number): number {
  if (kind !== 'incident') return notBefore;
  const times = (sent.byIncident[id] ?? []).filter((at) => at > now - MS_A_DAY);
  const last = times.at(-1);
  if (last === undefined) return notBefore;
  if (times.length >= MOST_A_DAY) return Math.max(notBefore, last + THEN_APART_MS);
  return why === 'severity' || why === 'stage' || why === 'opened'
    ? notBefore
    : Math.max(notBefore, last + APART_MS);
}

/** What to send now. */
export interface Delivery {
  readonly single: readonly OutboxEntry[];
  /** Incidents that opened together, or that the channel's limits let through only together. */
  readonly together: readonly OutboxEntry[];
  /** When the next entry is due; undefined: none waits. */
  readonly nextAt: number | undefined;
}

/** Whether an entry waits for a notifier that could still take it. */
export function isWaiting({ waitingFor }: OutboxEntry): boolean {
  return waitingFor?.length !== 0;
}

/** What no notifier will take by its present settings, each with why. */
export function parkedIn(
  entries: readonly OutboxEntry[],
): readonly { readonly what: string; readonly why: string }[] {
  return entries.flatMap(({ id, parked = {} }) => Object.values(parked).map((why) => ({ what: id, why })));
}

/** What another process parked is tried once by this one: settings change with a restart. */
export function unparked(entry: OutboxEntry, owner: string): OutboxEntry {
  const { parked = {}, parkedBy, waitingFor, ...rest } = entry;
  if (Object.keys(parked).length === 0 || parkedBy === owner) return entry;
  return { ...rest, waitingFor: [...(waitingFor ?? []), ...Object.keys(parked)] };
}

/** Chooses what is sent now: everything due, within the limits of the channel. */
export function deliveryOf(entries: readonly OutboxEntry[], sent: SentTimes, now: number): Delivery {
  const waiting = entries.filter(isWaiting);
  const due = waiting.filter((entry) => earliestOf(entry, sent, now) <= now);
  const later = waiting.map((entry) => earliestOf(entry, sent, now)).filter((at) => at > now);
  const left = Math.min(
    MOST_AN_HOUR - sent.all.filter((at) => at > now - MS_AN_HOUR).length,
    MOST_IN_30_S - sent.all.filter((at) => at > now - 30_000).length,
  );
  if (left <= 0)
    return { single: [], together: [], nextAt: due.length > 0 ? now + MS_A_MINUTE : least(later) };
  const incidents = due.filter(({ kind }) => kind === 'incident');
  const opened = incidents.filter(({ why }) => why === 'opened');
  // What the channel has no room for is told together, too.
  const listed = incidents.length > left ? incidents : opened.length > MOST_OPENED_AT_ONCE ? opened : [];
  const single = due.filter((entry) => !listed.includes(entry)).slice(0, left - (listed.length > 0 ? 1 : 0));
  const isLeft = single.length + listed.length < due.length;
  return { single, together: listed, nextAt: isLeft ? now + MS_A_MINUTE : least(later) };
}

function least(times: readonly number[]): number | undefined {
  return times.toSorted((a, b) => a - b)[0];
}

/**
 * How long a failure that may pass is waited for: at most 1, 2, 4 … 60 minutes, a part of that by chance so that several who failed together
 * do not come back together; and never less than the other side asked for. `chance`: from 0 to below 1.
 */
export function waitAfter(tries: number, askedMs: number | undefined, chance: number): number {
  const most = Math.min(2 ** Math.min(tries, 6), 60) * MS_A_MINUTE;
  return Math.max(askedMs ?? 0, most * (0.5 + chance / 2));
}

/** With one more card sent; what is older than the limits look at is dropped. */
export function afterSending(sent: SentTimes, incidents: readonly string[], now: number): SentTimes {
  const byIncident: Record<string, readonly number[]> = {};
  for (const [id, times] of Object.entries(sent.byIncident)) {
    const recent = times.filter((at) => at > now - MS_A_DAY);
    if (recent.length > 0) byIncident[id] = recent;
  }
  for (const id of incidents) byIncident[id] = [...(byIncident[id] ?? []), now];
  return { byIncident, all: [...sent.all.filter((at) => at > now - MS_AN_HOUR), now] };
}
