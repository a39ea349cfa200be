import type { MailSent } from '../model/events.ts';
import { anomalous, undecided, USUAL, type Detector, type Observation } from '../model/finding.ts';
import { mailed, userOf } from '../model/habits.ts';
import { domainOf } from '../model/identity.ts';
import type { Memory, Peak, Row } from '../model/memory.ts';
import { sentLately, sentOf, type Sent } from '../model/sent.ts';
import { minutesBetween } from '../model/time.ts';
import { counted } from '../model/words.ts';

/** New recipients within an hour that are a mass send: never fewer than these, and four times the user's own usual high. */
const LEAST_RECIPIENTS = 25;
const TIMES_USUAL = 4;
const USUAL_HIGH = 0.95;
const SPAN_MINUTES = 60;
/** Share of them that must be about one thing: a busy day has many subjects, a phishing mail has one. */
const ONE_TOPIC = 0.6;
const MANY = 100;
/** Days of watching after which it is known whom a user usually mails. */
const WATCHED_DAYS = 3;
const SHOWN = 20;

interface Surge {
  readonly rows: readonly Row<Sent>[];
  /** Recipients who were never mailed before, by name; those only counted are not in it. */
  readonly names: readonly string[];
  readonly size: number;
  /** Mails of which the log names no recipient. */
  readonly namelessMails: number;
  /** New recipients of every topic. */
  readonly all: number;
}

const newRecipients: Peak = {
  id: 'new-recipients-an-hour',
  by: userOf,
  keepDays: 60,
  of: (event, memory) => (event.kind === 'mail-sent' ? surgeOf(event, memory).all : 0),
};

/** One mail to many who were never mailed: see `about`. */
export const massSend: Detector = {
  id: 'mass-send',
  about: {
    what: 'Within an hour, one mail to many people whom the user never mailed before, and far more than the user’s own usual high.',
    why: 'From a taken mailbox the thief mails the whole address book. Microsoft’s own limits are far above that.',
    benign: 'A newsletter, a change of address, the first weeks of a job, an invitation to an event.',
    check: [
      'Ask the sender, by phone, whether the mail is theirs.',
      'Read the mail in a message trace or in Sent Items: does it carry a link or an attachment?',
    ],
    attack: ['T1534', 'T1566'],
  },
  asked: 'minute',
  habits: [mailed],
  peaks: [newRecipients],
  windows: [sentLately],
  detect: {
    'mail-sent'(event, memory) {
      if (event.actor.kind !== 'user') return USUAL;
      if (event.source === 'message-traces' && memory.tenant.ownDomains === undefined) {
        return undecided('the tenant’s own domains are not known, so a sender may be a stranger');
      }
      if (!mayBeSurge(event, memory)) return USUAL;
      const surge = surgeOf(event, memory);
      const least = Math.max(
        LEAST_RECIPIENTS,
        TIMES_USUAL * usualHigh(memory.of(event.actor).peak(newRecipients)),
      );
      if (surge.size < least || surge.size < surge.all * ONE_TOPIC) return USUAL;
      return anomalous(observed(event, memory, surge));
    },
  },
};

/** Whether the last hour holds recipients enough, new or not: most mails are settled by this sum. */
function mayBeSurge(event: MailSent, memory: Memory): boolean {
  const rows = memory.of(event.actor).recent(sentLately);
  let most = mostNamed(event.recipients.length, event.recipientCount);
  for (let index = rows.length - 1; index >= 0 && most < LEAST_RECIPIENTS; index -= 1) {
    const earlier = rows[index];
    // Rows are in order by the whole second: one of the hour may stand before one that is just out of it.
    if (earlier === undefined || minutesBetween(earlier.at, event.at) > SPAN_MINUTES + 1) break;
    most += mostNamed(earlier.row.recipients.length, earlier.row.count);
  }
  return most >= LEAST_RECIPIENTS;
}

/** People one mail can add to a surge: those named, or those counted where none is. */
function mostNamed(named: number, count: number): number {
  return named > 0 ? named : count;
}

function usualHigh(heights: readonly number[]): number {
  const sorted = heights.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * USUAL_HIGH) - 1] ?? 0;
}

