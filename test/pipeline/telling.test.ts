import { describe, expect, it } from '@jest/globals';
import type { Notice, Notifier, Sent } from '../../shared/model/notice.ts';
import type { Decision } from '../../shared/model/decision.ts';
import type { Teller } from '../../shared/pipeline/deliver.ts';
import { createWatch } from '../../shared/pipeline/watch.ts';
import { logs, MS_A_MINUTE, MS_AN_HOUR, STORY_DAY } from './story-logs.ts';
import { PEOPLE, signInRecord } from '../../local/story/records.ts';
import { incidentsIn } from '../../local/start/told.ts';
import { fakeFeed, watching, type Watching } from './watching.ts';

const ACCEPTED: Sent = { is: 'accepted' };
const DANA = 'dana.reyes@fjordline.example';

/** A notifier that remembers what it was given, and answers as it is told. */
function channel(answer: () => Sent = () => ACCEPTED): {
  readonly notifier: Notifier;
  readonly got: { readonly notice: Notice; readonly key: string; readonly answer: Sent }[];
} {
  const got: { notice: Notice; key: string; answer: Sent }[] = [];
  return {
    got,
    notifier: {
      id: 'channel',
      send: async (notice, key) => {
        const sent = answer();
        got.push({ notice, key, answer: sent });
        return sent;
      },
    },
  };
}

function tellerOf(notifiers: readonly Notifier[], owner = 'one'): Teller {
  return {
    notifiers,
    owner,
    pageOf: (id) => `https://vigil.example/api/incident/${id}`,
    standing: () => ({ sources: [], problems: [], upkeep: [], notVisible: [], gaps: [], records: 0 }),
    sleep: async () => undefined,
    random: () => 0.5,
  };
}

function storyWatch(clock: { now: number }, teller: Teller): Watching {
  const shown = logs(() => 4);
  return watching((now) => [...shown].map(([name, rows]) => fakeFeed(name, rows, now)), clock, { teller });
}

async function tickUntil(made: Watching, hours: number, stepMinutes = 5): Promise<void> {
  const end = STORY_DAY + hours * MS_AN_HOUR;
  for (; made.clock.now < end; made.clock.now += stepMinutes * MS_A_MINUTE) await made.watch.tick();
}

/** Accepted cards of incidents: `id update`. */
function told(got: ReturnType<typeof channel>['got']): readonly string[] {
  return got.flatMap(({ notice, answer }) =>
    notice.kind === 'incident' && answer.is === 'accepted'
      ? [`${notice.incident.about.id} ${notice.update}`]
      : [],
  );
}

describe('telling the story', () => {
  it('takes one to six cards of the one incident, and says once that it watches', async () => {
    const { notifier, got } = channel();
    const made = storyWatch({ now: STORY_DAY }, tellerOf([notifier]));
    await tickUntil(made, 16);
    const cards = told(got);

    expect(cards.length).toBeGreaterThanOrEqual(1);
    expect(cards.length).toBeLessThanOrEqual(6);
    expect(cards.every((card) => card.startsWith(DANA))).toBe(true);
    expect(got.filter(({ notice }) => notice.kind === 'connection')).toHaveLength(1);
    expect(got.filter(({ notice }) => notice.kind === 'look-back')).toHaveLength(1);
    expect(new Set(got.map(({ key }) => key)).size).toBe(got.length);
  });

  it('takes one card where the channel was down for a day', async () => {
    let isDown = true;
    const { notifier, got } = channel(() =>
      isDown ? { is: 'put off', why: 'down', afterMs: undefined } : ACCEPTED,
    );
    const made = storyWatch({ now: STORY_DAY }, tellerOf([notifier]));
    await tickUntil(made, 32);
    isDown = false;
    await tickUntil(made, 36);
    const head = await made.keeper.load('out~');

    expect(told(got)).toHaveLength(1);
    expect(got.at(-1)?.answer).toBe(ACCEPTED);
    expect(head.values.size).toBe(0);
  });

  it('tells the same once more where it died between sending and writing it down', async () => {
    let isDead = false;
    const { notifier, got } = channel(() => {
      isDead = got.length === 1; // the first card is that of the connection
      return ACCEPTED;
    });
    const clock = { now: STORY_DAY };
    const made = storyWatch(clock, tellerOf([notifier]));
    const dying = {
      ...made.parts,
      keeper: {
        ...made.keeper,
        commit: (...given: Parameters<typeof made.keeper.commit>) => {
          if (isDead) throw new Error('killed');
          return made.keeper.commit(...given);
        },
      },
    };
    let watch = createWatch(dying);
    for (; clock.now < STORY_DAY + 16 * MS_AN_HOUR; clock.now += 5 * MS_A_MINUTE) {
      try {
        await watch.tick();
      } catch {
        isDead = false;
        watch = createWatch({ ...dying, owner: `after ${clock.now}` });
      }
    }
    const keys = got.map(({ key }) => key);
    const twice = keys.filter((key, at) => keys.indexOf(key) !== at);

    expect(twice).toHaveLength(1);
  });

  it('keeps what a notifier refuses, tells why, and tries again in a new process', async () => {
    const refused = channel(() => ({ is: 'parked', why: 'The flow is off.' }));
    const clock = { now: STORY_DAY };
    const made = storyWatch(clock, tellerOf([refused.notifier]));
    await tickUntil(made, 16);
    const tries = refused.got.filter(({ notice }) => notice.kind === 'incident').length;
    const works = channel();
    const next = createWatch({ ...made.parts, owner: 'two', teller: tellerOf([works.notifier], 'two') });
    for (const end = clock.now + 2 * MS_AN_HOUR; clock.now < end; clock.now += 5 * MS_A_MINUTE)
      await next.tick();

    expect(tries).toBeGreaterThanOrEqual(1);
    expect(tries).toBeLessThanOrEqual(6);
    expect(told(works.got)).toHaveLength(1);
  });
});

