import { setImmediate } from 'node:timers/promises';
import type { Group } from '../incidents/gather.ts';
import { incidentsOf } from '../incidents/index.ts';
import { withKeptIds, type KeptIncident } from '../incidents/sticky.ts';
import type { Incident } from '../model/finding.ts';
import type { Keeper } from '../model/keeper.ts';
import { NO_POLICY } from '../model/policy.ts';
import { keyOf } from '../model/subject.ts';
import type { ClosedCase } from './cases.ts';
import { createJudge, type Unanswered } from './judge.ts';
import { PREFIX } from './keys.ts';
import { isOurs, known } from './known.ts';
import type { WatchParts } from './watch-parts.ts';
import { mergePeople, type Working } from './working.ts';

/** Others in this process, a watch for one, get their turn so often. */
const EVENTS_A_BREATH = 2_000;

/** What is to be judged. */
interface Asked {
  readonly from: Date;
  readonly to: Date;
  /** Names; none: everybody. */
  readonly users: readonly string[];
}

/** Judges all that was read, and gives the incidents of those who were asked for, under the ids that people know. */
export async function judged(
  { from, to, users }: Asked,
  working: Working,
  { keeper, detectors, placeOf, policyOf }: WatchParts,
): Promise<{ readonly incidents: readonly Incident[]; readonly unanswered: Unanswered }> {
  const { happenings, memory, people, own, gathering } = working;
  const ownDomains = (working.ownDomains = own.all());
  mergePeople(working);
  working.policy = policyOf?.(working) ?? NO_POLICY;
  memory.forgetWindows();
  const judge = createJudge(detectors, memory, gathering.add, (event) => event.at < from);
  let taken = 0;
  for (const { event } of happenings.since(0)) {
    if (event.at > to) break;
    if ((taken += 1) % EVENTS_A_BREATH === 0) await setImmediate();
    if (isOurs(event, ownDomains)) judge.judge(known(event, people, placeOf));
  }
  judge.finish();
  const wanted = new Set(
    users.map((user) => people.resolve({ kind: 'user', id: user.toLowerCase(), name: user }).id),
  );
  const named = await keptIds(keeper, working);
  const groups = gathering.groups();
  const names = withKeptIds(groups, (subject) => named.get(subject) ?? []);
  const idOf = (group: Group | undefined): string | undefined => group && names.get(group)?.kept?.id;
  const incidents = incidentsOf(groups, (found) =>
    found.map((incident, at) => ({ ...incident, id: idOf(groups[at]) ?? incident.id })),
  );
  return {
    incidents: incidents.filter(({ about }) => wanted.size === 0 || wanted.has(about.id)),
    unanswered: judge.unanswered,
  };
}

/** The incidents that people know, open and closed, by whom they are about. */
async function keptIds(
  keeper: Keeper,
  { cases }: Working,
): Promise<ReadonlyMap<string, readonly KeptIncident[]>> {
  const named = new Map([...cases].map(([subject, { incidents }]) => [subject, [...incidents]]));
  const { values } = await keeper.load(PREFIX.closed);
  for (const value of values.values()) {
    const { incident, formerly, opened } = value as ClosedCase;
    const { id, about } = incident;
    const kept = { id, opened, formerly, seen: 0, told: undefined };
    named.set(keyOf(about), [...(named.get(keyOf(about)) ?? []), kept]);
  }
  return named;
}
