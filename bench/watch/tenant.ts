import { signInRecord, traceRecord, type Person } from '../../local/story/records.ts';
import type { Feed, FeedName } from '../../shared/model/feed.ts';

const MS_A_MINUTE = 60_000;
const MS_A_DAY = 86_400_000;
const SIGN_INS_A_DAY = 5;
const MAILS_A_DAY = 8;
const CONTACTS = 400;

/** One record and when it happened. */
interface Happened {
  readonly at: number;
  readonly record: object;
}

type ByDay = Map<number, Happened[]>;

/** The logs of an invented tenant, in memory: what a watch costs does not depend on who serves them. */
export interface BenchTenant {
  readonly feeds: (now: () => number) => ReadonlyMap<FeedName, Feed>;
  /** Everybody signs in and mails once more, within the minute before a moment. Gives the number of records. */
  readonly everybody: (at: number) => number;
}

/** Days of ordinary life of some users before a moment: five sign-ins from two lines, eight mails to people of their own. */
export function benchTenant(users: number, days: number, until: number): BenchTenant {
  const signIns: ByDay = new Map();
  const traces: ByDay = new Map();
  const people = Array.from({ length: users }, (_, index) => personOf(index));
  for (let day = days; day >= 1; day -= 1)
    for (const [index, person] of people.entries()) live(person, index, until - day * MS_A_DAY);

  function live(person: Person, index: number, midnight: number): void {
    for (let sign = 0; sign < SIGN_INS_A_DAY; sign += 1)
      signIn(
        person,
        midnight + (7 * 60 + sign * 97 + (index % 59)) * MS_A_MINUTE,
        sign % 3 === 0 ? office(index) : person.line,
      );
    for (let mail = 0; mail < MAILS_A_DAY; mail += 1)
      trace(person, index, midnight + (8 * 60 + mail * 53 + (index % 47)) * MS_A_MINUTE, mail);
  }

  function signIn(person: Person, at: number, line: string): void {
    put(signIns, { at, record: signInRecord(person, new Date(at), line) });
  }

  function trace(person: Person, index: number, at: number, mail: number): void {
    const contact = (index * 31 + mail * 7 + Math.floor(at / MS_A_DAY)) % CONTACTS;
    const to = `contact${contact}@partner${contact % 20}.example`;
    const record = traceRecord(person, new Date(at), to, `Order ${at}`, `${index}-${at}-${mail}`);
    put(traces, { at, record });
  }

  function put(rows: ByDay, row: Happened): void {
    const ofDay = rows.get(dayOf(row.at)) ?? [];
    ofDay.push(row);
    rows.set(dayOf(row.at), ofDay);
  }

  return {
    feeds: (now) =>
      new Map([
        ['sign-ins', feedOf('sign-ins', signIns, now)],
        ['message-traces', feedOf('message-traces', traces, now)],
      ]),
    everybody(at) {
      for (const [index, person] of people.entries()) {
        signIn(person, at - (index % 60) * 1_000, person.line);
        trace(person, index, at - (index % 60) * 1_000, index);
      }
      return people.length * 2;
    },
  };
}

function personOf(index: number): Person {
  const id = `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const upn = `person${index}@bench.example`;
  return { name: `Person ${index}`, upn, objectId: id, line: lineOf(index), deviceId: id };
}

/** Addresses of documentation would have no place: these are of large access networks. */
function lineOf(index: number): string {
  return `81.${200 + (index % 40)}.${index % 250}.${1 + (index % 200)}`;
}

function office(index: number): string {
  return `193.10.${index % 20}.7`;
}

function dayOf(at: number): number {
  return Math.floor(at / MS_A_DAY);
}

function feedOf(name: FeedName, rows: ByDay, now: () => number): Feed {
  return {
    name,
    source: name === 'sign-ins' ? 'sign-ins' : 'message-traces',
    title: name,
    everyMinutes: 5,
    overlapMinutes: 60,
    late: { everyMinutes: 360, reachMinutes: 24 * 60 },
    sliceMinutes: 24 * 60,
    keepDays: 60,
    async *read(from, to) {
      await Promise.resolve();
      const [start, end] = [from.getTime(), Math.min(to.getTime(), now())];
      for (let day = dayOf(start); day <= dayOf(end); day += 1) {
        const within = (rows.get(day) ?? []).filter(({ at }) => at >= start && at <= end);
        yield { records: within.map(({ record }) => record) };
      }
      return true;
    },
  };
}