describe('what people decide', () => {
  function decided(
    changes: Partial<Decision>,
    at: number,
  ): { readonly key: string; readonly value: Decision } {
    const value: Decision = {
      kind: 'acknowledge',
      incident: 'INC-000000',
      by: 'key',
      reason: 'a test',
      at,
      until: at + 14 * 24 * MS_AN_HOUR,
      mutes: undefined,
      ...changes,
    };
    return { key: `http~decided~${value.kind}`, value };
  }

  it('keeps a muted finding quiet, and only that', async () => {
    const { notifier, got } = channel();
    const made = storyWatch({ now: STORY_DAY }, tellerOf([notifier]));
    const mutes = { detector: undefined, subject: `user|${DANA}`, value: 'surge' };
    await made.keeper.note(decided({ kind: 'mute', mutes }, STORY_DAY));
    await tickUntil(made, 16);
    const detectors = got.flatMap(({ notice }) =>
      notice.kind === 'incident' ? notice.incident.findings.map(({ detector }) => detector) : [],
    );

    expect(detectors).toContain('unfamiliar-sign-in');
    expect(detectors).not.toContain('mass-send');
  });

  it('mutes nothing by one thing alone', async () => {
    const { notifier, got } = channel();
    const made = storyWatch({ now: STORY_DAY }, tellerOf([notifier]));
    const mutes = { detector: undefined, subject: `user|${DANA}`, value: undefined };
    await made.keeper.note(decided({ kind: 'mute', mutes }, STORY_DAY));
    await tickUntil(made, 16);

    expect(told(got).length).toBeGreaterThanOrEqual(1);
  });

  it('believes what somebody says was their own: the same place is usual the next day', async () => {
    const [dana] = PEOPLE;
    if (dana === undefined) throw new Error('nobody lives in the story');
    const again = STORY_DAY + 34 * MS_AN_HOUR;
    const record = signInRecord(dana, new Date(again), '102.38.200.77', {
      browser: 'Firefox 115.0',
      system: 'Linux',
      deviceId: '',
    });
    const heard = async (isPardoned: boolean): Promise<readonly string[]> => {
      const shown = new Map(logs(() => 4));
      const rows = shown.get('sign-ins') ?? [];
      shown.set('sign-ins', [...rows, { record, at: again, visibleAt: again + 4 * MS_A_MINUTE }]);
      const made = watching((now) => [...shown].map(([name, showings]) => fakeFeed(name, showings, now)), {
        now: STORY_DAY,
      });
      await tickUntil(made, 12);
      const [about] = await incidentsIn(made.keeper).then((all) =>
        all.filter(({ severity }) => severity === 'critical'),
      );
      if (isPardoned)
        await made.keeper.note(decided({ kind: 'pardon', incident: about?.id ?? '' }, made.clock.now));
      await tickUntil(made, 36);
      const found = (await incidentsIn(made.keeper)).flatMap(({ findings }) => findings);
      const place = found.filter(({ detector }) => detector === 'unfamiliar-sign-in');
      return place.flatMap(({ evidence }) =>
        evidence.filter(({ at }) => at.getTime() >= again).map(({ id }) => id),
      );
    };

    expect(await heard(false)).toHaveLength(1);
    expect(await heard(true)).toHaveLength(0);
  });
});

describe('what comes by the calendar', () => {
  it('is a heartbeat a week, and a digest on days that have something to say', async () => {
    const { notifier, got } = channel();
    const made = storyWatch({ now: STORY_DAY }, tellerOf([notifier]));
    await tickUntil(made, 16);
    await tickUntil(made, 15 * 24, 60);
    const kinds = got.map(({ notice }) => notice.kind);
    const digests = kinds.filter((kind) => kind === 'digest');

    expect(kinds.filter((kind) => kind === 'heartbeat')).toHaveLength(2);
    expect(digests.length).toBeGreaterThanOrEqual(1);
    expect(digests.length).toBeLessThanOrEqual(3);
    expect(kinds.filter((kind) => kind === 'connection')).toHaveLength(1);
  });
});
