import type { ValueChange } from '../model/keeper.ts';
import type { Notice, Notifier } from '../model/notice.ts';
import type { HeadState } from './head.ts';
import { PREFIX } from './keys.ts';
import { listNotice, noticeOf, type NoticeContext, type Standing } from './notices.ts';
import {
  afterSending,
  deliveryOf,
  isWaiting,
  waitAfter,
  type OutboxEntry,
  type OutboxState,
  type SentTimes,
} from './outbox.ts';

/** How people are told. */
export interface Teller {
  readonly notifiers: readonly Notifier[];
  /** The page of an incident; undefined where HTTP is off or Vigil's own address is not known. */
  readonly pageOf: (id: string) => string | undefined;
  /** What can be said of the watch itself, by its head and by what the tenant is set to. */
  readonly standing: (head: HeadState, posture: unknown) => Standing;
  /** Tells this process from others. */
  readonly owner: string;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Between two cards: one a second. */
  readonly sleep: (ms: number) => Promise<void>;
}

export interface Delivered {
  readonly changes: readonly ValueChange[];
  readonly sent: SentTimes;
  readonly state: OutboxState;
}

const MS_BETWEEN = 1_000;

/**
 * Sends what is due and says what to write down. Words are made now, of what is known now, so that what was queued during an outage
 * comes as one card of each incident. Sent before it is written down: a crash in between sends the same card once more, with the same
 * id and revision.
 */
export async function deliver(
  outbox: ReadonlyMap<string, OutboxEntry>,
  sent: SentTimes,
  context: NoticeContext,
  teller: Teller,
): Promise<Delivered> {
  const keys = new Map([...outbox].map(([key, entry]) => [entry, key]));
  const { single, together, nextAt } = deliveryOf([...outbox.values()], sent, context.now);
  const after = new Map<string, OutboxEntry | undefined>();
  let times = sent;
  const batches = [...(together.length === 0 ? [] : [together]), ...single.map((entry) => [entry])];
  for (const [at, batch] of batches.entries()) {
    if (at > 0) await teller.sleep(MS_BETWEEN);
    const settled = await sendBatch(batch, context, teller);
    if (settled.isSent) times = afterSending(times, idsOf(batch), context.now);
    for (const entry of batch) after.set(keys.get(entry) ?? '', settled.after(entry));
  }
  const left = [...outbox].flatMap(([key, entry]) => (after.has(key) ? (after.get(key) ?? []) : entry));
  return {
    changes: [
      ...[...after].map(([key, value]) => ({ key, value })),
      ...(times === sent ? [] : [{ key: PREFIX.sent, value: times }]),
    ],
    sent: times,
    state: stateOf(left, nextAt, context.now),
  };
}

interface Settled {
  readonly isSent: boolean;
  /** The entry as it is kept on; undefined: it is done. */
  readonly after: (entry: OutboxEntry) => OutboxEntry | undefined;
}

async function sendBatch(
  batch: readonly OutboxEntry[],
  context: NoticeContext,
  { notifiers, owner, random }: Teller,
): Promise<Settled> {
  const [first] = batch;
  const notice = batch.length > 1 ? listNotice(batch, context) : first && noticeOf(first, context);
  if (notice === undefined || first === undefined) return { isSent: false, after: () => undefined };
  const waiting = notifiers.filter(({ id }) => first.waitingFor?.includes(id) ?? true);
  const results = new Map<string, Awaited<ReturnType<Notifier['send']>>>();
  for (const notifier of waiting) results.set(notifier.id, await notifier.send(notice, keyOf(notice, first)));
  const putOff = [...results].filter(([, { is }]) => is === 'put off').map(([id]) => id);
  const parked = Object.fromEntries(
    [...results].flatMap(([id, result]) => (result.is === 'parked' ? [[id, result.why] as const] : [])),
  );
  const asked = [...results.values()].flatMap((result) =>
    result.is === 'put off' ? [result.afterMs ?? 0] : [],
  );
  return {
    isSent: [...results.values()].some(({ is }) => is === 'accepted'),
    after(entry) {
      const allParked = { ...entry.parked, ...parked };
      if (putOff.length === 0 && Object.keys(allParked).length === 0) return undefined;
      const tries = (entry.tries ?? 0) + 1;
      const kept = { ...entry, tries, waitingFor: putOff, parked: allParked, parkedBy: owner };
      return putOff.length === 0
        ? kept
        : { ...kept, notBefore: context.now + waitAfter(tries - 1, Math.max(0, ...asked), random()) };
    },
  };
}

/** The same each time the same is told. */
function keyOf(notice: Notice, { id, revision }: OutboxEntry): string {
  return notice.kind === 'list'
    ? `list-${notice.incidents.map((line) => line.id).join('-')}`
    : `${id}-${revision}`;
}

function idsOf(batch: readonly OutboxEntry[]): readonly string[] {
  return batch.filter(({ kind }) => kind === 'incident').map(({ id }) => id);
}

/** After an hour somebody looks whether what was parked can be sent by other settings. */
const LOOK_AGAIN_MS = 3_600_000;

function stateOf(entries: readonly OutboxEntry[], nextAt: number | undefined, now: number): OutboxState {
  const later = entries.filter(isWaiting).flatMap(({ notBefore }) => notBefore ?? []);
  const parked = entries.filter((entry) => !isWaiting(entry)).length;
  const next = [
    ...later,
    ...(nextAt === undefined ? [] : [nextAt]),
    ...(parked === 0 ? [] : [now + LOOK_AGAIN_MS]),
  ];
  const [first] = next.toSorted((a, b) => a - b);
  return { waiting: entries.length - parked, parked, ...(first === undefined ? {} : { nextAt: first }) };
}
