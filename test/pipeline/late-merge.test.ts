import { expect, it } from '@jest/globals';
import { PEOPLE, ruleRecord, signInRecord } from '../../local/story/records.ts';
import { fakeFeed, watching } from './watching.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const THEN = Date.parse('2026-03-02T09:00:00Z');

it.each([1, 2.5, 3, 5])(
  'after an outage of weeks a sign-in %s days after an incident may join two names and put it away in one round',
  async (days) => {
    const [dana] = PEOPLE;
    if (dana === undefined) throw new Error('nobody lives in the story');
    const at = THEN + days * DAY;
    const rule = ruleRecord({ ...dana, upn: dana.objectId }, new Date(THEN), '.', '102.38.200.77');
    const signIn = signInRecord(dana, new Date(at), dana.line);
    const clock = { now: THEN - 60 * MINUTE };
    const { watch, keeper } = watching(
      (now) => [
        fakeFeed('audit-exchange', [{ record: rule, at: THEN, visibleAt: THEN }], now),
        fakeFeed('sign-ins', [{ record: signIn, at, visibleAt: at }], now),
      ],
      clock,
    );
    const tick = async (times: number): Promise<void> => {
      for (let time = 0; time < times; time += 1, clock.now += MINUTE) await watch.tick();
    };
    await tick(60);
    clock.now = THEN + 5 * MINUTE;
    await tick(1);
    clock.now = THEN + 20 * DAY;
    await tick(40);
    const { values: open } = await keeper.load('a~inc~');
    const { values: closed } = await keeper.load('z~inc~');

    expect([open.size, closed.size]).toEqual([0, 1]);
  },
);
