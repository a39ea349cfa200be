import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectors } from '../shared/detectors/index.ts';
import { declaredBy } from '../shared/model/declared.ts';
import type { AuditEvent, SignIn } from '../shared/model/events.ts';
import { known } from '../shared/pipeline/known.ts';
import { createPeople } from '../shared/pipeline/people.ts';
import { openPlaces } from '../shared/place/index.ts';
import { isRead, read, type RawRecord } from '../shared/sources/index.ts';
import { memoryStore } from '../shared/store/memory.ts';
import type { Line } from './budgets.ts';
import { generate } from './generate.ts';
import { medianOf } from './median.ts';

/** A small office, and the largest tenant Vigil is for; records of a month each, five sign-ins a user and day. */
const TENANTS = [40, 300] as const;
const RECORDS_A_USER = 200;
/** Of a month in order, the part that only teaches. */
const TAUGHT = 0.6;
const ROUNDS = 9;
const SEED = 7;
const LIMIT = 0.7;

/** What it takes to judge a sign-in by all detectors, in tenants that were watched for weeks, beside parsing its record. */
export async function judgeLines(): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const users of TENANTS) lines.push(await lineOf(users));
  return lines;
}

async function lineOf(users: number): Promise<Line> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-judge-'));
  try {
    const files = await generate(folder, {
      seed: SEED,
      records: users * RECORDS_A_USER,
      users,
      from: 'graph',
      order: 'oldest first',
      layout: 'ndjson',
    });
    const texts = files
      .filter((file) => file.includes('sign'))
      .flatMap((file) => readFileSync(file, 'utf8').trimEnd().split('\n'));
    const rounds = Array.from({ length: ROUNDS }, () => roundOf(texts));
    const [parse, judge] = [
      medianOf(rounds.map((round) => round.parse)),
      medianOf(rounds.map((round) => round.judge)),
    ];
    const note = `${judge.toFixed(1)} µs ÷ ${parse.toFixed(1)} µs, ${ROUNDS} rounds of ${texts.length} sign-ins`;
    return {
      what: `a sign-in of ${users} users ÷ JSON.parse of it`,
      value: judge / parse,
      unit: '×',
      limit: LIMIT,
      note,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Microseconds a sign-in, of those that do not only teach. */
function roundOf(texts: readonly string[]): { readonly parse: number; readonly judge: number } {
  const events = eventsOf(texts);
  const store = memoryStore(declaredBy(detectors), () => undefined);
  const asked = detectors.flatMap(({ detect }) => detect['sign-in'] ?? []);
  const from = Math.floor(events.length * TAUGHT);
  let judging = 0;
  for (const [at, event] of events.entries()) {
    const memory = store.before(event);
    if (at >= from) {
      const start = performance.now();
      for (const ask of asked) ask(event, memory);
      judging += performance.now() - start;
    }
    store.learn(event);
  }
  const judged = events.length - from;
  const start = performance.now();
  for (const text of texts.slice(-judged)) JSON.parse(text);
  const parsing = performance.now() - start;
  return { parse: (1_000 * parsing) / judged, judge: (1_000 * judging) / judged };
}

function eventsOf(texts: readonly string[]): readonly SignIn[] {
  const people = createPeople();
  const places = openPlaces();
  return texts
    .map((text) => read(JSON.parse(text) as RawRecord))
    .map((reading) => (isRead(reading) ? reading.event : undefined))
    .map((event) => (event === undefined ? undefined : known(event, people, (address) => places.of(address))))
    .filter(isSignIn);
}

function isSignIn(event: AuditEvent | undefined): event is SignIn {
  return event?.kind === 'sign-in';
}
