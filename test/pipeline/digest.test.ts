import { describe, expect, it } from '@jest/globals';
import { PEOPLE, signInRecord } from '../../local/story/records.ts';
import type { Detector } from '../../shared/model/finding.ts';
import { anomalous, evidenceOf, USUAL } from '../../shared/model/finding.ts';
import type { Decision } from '../../shared/model/decision.ts';
import type { DigestNotice, Notifier, Sent } from '../../shared/model/notice.ts';
import type { Subject } from '../../shared/model/subject.ts';
import { caseChanges } from '../../shared/pipeline/cases.ts';
import { NO_DECISIONS } from '../../shared/pipeline/decisions.ts';
import { looseIn } from '../../shared/pipeline/loose.ts';
import { loadWorking, mergePeople, type Working } from '../../shared/pipeline/working.ts';
import { finding } from '../support/findings.ts';
import type { Teller } from '../../shared/pipeline/deliver.ts';
import { createWatch } from '../../shared/pipeline/watch.ts';
import { MS_A_MINUTE, MS_AN_HOUR, STORY_DAY } from './story-logs.ts';
import { fakeFeed, watching, type Showing } from './watching.ts';

const [DANA, LEE] = PEOPLE;
if (DANA === undefined || LEE === undefined) throw new Error('nobody lives in the story');
const dana = DANA;
const lee = LEE;
/** From where a sign-in is odd, and opens nothing; from where it opens; and from where it is worth nothing alone. */
const ODD = '203.0.113.7';
const WORSE = '198.51.100.7';
const PROOF = '192.0.2.7';

/** Looks at nothing but the address, so that what is told does not hang on how sign-ins are scored. */
const byAddress: Detector = {
  id: 'by-address',
  about: { what: '', why: '', benign: '', check: [], attack: [] },
  asked: 'each',
  habits: [],
  peaks: [],
  windows: [],
  detect: {
    'sign-in'(event) {
      if (event.ip !== ODD && event.ip !== WORSE && event.ip !== PROOF) return USUAL;
      const opens = event.ip === WORSE;
      return anomalous({
        about: event.actor,
        key: `place:${event.ip}`,
        stage: 'inside',
        severity: opens ? 'medium' : 'low',
        opens,
        evidenceOnly: event.ip === PROOF,
        size: 1,
        title: `Signed in from ${event.ip}`,
        facts: {},
        evidence: [evidenceOf(event)],
        others: [],
        undo: [],
      });
    },
  },
};

/** A sign-in at an hour after the watch began, readable so many hours later. */
function signIn(hour: number, ip: string, lateHours = 0.1, person = dana): Showing {
  const at = STORY_DAY + hour * MS_AN_HOUR;
  return { record: signInRecord(person, new Date(at), ip), at, visibleAt: at + lateHours * MS_AN_HOUR };
}

interface Given {
  readonly shown: readonly Showing[];
  readonly hours: number;
  /** A new process every so many ticks; one for all unless given. */
  readonly restartEvery?: number;
  readonly mutes?: Decision['mutes'];
  readonly isDown?: (hour: number) => boolean;
  readonly upkeep?: readonly string[];
}

/** The digests that arrive within some hours, ticked every half an hour. */
async function digestsIn(given: Given): Promise<readonly DigestNotice[]> {
  const { shown, hours, restartEvery = Infinity, mutes, isDown = () => false } = given;
  const clock = { now: STORY_DAY };
  const got: DigestNotice[] = [];
  const send = async (notice: Parameters<Notifier['send']>[0]): Promise<Sent> => {
    if (isDown((clock.now - STORY_DAY) / MS_AN_HOUR))
      return { is: 'put off', why: 'down', afterMs: undefined };
    if (notice.kind === 'digest') got.push(notice);
    return { is: 'accepted' };
  };
  const teller: Teller = {
    notifiers: [{ id: 'channel', send }],
    owner: 'one',
    pageOf: () => undefined,
    standing: () => ({
      sources: [],
      problems: [],
      upkeep: given.upkeep ?? [],
      notVisible: [],
      gaps: [],
      records: 0,
    }),
    sleep: async () => undefined,
    random: () => 0.5,
  };
  const changes = { detectors: [byAddress], teller };
  const made = watching((now) => [fakeFeed('sign-ins', shown, now)], clock, changes);
  if (mutes !== undefined) await made.keeper.note(muted(mutes));
  let watch = made.watch;
  for (let tick = 0; tick < hours * 2; tick += 1) {
    clock.now = STORY_DAY + tick * 30 * MS_A_MINUTE;
    if (tick % restartEvery === 0) watch = createWatch({ ...made.parts, owner: `${tick}` });
    await watch.tick();
  }
  return got;
}

function muted(mutes: NonNullable<Decision['mutes']>): { readonly key: string; readonly value: Decision } {
  const until = STORY_DAY + 14 * 24 * MS_AN_HOUR;
  const value = { incident: 'INC-000000', by: 'key', reason: 'a test', at: STORY_DAY, until, mutes } as const;
  return { key: 'http~decided~mute', value: { kind: 'mute', ...value } };
}

/** Each digest as what it lists: who, what, at which hours, how often; and what is muted. */
function told(digests: readonly DigestNotice[]): readonly (readonly string[])[] {
  const hourOf = (at: Date): number => (at.getTime() - STORY_DAY) / MS_AN_HOUR;
  return digests.map(({ loose, muted: count }) => [
    ...loose.flatMap(({ about, seen }) =>
      seen.map(
        ({ title, firstSeen, lastSeen, times }) =>
          `${about.name}: ${title}, ${hourOf(firstSeen)}-${hourOf(lastSeen)}, ${times}`,
      ),
    ),
    ...(count === 0 ? [] : [`${count} muted`]),
  ]);
}

