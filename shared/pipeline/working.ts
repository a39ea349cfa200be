import { createGathering, type Gathering } from '../incidents/gather.ts';
import type { Keeper } from '../model/keeper.ts';
import type { KeptSubject, LiveMemory } from '../model/live-memory.ts';
import { NO_POLICY, type Policy } from '../model/policy.ts';
import { keyOf, type Subject } from '../model/subject.ts';
import { createHappenings, type Happenings, type KeptHappening } from './happenings.ts';
import { keptSeen, revivedCase, type KnownCase } from './kept-sights.ts';
import { ALL, PREFIX } from './keys.ts';
import { NOTHING_SENT, type SentTimes } from './outbox.ts';
import { createOwnDomains, type OwnDomains } from './own-domains.ts';
import { createPeople, type KeptPeople, type People } from './people.ts';
import type { CreateMemory } from './watch-parts.ts';

/** Everything that is known between two ticks, in memory. */
export interface Working {
  readonly memory: LiveMemory;
  readonly happenings: Happenings;
  readonly people: People;
  readonly own: OwnDomains;
  /** The tenant's domains as of the last stretch: worked out once for all its events. */
  ownDomains: ReadonlySet<string> | undefined;
  /** What holds of where people are, as of the last stretch: likewise. */
  policy: Policy;
  readonly gathering: Gathering;
  /** Whom something was seen of, and the incidents put down for them; by `keyOf`. */
  readonly cases: Map<string, KnownCase>;
  /** Content blobs that were read, by UTC day, each by its hash. */
  readonly parts: Map<number, Set<string>>;
  /** When cards were sent. */
  sent: SentTimes;
  /** What the tenant is set to, as it was last read. */
  posture: unknown;
  /** What was learned of people and domains when they were last written. */
  learnedWritten: string;
  /** Keys whose value could not be read. */
  readonly damaged: readonly string[];
}

export interface WorkingParts {
  readonly keeper: Keeper;
  readonly createMemory: CreateMemory;
  /** Domains that the operator named. */
  readonly ownDomains: readonly string[];
}

interface KeptTenant {
  readonly people: KeptPeople;
  readonly domains: readonly string[];
}

/** Reads everything kept. A value that cannot be read is named, and what can be read is used. */
export async function loadWorking({ keeper, createMemory, ownDomains }: WorkingParts): Promise<Working> {
  const { values, damaged } = await keeper.load(ALL);
  // What is written without being read is listed once, so that no write has to look what it replaces.
  for (const prefix of [PREFIX.outbox, PREFIX.rejected]) await keeper.load(prefix);
  const tenant = values.get(PREFIX.people) as KeptTenant | undefined;
  const own = createOwnDomains(ownDomains);
  for (const domain of tenant?.domains ?? []) own.member(domain);
  const working: Working = {
    memory: createMemory(
      () => working.ownDomains,
      () => working.policy,
    ),
    happenings: createHappenings(),
    people: peopleOf(tenant?.people),
    own,
    ownDomains: own.all(),
    policy: NO_POLICY,
    gathering: createGathering(),
    cases: new Map(),
    parts: new Map(),
    sent: (values.get(PREFIX.sent) as SentTimes | undefined) ?? NOTHING_SENT,
    posture: values.get(PREFIX.posture),
    learnedWritten: '',
    damaged,
  };
  for (const [key, value] of values) restore(working, key, value);
  working.memory.settle();
  working.happenings.settle();
  working.learnedWritten = learnedOf(working);
  return working;
}

function restore(working: Working, key: string, value: unknown): void {
  const { memory, happenings, gathering, cases, parts } = working;
  if (key.startsWith(PREFIX.memory)) for (const kept of value as readonly KeptSubject[]) memory.restore(kept);
  if (key.startsWith(PREFIX.happenings)) happenings.restore(value as readonly KeptHappening[]);
  if (key.startsWith(PREFIX.parts))
    parts.set(Number(key.slice(PREFIX.parts.length)), new Set(value as readonly string[]));
  if (key.startsWith(PREFIX.incidents)) {
    const kept = revivedCase(value);
    const { about, sights, incidents } = kept;
    gathering.restore(about, sights);
    cases.set(keyOf(about), { about, incidents, seen: keptSeen(kept) });
  }
}

function peopleOf(kept: KeptPeople | undefined): People {
  const people = createPeople();
  for (const names of kept?.groups ?? []) people.same(names);
  for (const [kind, id, name] of kept?.called ?? []) people.note({ kind, id, name });
  return people;
}

/** Who is who and which domains are the tenant's, as one value. */
export function keptTenant({ people, own }: Working): KeptTenant {
  return { people: people.kept(), domains: [...own.known()] };
}

/** Changes whenever more was learned of who is who, or of whose the domains are. */
export function learnedOf({ people, own }: Pick<Working, 'people' | 'own'>): string {
  return `${people.learned()} ${[...own.known()].join(' ')}`;
}

/** After more was learned of who is who: what was remembered under two names of one person becomes theirs. Gives whom it touched. */
export function mergePeople({ memory, people, gathering, cases }: Working): readonly Subject[] {
  const touched: Subject[] = [];
  for (const subject of memory.subjects()) {
    const one = people.resolve(subject);
    if (keyOf(one) !== keyOf(subject)) memory.merge(subject, one);
  }
  for (const { about, incidents, seen } of cases.values()) {
    const one = people.resolve(about);
    if (keyOf(one) === keyOf(about)) continue;
    gathering.restore(one, gathering.kept(about));
    gathering.forget(about);
    const known = cases.get(keyOf(one));
    cases.set(keyOf(one), {
      about: one,
      incidents: [...(known?.incidents ?? []), ...incidents],
      seen: new Map([...seen, ...(known?.seen ?? [])]),
    });
    cases.delete(keyOf(about));
    touched.push(about, one);
  }
  return touched;
}
