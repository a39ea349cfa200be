import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { personOf, type Person } from './people.ts';
import { chanceOf } from './random.ts';
import { directoryAudit, signIn } from './graph.ts';
import type { Happening } from './happening.ts';
import { auditedChange, auditedSignIn, send } from './unified.ts';

/** What to write: the same values give the same bytes. */
export interface Batch {
  readonly seed: number;
  /** Of all kinds together: for 50 sign-ins one directory audit and 12.5 mails. */
  readonly records: number;
  readonly users: number;
  /** `graph`: sign-ins and directory audits as Graph has them and mails of the unified audit log; `unified`: all of it from that log. */
  readonly from: 'graph' | 'unified';
  readonly order: 'oldest first' | 'newest first' | 'shuffled';
  /** `csv` is that of Search-UnifiedAuditLog, and for `unified` only. */
  readonly layout: 'ndjson' | 'array' | 'csv';
}

interface Stream {
  readonly name: string;
  readonly number: number;
  readonly count: number;
  readonly record: (happening: Happening) => object;
}

const FIRST_DAY = Date.UTC(2026, 9, 1);
const DAYS = 30;
const MS_A_DAY = 86_400_000;
/** People work from 7 to 19 o'clock. */
const [MORNING, EVENING] = [7 / 24, 19 / 24];
/** Addresses abroad, from which one sign-in of 2,000 comes: a trip, with the device the person always has. */
const ABROAD = ['81.2.69.142', '90.84.12.7', '151.38.200.9', '62.97.40.31', '24.13.212.221'] as const;
const TRIPS = 0.0005;
const CHUNK_LENGTH = 1024 * 1024;

/** Writes one file a source, as an export has them, into a folder, and tells their paths. */
export async function generate(folder: string, batch: Batch): Promise<readonly string[]> {
  const people = Array.from({ length: batch.users }, (_, number) => personOf(batch.seed, number));
  const files: string[] = [];
  for (const stream of streamsOf(batch)) {
    const file = join(folder, `${stream.name}.${batch.layout === 'array' ? 'json' : batch.layout}`);
    await writeFile(file, chunksOf(textsOf(stream, people, batch)));
    files.push(file);
  }
  return files;
}

/** How many records of which kind a batch has. */
export function countsOf(records: number): { signIns: number; audits: number; sends: number } {
  const signIns = Math.round(records / (1 + 1 / 50 + 1 / 4));
  const audits = Math.round(signIns / 50);
  return { signIns, audits, sends: records - signIns - audits };
}

function streamsOf({ records, from }: Batch): readonly Stream[] {
  const { signIns, audits, sends } = countsOf(records);
  const graph = from === 'graph';
  return [
    { name: 'sign-ins', number: 2, count: signIns, record: graph ? signIn : auditedSignIn },
    { name: 'directory', number: 3, count: audits, record: graph ? directoryAudit : auditedChange },
    { name: 'mails', number: 4, count: sends, record: send },
  ];
}

function* textsOf(
  stream: Stream,
  people: readonly Person[],
  { seed, order, layout }: Batch,
): Generator<string> {
  if (layout === 'array') yield '[\n';
  if (layout === 'csv')
    yield '"RecordType","CreationDate","UserIds","Operations","AuditData","ResultIndex","Identity"\r\n';
  let separator = '';
  for (const number of numbersOf(stream, seed, order)) {
    const record = recordOf(stream, people, seed, number);
    if (layout === 'csv') {
      yield rowOf(record, number);
    } else {
      yield layout === 'array' ? `${separator}${JSON.stringify(record)}` : `${JSON.stringify(record)}\n`;
      separator = ',\n';
    }
  }
  if (layout === 'array') yield '\n]\n';
}

function* numbersOf({ number: key, count }: Stream, seed: number, order: Batch['order']): Generator<number> {
  if (order !== 'shuffled') {
    for (let at = 0; at < count; at += 1) yield order === 'oldest first' ? at : count - 1 - at;
    return;
  }
  const chance = chanceOf(seed, key, -1);
  const numbers = Uint32Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at >= 0; at -= 1) {
    const other = chance.below(at + 1);
    yield numbers[other] ?? 0;
    numbers[other] = numbers[at] ?? 0;
  }
}

/** A record by its number, whichever come before it. */
function recordOf(stream: Stream, people: readonly Person[], seed: number, number: number): object {
  const chance = chanceOf(seed, stream.number, number);
  const person = people[chance.below(people.length)];
  if (person === undefined) throw new Error('a tenant without users has no records');
  const abroad = chance.next() < TRIPS;
  return stream.record({
    chance,
    at: timeOf((number + chance.next()) / stream.count),
    person,
    address: abroad ? chance.pick(ABROAD) : chance.pick(person.addresses),
    device: chance.pick(person.devices),
  });
}

/** The time after this share of all working hours. */
function timeOf(share: number): Date {
  const days = share * DAYS;
  const hour = MORNING + (days % 1) * (EVENING - MORNING);
  return new Date(FIRST_DAY + Math.floor(((Math.floor(days) + hour) * MS_A_DAY) / 1000) * 1000);
}

function rowOf(record: object, number: number): string {
  const { RecordType, CreationTime, UserId, Operation, Id } = record as Readonly<Record<string, unknown>>;
  const cells = [RecordType, CreationTime, UserId, Operation, JSON.stringify(record), number + 1, Id];
  return `${cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

function* chunksOf(texts: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const text of texts) {
    chunk += text;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