const line = (from: number, to = from, times = 1, who = 'Dana Reyes', ip = ODD): string =>
  `${who}: Signed in from ${ip}, ${from}-${to}, ${times}`;
const subject = `user|${dana.upn}`;

describe('what alone is no alarm', () => {
  it.each<{ name: string; given: Given; expected: readonly (readonly string[])[] }>([
    {
      name: 'stands in the next digest, and in no other',
      given: { shown: [signIn(10, ODD)], hours: 100 },
      expected: [[line(10)]],
    },
    {
      name: 'stands in one digest where its record comes hours late, after the digest of its time',
      given: { shown: [signIn(23, ODD, 3), signIn(20, '90.224.51.10')], hours: 100 },
      expected: [[line(23)]],
    },
    {
      name: 'stands in one digest where every tick is a new process',
      given: { shown: [signIn(10, ODD), signIn(23, ODD, 3)], hours: 100, restartEvery: 1 },
      expected: [[line(10)], [line(23)]],
    },
    {
      name: 'stands in one digest where the process is new just before it',
      given: { shown: [signIn(10, ODD)], hours: 100, restartEvery: 48 },
      expected: [[line(10)]],
    },
    {
      name: 'is told with how often, and the next day anew',
      given: { shown: [signIn(10, ODD), signIn(12, ODD), signIn(30, ODD)], hours: 100 },
      expected: [[line(10, 12, 2)], [line(30)]],
    },
    {
      name: 'is one line a person, the latest first',
      given: { shown: [signIn(12, ODD), signIn(10, ODD, 0.1, lee)], hours: 40 },
      expected: [[line(12), line(10, 10, 1, 'Lee Park')]],
    },
    {
      name: 'is not listed where it is muted, but counted, once',
      given: {
        shown: [signIn(10, ODD), signIn(11, ODD, 0.1, lee)],
        hours: 100,
        mutes: { detector: 'by-address', subject, value: undefined },
      },
      expected: [[line(11, 11, 1, 'Lee Park'), '1 muted']],
    },
    {
      name: 'is not listed where it became part of an incident',
      given: { shown: [signIn(10, ODD), signIn(15, WORSE)], hours: 100 },
      expected: [],
    },
    {
      name: 'is not listed again where it becomes part of an incident later',
      given: { shown: [signIn(10, ODD), signIn(30, WORSE), signIn(31, ODD)], hours: 100 },
      expected: [[line(10)]],
    },
    {
      name: 'is listed where the mute of what it stood beside leaves no incident',
      given: {
        shown: [signIn(10, ODD), signIn(15, WORSE)],
        hours: 40,
        mutes: { detector: 'by-address', subject: undefined, value: `place:${WORSE}` },
      },
      expected: [[line(10), '1 muted']],
    },
    {
      name: 'is not told where it is evidence only',
      given: { shown: [signIn(10, PROOF)], hours: 100 },
      expected: [],
    },
    {
      name: 'is no news where it happened long before the watch',
      given: { shown: [signIn(-100, ODD), signIn(-10, ODD)], hours: 100 },
      expected: [[line(-10)]],
    },
    {
      name: 'waits for the next digest where the channel is down for two',
      given: {
        shown: [signIn(10, ODD), signIn(30, ODD), signIn(60, ODD)],
        hours: 130,
        isDown: (hour) => hour > 20 && hour < 71,
      },
      expected: [[line(10, 30, 2)], [line(60)]],
    },
  ])('$name', async ({ given, expected }) => {
    expect(told(await digestsIn(given))).toEqual(expected);
  });
});

describe('when it was first seen', () => {
  const digestTo = STORY_DAY + 24 * MS_AN_HOUR;
  const about = { kind: 'user', id: dana.objectId, name: dana.name } as const;
  const seen = finding({ about, opens: false, severity: 'low' });

  async function workingWithOne(now: number): Promise<Working> {
    const { parts } = watching(() => [], { now });
    const working = await loadWorking(parts);
    working.gathering.add({ detector: byAddress, seen, at: seen.at });
    seenAt(working, about, now);
    return working;
  }

  function seenAt(working: Working, whom: Subject, now: number): void {
    caseChanges(working, [whom], { now, readUpTo: 0, newsFrom: 0, putAwayBefore: 0, digestTo }, NO_DECISIONS);
  }

  function linesIn(working: Working, from: number, to: number): number {
    return looseIn({ from, to }, working, NO_DECISIONS).lines.length;
  }

  it('is not before the last digest, where the clock of this host is behind', async () => {
    const working = await workingWithOne(digestTo - MS_A_MINUTE);

    expect(linesIn(working, digestTo, digestTo + 1)).toBe(1);
  });

  it('stays when two names turn out to be one person', async () => {
    const [then, now] = [digestTo + MS_AN_HOUR, digestTo + 30 * MS_AN_HOUR];
    const working = await workingWithOne(then);
    working.people.same([dana.objectId, dana.upn]);
    const touched = mergePeople(working);
    for (const one of touched) seenAt(working, one, now);

    expect(touched).toHaveLength(2);
    expect(linesIn(working, then, then + 1)).toBe(1);
    expect(linesIn(working, then + 1, now + 1)).toBe(0);
  });
});

describe('what wants looking after', () => {
  it('is said among the problems of a digest that comes anyway, and sends none by itself', async () => {
    const digests = await digestsIn({ shown: [signIn(30, ODD)], hours: 130, upkeep: ['Update Vigil.'] });

    expect(digests.map(({ problems }) => problems)).toEqual([['Update Vigil.']]);
  });
});