/** The largest topic among what a user sent in the last hour, counted in people whom the user had not mailed before that hour. */
function surgeOf(event: MailSent, memory: Memory): Surge {
  const known = memory.of(event.actor);
  const self = { source: event.source, id: event.id, at: event.at, row: sentOf(event) };
  const rows = [...known.recent(sentLately), self];
  const first = rows.findIndex(({ at }) => minutesBetween(at, event.at) <= SPAN_MINUTES);
  let before: ReadonlySet<string> | undefined;
  const wasMailed = (recipient: string): boolean =>
    (before ??= new Set(rows.slice(0, first).flatMap(({ row }) => row.recipients))).has(recipient);
  const habit = known.habit(mailed);
  const own = memory.tenant.ownDomains;
  // A mail to all colleagues is no mass send: they are known, whether or not they were mailed before.
  const isNew = (recipient: string): boolean =>
    !habit.has(recipient) && own?.has(domainOf(recipient) ?? '') !== true && !wasMailed(recipient);
  const hour = rows.slice(first);
  const topics = new Map<string, Row<Sent>[]>();
  for (const row of hour) {
    const group = topics.get(row.row.topic);
    if (group === undefined) topics.set(row.row.topic, [row]);
    else group.push(row);
  }
  const traced = new Set(hour.filter(({ row }) => row.traced).map(({ row }) => row.messageId));
  const surges = [...topics.values()].map((group) => sizeOf(group, isNew, traced));
  const all = surges.reduce((sum, { size }) => sum + size, 0);
  const largest = surges.toSorted((a, b) => b.size - a.size)[0];
  return { rows: [], names: [], size: 0, namelessMails: 0, ...largest, all };
}

/** A mail of which a trace names the recipients is not counted again from the mailbox audit. */
function sizeOf(
  rows: readonly Row<Sent>[],
  isNew: (recipient: string) => boolean,
  traced: ReadonlySet<string | undefined>,
): Omit<Surge, 'all'> {
  const names = new Set<string>();
  const counted = new Map<string, number>();
  for (const { id, row } of rows) {
    for (const recipient of row.recipients) if (isNew(recipient)) names.add(recipient);
    if (row.recipients.length > 0 || (row.messageId !== undefined && traced.has(row.messageId))) continue;
    counted.set(row.messageId ?? id, row.count);
  }
  const unnamed = [...counted.values()].reduce((sum, count) => sum + count, 0);
  return { rows, names: [...names], size: names.size + unnamed, namelessMails: counted.size };
}

function observed(event: MailSent, memory: Memory, surge: Surge): Observation {
  const { rows, names, size } = surge;
  const watched = (memory.of(event.actor).activeDays ?? 0) >= WATCHED_DAYS;
  const subject = rows.at(-1)?.row.subject;
  return {
    about: event.actor,
    key: 'surge',
    stage: 'spreading',
    severity: size >= MANY && watched ? 'high' : 'medium',
    opens: true,
    size,
    title: titleOf(surge, watched),
    facts: {
      recipientCount: size,
      recipients: names.slice(0, SHOWN),
      domains: domainsOf(names),
      subject: subject ?? 'not recorded',
      usual: watched
        ? `at most ${Math.max(0, ...memory.of(event.actor).peak(newRecipients))} new people in an hour`
        : `not known: ${event.actor.name} was watched for fewer than ${WATCHED_DAYS} days`,
      ...(names.length < size ? { notNamed: size - names.length } : {}),
    },
    evidence: rows,
    others: [],
    undo: [
      {
        what: `Find and remove the mail "${subject ?? ''}" of ${event.actor.name} from your own mailboxes`,
        where: 'security.microsoft.com > Email & collaboration > Explorer, or Purview content search',
      },
    ],
  };
}

/** People where the log names or counts them, mails where it does neither; new only where it is known who is not. */
function titleOf({ names, size, namelessMails }: Surge, watched: boolean): string {
  const unnamed = size - names.length;
  const people = counted(names.length, 'person', 'people');
  const named = names.length === 0 ? undefined : `Mailed ${people}${watched ? ', never mailed before' : ''}`;
  const nameless =
    unnamed === namelessMails
      ? `sent ${counted(namelessMails, 'mail')} whose recipients the log does not name`
      : `mailed ${counted(unnamed, 'person', 'people')} whom the log does not name`;
  const what = unnamed === 0 ? named : [named, nameless].filter((part) => part !== undefined).join(', and ');
  return `${(what ?? nameless).replace(/^./, (letter) => letter.toUpperCase())}, within an hour and with one subject`;
}

/** The domains most mailed, with their numbers. */
function domainsOf(recipients: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const recipient of recipients) {
    const domain = domainOf(recipient) ?? 'no domain';
    counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, 5)
    .map(([domain, count]) => `${domain} (${count})`);
}
