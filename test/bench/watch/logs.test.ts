import { describe, expect, it } from '@jest/globals';
import { MAILS, MS_A_DAY, MS_A_MINUTE, openLogs, SIGN_INS } from '../../../bench/watch/logs.ts';
import type { FeedName } from '../../../shared/model/feed.ts';
import { isRead, read, type RawRecord } from '../../../shared/sources/index.ts';

const USERS = 4;
const TUESDAY = Date.parse('2026-03-03T00:00:00Z');
const LIMITS = { deadline: () => Infinity, mostPages: 1, isKnown: () => false };

async function readFrom(
  logs: ReturnType<typeof openLogs>,
  name: FeedName,
  [from, to]: readonly [number, number],
  now = Infinity,
): Promise<readonly unknown[]> {
  const records: unknown[] = [];
  const feed = logs.feeds(() => now).get(name);
  if (feed === undefined) throw new Error(`no log ${name}`);
  for await (const page of feed.read(new Date(from), new Date(to), LIMITS)) records.push(...page.records);
  return records;
}

const day = (start: number): readonly [number, number] => [start, start + MS_A_DAY - 1];

describe('the logs of the bench', () => {
  it.each([
    ['sign-ins', SIGN_INS],
    ['message-traces', MAILS],
  ] as const)(
    'have as many %s of a user and working day as they say, and all can be read',
    async (name, each) => {
      const records = await readFrom(openLogs(USERS), name, day(TUESDAY));
      const readings = records.map((record) => read(record as RawRecord));

      expect(records).toHaveLength(USERS * each);
      expect(readings.every((reading) => isRead(reading) && reading.event !== undefined)).toBe(true);
    },
  );

  it('give the same records each time, and to others who open them', async () => {
    const logs = openLogs(USERS);
    const first = await readFrom(logs, 'sign-ins', day(TUESDAY));

    await readFrom(logs, 'sign-ins', day(TUESDAY + MS_A_DAY));
    expect(await readFrom(logs, 'sign-ins', day(TUESDAY))).toEqual(first);
    expect(await readFrom(openLogs(USERS), 'sign-ins', day(TUESDAY))).toEqual(first);
  });

  it('are empty at weekends', async () => {
    expect(
      await readFrom(openLogs(USERS), 'sign-ins', [TUESDAY + 4 * MS_A_DAY, TUESDAY + 6 * MS_A_DAY - 1]),
    ).toEqual([]);
  });

  it('show nothing that has not happened yet', async () => {
    const noon = TUESDAY + MS_A_DAY / 2;
    const shown = await readFrom(openLogs(USERS), 'message-traces', day(TUESDAY), noon);
    const times = shown.map((record) =>
      Date.parse((record as { receivedDateTime: string }).receivedDateTime),
    );

    expect(shown.length).toBeLessThan(USERS * MAILS);
    expect(Math.max(...times)).toBeLessThanOrEqual(noon);
  });

  it('have everybody act in five minutes', async () => {
    const logs = openLogs(USERS);
    const early = TUESDAY + 6 * 60 * MS_A_MINUTE;
    const span = [early - 5 * MS_A_MINUTE, early] as const;

    expect(logs.everybody(early)).toBe(USERS * 2);
    expect(await readFrom(logs, 'sign-ins', span)).toHaveLength(USERS);
    expect(await readFrom(logs, 'message-traces', span)).toHaveLength(USERS);
  });
});
