import { describe, expect, it } from '@jest/globals';
import type { FeedName } from '../../shared/model/feed.ts';
import { createScan, type Scan, type Scanned, type ScanParts } from '../../shared/pipeline/scan.ts';
import { replayed } from '../support/replaying.ts';
import { logs, MS_A_MINUTE, MS_AN_HOUR, RECORDS, STORY_DAY } from './story-logs.ts';
import { incidentsIn } from '../../local/start/told.ts';
import { fakeFeed, watching, type Watching } from './watching.ts';

const BURST = 214;
const request: Scan = {
  from: new Date(STORY_DAY),
  to: new Date(STORY_DAY + 24 * MS_AN_HOUR),
  users: [],
  post: false,
  resume: undefined,
};

/** A watch that has seen the story, and the scans beside it. */
async function watchedStory(): Promise<Watching> {
  const shown = logs(() => 4);
  const clock = { now: STORY_DAY };
  const made = watching((now) => [...shown].map(([name, rows]) => fakeFeed(name, rows, now)), clock);
  for (; clock.now < STORY_DAY + 30 * MS_AN_HOUR; clock.now += 15 * MS_A_MINUTE) await made.watch.tick();
  return made;
}

function scanParts({ parts }: Watching, changes: Partial<ScanParts> = {}): ScanParts {
  let ids = 0;
  return { ...parts, newId: () => `scan-${(ids += 1)}`, answerWithinMs: 200_000, ...changes };
}

function done(answer: Awaited<ReturnType<ReturnType<typeof createScan>>>): Scanned {
  if ('not' in answer) throw new Error(answer.not);
  return answer;
}

/** Every value in a store but those a scan owns. */
async function kept({ keeper }: Watching): Promise<string> {
  const { values } = await keeper.load('');
  const others = [...values].filter(([key]) => !key.startsWith('scan~'));
  return JSON.stringify([await keeper.head(), others]);
}

describe('a scan beside a watch', () => {
  it('finds the story under the ids that people know, and changes nothing', async () => {
    const made = await watchedStory();
    const before = await kept(made);
    const { incidents, resume } = done(await createScan(scanParts(made))(request));
    const known = await incidentsIn(made.keeper);

    expect(incidents.map(({ id }) => id)).toEqual(known.map(({ id }) => id));
    expect(incidents.map(({ stages }) => stages)).toEqual(known.map(({ stages }) => stages));
    expect(resume).toBeUndefined();
    expect(await kept(made)).toBe(before);
  });

  it('needs no watch at all', async () => {
    const shown = logs(() => 4);
    const clock = { now: STORY_DAY + 30 * MS_AN_HOUR };
    const made = watching((now) => [...shown].map(([name, rows]) => fakeFeed(name, rows, now)), clock);
    const { incidents } = done(await createScan(scanParts(made))(request));
    const from = { from: request.from };

    expect(incidents.map(({ about }) => about.id)).toEqual(
      expect.arrayContaining(replayed(RECORDS, from).incidents.map(({ about }) => about.id)),
    );
  });

  it('tells of whom it was asked', async () => {
    const made = await watchedStory();
    const users = ['Dana.Reyes@fjordline.example'];
    const { incidents } = done(await createScan(scanParts(made))({ ...request, users }));

    expect(incidents.map(({ about }) => about.id)).toEqual(['dana.reyes@fjordline.example']);
  });

  it('knows nobody who is in no record', async () => {
    const made = await watchedStory();
    const scan = createScan(scanParts(made));

    expect(await scan({ ...request, users: ['nobody@fjordline.example'] })).toEqual({
      not: 'unknown-user',
      user: 'nobody@fjordline.example',
    });
  });

  it('lets one go at a time', async () => {
    const made = await watchedStory();
    const scan = createScan(scanParts(made));
    const answers = await Promise.all([scan(request), scan(request)]);

    expect(answers.map((answer) => ('not' in answer ? answer.not : 'scanned')).toSorted()).toEqual([
      'busy',
      'scanned',
    ]);
    expect('not' in (await scan(request))).toBe(false);
  });

  it('leaves a wish to post for the watch', async () => {
    const made = await watchedStory();
    await createScan(scanParts(made))({ ...request, post: true });
    made.clock.now += 20 * MS_A_MINUTE;
    await made.watch.tick();
    const { values } = await made.keeper.load('');
    const keys = [...values.keys()];

    expect(keys.filter((key) => key.startsWith('out~scan-'))).toHaveLength(1);
    expect(keys.filter((key) => key.startsWith('scan~'))).toEqual([]);
  });
});

describe('a scan that runs out of time', () => {
  /** Each reading of a log takes a minute. */
  function slowly(made: Watching): ScanParts {
    const parts = scanParts(made);
    const feeds = new Map(
      [...parts.feeds].map(([name, feed]): [FeedName, typeof feed] => [
        name,
        {
          ...feed,
          async *read(from, to, limits) {
            made.clock.now += MS_A_MINUTE;
            return yield* feed.read(from, to, limits);
          },
        },
      ]),
    );
    return { ...parts, feeds };
  }

  it('answers in part, and comes to the same in the end', async () => {
    const made = await watchedStory();
    const whole = done(await createScan(scanParts(made))(request));
    const scan = createScan(slowly(made));
    let answer = done(await scan(request));
    let rounds = 1;
    for (; answer.resume !== undefined; rounds += 1)
      answer = done(await scan({ ...request, resume: answer.resume }));

    expect(rounds).toBeGreaterThan(1);
    expect(answer.incidents).toEqual(whole.incidents);
    expect(answer.summary.read).toEqual(whole.summary.read);
    expect(answer.summary.read['message-traces']).toBeGreaterThan(BURST);
    expect(await kept(made)).not.toContain('scan~');
  });

  it('goes on with none but its own', async () => {
    const made = await watchedStory();
    const scan = createScan(slowly(made));
    const { resume } = done(await scan(request));
    const other = { ...request, from: new Date(STORY_DAY + MS_AN_HOUR), resume };

    expect(await scan(other)).toEqual({ not: 'unknown-resume' });
    expect(await scan({ ...request, resume: 'made-up' })).toEqual({ not: 'unknown-resume' });
  });
});
