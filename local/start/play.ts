import { storyOf } from '../../shared/incidents/story.ts';
import type { Incident } from '../../shared/model/finding.ts';
import type { Keeper } from '../../shared/model/keeper.ts';
import { isReading } from '../../shared/pipeline/history.ts';
import { readHead } from '../../shared/pipeline/head.ts';
import { incidentText } from '../../shared/pages/incident-text.ts';
import { toldIn } from './told.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** When the curtain rises; history is read before the first wrong password. */
export const CURTAIN = new Date('2026-03-02T06:00:00Z');
export const END = new Date('2026-03-02T11:30:00Z');
const STAGES = ['credential-known', 'inside', 'staying', 'hiding', 'spreading'];

/** What happens on the stage, and when: only told, never read by Vigil. */
const ACTS: readonly (readonly [time: string, what: string])[] = [
  ['08:31', 'somebody guesses at Dana Reyes’ password from an address in Lagos'],
  ['09:12', 'the password is right, and a sign-in from Lagos goes through'],
  ['09:14', 'they register an authenticator app of their own'],
  ['09:20', 'they make an inbox rule that hides replies'],
  ['09:31', 'a mail goes to 214 people of Dana’s address book'],
  ['10:02', '36 of them are made guests of the directory'],
];

export interface Stage {
  readonly clock: VirtualClock;
  readonly keeper: Keeper;
  /** Runs the watch once. */
  readonly tick: () => Promise<void>;
  readonly say: (line: string) => void;
  readonly isStopped: () => boolean;
  /** Cards in the channel, and runs of its flow that failed. */
  readonly cards: () => number;
  readonly failedRuns: () => number;
}

/** Plays the hours of the story minute by minute, and says what happens and what Vigil would tell. True: exactly the expected incident was told. */
export async function play(stage: Stage): Promise<boolean> {
  const { clock, say, keeper, tick, isStopped } = stage;
  say('Five quiet weeks of twelve people stand in the logs. Vigil reads them, a day at a time.');
  let isHistory = true;
  const told = new Map<string, number>();
  let head: string | undefined;
  while (clock.now() < END && !isStopped()) {
    const time = clock.now().toISOString().slice(11, 16);
    for (const [at, what] of ACTS) if (at === time) say(`${time}  ${what}`);
    await tick();
    if (isHistory && !(await isInHistory(keeper))) {
      isHistory = false;
      say(`${time}  Vigil has read the past and watches.`);
    }
    const tag = (await keeper.head())?.tag;
    if (!isHistory && tag !== head) await sayTold(stage, told, time);
    head = tag;
    clock.advance(1);
  }
  return isStopped() ? false : curtain(stage, new Set(told.keys()));
}

async function isInHistory(keeper: Keeper): Promise<boolean> {
  const head = await keeper.head();
  const history = head === undefined ? undefined : readHead(head.text).history;
  return history === undefined || isReading(history);
}

async function sayTold({ keeper, say }: Stage, told: Map<string, number>, time: string): Promise<void> {
  for (const { incident, revision } of await toldIn(keeper)) {
    const { id, severity, title, stages } = incident;
    if ((told.get(id) ?? 0) >= revision) continue;
    told.set(id, revision);
    say(`${time}  → ${id}, update ${revision}, ${severity}: ${title} (${stages.join(', ')})`);
  }
}

async function curtain(
  { keeper, say, cards, failedRuns }: Stage,
  told: ReadonlySet<string>,
): Promise<boolean> {
  const incidents = (await toldIn(keeper)).map(({ incident }) => incident).filter(({ id }) => told.has(id));
  for (const incident of incidents) say(`\n${incidentText(storyOf(incident), STYLE)}`);
  const stages = new Set(incidents.flatMap((incident) => incident.stages));
  say(`story: ${incidents.length} incidents, ${cards()} cards, ${stages.size} stages`);
  return isExpected(incidents) && cards() >= LEAST_CARDS && failedRuns() === 0;
}

/** That it watches, what it found in the past, and the incident. */
const LEAST_CARDS = 3;

const STYLE = { timeZone: 'UTC', width: 110, strong: (text: string) => text };

function isExpected(incidents: readonly Incident[]): boolean {
  const [only, ...others] = incidents;
  return (
    only !== undefined &&
    others.length === 0 &&
    only.severity === 'critical' &&
    only.stages.length === STAGES.length &&
    STAGES.every((stage, index) => only.stages[index] === stage)
  );
}
