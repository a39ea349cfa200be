import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../../local/tenant/index.ts';
import type { Vigil } from '../../shared/model/vigil.ts';
import { openTable } from '../../shared/platform/tables.ts';
import { aVigil, HOUR_MS, MINUTE_MS, type AVigil } from './a-vigil.ts';
import { served, type Served } from './served.ts';
import { showStory, STORY_DAY, takeOver } from './the-story.ts';

const BEGIN = STORY_DAY + 12 * HOUR_MS;
const iso = (at: number): string => new Date(at).toISOString();
const THE_DAY = { from: iso(STORY_DAY), to: iso(BEGIN) };
/** Once sign-ins are read; asked to wait so long twice, an answer has no time left. */
const HELD_UP: Fault = { path: '/auditLogs/', status: 429, retryAfter: 100, after: 3, times: 5 };

interface Line {
  readonly type: string;
  readonly id: string;
  readonly stages: readonly string[];
  readonly complete?: boolean;
  readonly resume?: string;
}

/** A watch that has just told of the take-over, served; with no ticks there is none yet. */
async function watched(ticks = 3): Promise<{ made: AVigil; host: Served; renew: () => void }> {
  const made = await aVigil(BEGIN);
  showStory(made.tenant);
  let vigil: Vigil = made.build();
  const host = await served(made, () => vigil);
  for (let minute = 0; minute < ticks; minute += 1) {
    made.clock.set(BEGIN + minute * MINUTE_MS);
    await host.tick();
  }
  return { made, host, renew: () => void (vigil = made.build()) };
}

async function lines(answer: Response): Promise<readonly Line[]> {
  expect(answer.status).toBe(200);
  return (await answer.json()) as readonly Line[];
}

const incidentsIn = (all: readonly Line[]): readonly object[] =>
  all.filter(({ type }) => type === 'incident');

/** Every row as it stands in the table, with the tag that changes with each writing. */
async function rows({ tenant }: AVigil): Promise<readonly string[]> {
  const table = openTable({ connection: process.env['TABLES_CONNECTION'] ?? '' }, 'vigil');
  const filter = `PartitionKey eq '${tenant.settings().tenantId}~0'`;
  return table(async (client) => {
    const found: string[] = [];
    for await (const { rowKey, etag } of client.listEntities({ queryOptions: { filter } }))
      found.push(`${rowKey} ${etag}`);
    return found.toSorted();
  });
}

describe('POST /api/scan', () => {
  it('finds the take-over under the ids that people know, changes no row and posts nothing', async () => {
    const { made, host } = await watched();
    const before = await rows(made);
    const known = await takeOver(made.keeper);
    const answer = await lines(await host.scan(THE_DAY));

    expect(before.length).toBeGreaterThan(10);
    expect(known.length).toBeGreaterThan(0);
    expect(incidentsIn(answer)).toMatchObject(
      known.map(({ id, about }) => ({ id, actor: { id: about.id } })),
    );
    expect(answer.at(-1)).toMatchObject({ type: 'summary', complete: true });
    expect(await rows(made)).toEqual(before);
  });

  it.each([
    ['beside a watch', 3],
    ['without one', 0],
  ])(
    'goes on in a new process, comes to the same as in one, and leaves nothing behind: %s',
    async (_what, ticks) => {
      const { made, host, renew } = await watched(ticks);
      const before = await rows(made);
      made.tenant.faults.next(HELD_UP);
      const answers = [await lines(await host.scan(THE_DAY))];
      for (let last = answers[0]?.at(-1); last?.complete === false; last = answers.at(-1)?.at(-1)) {
        renew();
        answers.push(await lines(await host.scan({ ...THE_DAY, resume: last.resume })));
      }
      expect(await rows(made)).toEqual(before);
      const [whole, last] = [await lines(await host.scan(THE_DAY)), answers.at(-1) ?? []];

      expect(answers.length).toBeGreaterThan(2);
      expect(incidentsIn(last).length).toBeGreaterThan(0);
      expect(incidentsIn(last)).toEqual(incidentsIn(whole));
      expect(last.at(-1)).not.toHaveProperty('unread');
    },
  );

  it('lets one of a hundred go, tells the others when to come again, and the watch ticks on', async () => {
    const { made, host } = await watched();
    const known = await takeOver(made.keeper);
    const asked = Array.from({ length: 100 }, () => host.scan(THE_DAY));
    for (let minute = 3; minute < 8; minute += 1) {
      made.clock.set(BEGIN + minute * MINUTE_MS);
      await host.tick();
    }
    const answers = await Promise.all(asked);
    const busy = answers.filter(({ status }) => status === 429);

    expect(answers.filter(({ status }) => status === 200).length).toBe(100 - busy.length);
    expect(busy.length).toBeGreaterThan(50);
    expect(busy.every(({ headers }) => /^[1-9]\d{0,2}$/.test(headers.get('retry-after') ?? ''))).toBe(true);
    expect(host.lines.filter(({ message }) => /^read \d+ records/.test(message))).toHaveLength(8);
    expect((await takeOver(made.keeper)).map(({ id }) => id)).toEqual(known.map(({ id }) => id));
    expect((await host.health()).status).toBe(200);
  });

  it('knows nobody whom neither the records nor the directory know', async () => {
    const { made, host } = await watched();
    const before = await rows(made);
    const stranger = await host.scan({ ...THE_DAY, users: ['dana@elsewhere.example'] });
    const dana = await lines(await host.scan({ ...THE_DAY, users: ['Dana.Reyes@fjordline.example'] }));

    expect(stranger.status).toBe(422);
    expect(await stranger.json()).toMatchObject({
      error: { message: expect.stringMatching(/^Nobody is .+\.$/) },
    });
    expect(incidentsIn(dana)).toHaveLength(1);
    expect(await rows(made)).toEqual(before);
  });
});
