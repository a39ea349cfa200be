import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Feed, FeedName } from '../../shared/model/feed.ts';
import { readHead, type HistoryState } from '../../shared/pipeline/head.ts';
import { PREFIX } from '../../shared/pipeline/keys.ts';
import { logs, MS_A_MINUTE, STORY_DAY } from './story-logs.ts';
import { fakeFeed, watching, type Watching } from './watching.ts';

class Down extends Error {}

const BEGIN = STORY_DAY + 12 * 60 * MS_A_MINUTE;

/** A watch of the story's logs, of which some cannot be read for so many ticks, one a minute. */
function watchedWith(down: readonly FeedName[], ticks: number): Watching {
  const clock = { now: BEGIN };
  const isDown = (): boolean => clock.now < BEGIN + ticks * MS_A_MINUTE;
  const failing = (feed: Feed): Feed => ({
    ...feed,
    async *read(...asked) {
      if (down.includes(feed.name) && isDown()) throw new Down();
      return yield* feed.read(...asked);
    },
  });
  const shown = logs(() => 4);
  return watching((now) => [...shown].map(([name, rows]) => failing(fakeFeed(name, rows, now))), clock, {
    explain: (error) => (error instanceof Down ? { kind: 'down', sentence: 'It is down.' } : undefined),
  });
}

async function tick({ watch, clock }: Watching, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1, clock.now += MS_A_MINUTE) await watch.tick();
}

async function history({ keeper }: Watching): Promise<HistoryState | undefined> {
  return readHead((await keeper.head())?.text ?? '').history;
}

/** What is remembered, but for how people are called, which depends on what was read first. */
async function learned({ keeper }: Watching): Promise<string> {
  const { values } = await keeper.load(PREFIX.memory);
  return JSON.stringify([...values], (key, value: unknown) => (key === 'name' ? '' : value), 1);
}

async function hasLookBack({ keeper }: Watching): Promise<boolean> {
  return (await keeper.load(PREFIX.lookBack)).values.has(PREFIX.lookBack);
}

describe('history', () => {
  let healthy: Watching;
  beforeAll(async () => {
    healthy = watchedWith([], 0);
    await tick(healthy, 32);
  });

  it('waits for a log that cannot be read for some minutes', async () => {
    const made = watchedWith(['sign-ins'], 2);
    await tick(made, 36);

    expect(await learned(made)).toEqual(await learned(healthy));
    expect(await history(made)).toEqual(await history(healthy));
  });

  it('goes on without one that cannot be read for longer, and makes up for it once it can', async () => {
    const made = watchedWith(['sign-ins', 'message-traces'], 60);
    await tick(made, 40);

    expect(await hasLookBack(made)).toBe(true);
    expect(await learned(made)).not.toEqual(await learned(healthy));
    await tick(made, 30);
    expect(await history(made)).toMatchObject({ only: ['sign-ins', 'message-traces'] });
    await tick(made, 30);
    expect(await learned(made)).toEqual(await learned(healthy));
    expect(await history(made)).not.toHaveProperty('missed');
  });

  it('stands still where nothing can be read', async () => {
    const made = watchedWith(['sign-ins', 'directory-audits', 'message-traces', 'audit-exchange'], 100);
    await tick(made, 100);

    expect(await hasLookBack(made)).toBe(false);
    expect((await history(made))?.at).toBe(BEGIN - 30 * 24 * 60 * MS_A_MINUTE);
  });
});
