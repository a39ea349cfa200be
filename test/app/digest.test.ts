import { afterEach, describe, expect, it } from '@jest/globals';
import { startChannel, type Channel } from '../../local/channel/index.ts';
import { auditRecord, PEOPLE, signInRecord } from '../../local/story/records.ts';
import { openPlaces } from '../../shared/place/index.ts';
import { aVigil, HOUR_MS, MINUTE_MS, show } from './a-vigil.ts';
import { showStory, STORY_DAY } from './the-story.ts';

const BEGIN = STORY_DAY + 12 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;
const [, , MIKA, , , SARA] = PEOPLE;
const NEW_DEVICE = 'The account of Mika Holm signed in with a device that is new for Mika Holm';
const FIRST_GUEST = 'The account of Sara Lind invited a guest for the first time';

const open: Channel[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((channel) => channel.stop()));
});

/** Cards of the channel that have these words. */
function cardsWith(channel: Channel, words: string): number {
  return channel.posts().filter((post) => JSON.stringify(post).includes(words)).length;
}

describe('a sign-in of low severity, and a first invitation', () => {
  it('stand in the next digest, each once, also where every tick is a new process', async () => {
    if (MIKA === undefined || SARA === undefined) throw new Error('too few live in the story');
    const made = await aVigil(BEGIN);
    const channel = await startChannel({ now: () => new Date(made.clock.now()) });
    open.push(channel);
    showStory(made.tenant);
    const at = (hours: number): Date => new Date(BEGIN + hours * HOUR_MS);
    const device = { browser: 'Firefox 115.0', system: 'Linux', deviceId: '' };
    show(made.tenant, { 'sign-ins': [signInRecord(MIKA, at(4), '90.224.51.200', device)] });
    const invitation = auditRecord(SARA, at(23.5), 'invite', 'ann@newpartner.example');
    made.tenant.add('directory-audits', [invitation], { visibleAt: () => at(26) });
    const build = (): ReturnType<typeof made.build> =>
      made.build({ TEAMS_WEBHOOK_URL: channel.url, TIME_ZONE: 'Europe/Stockholm' });
    await made.tick(build(), BEGIN, BEGIN + 100 * MINUTE_MS, 1);

    expect([cardsWith(channel, NEW_DEVICE), cardsWith(channel, FIRST_GUEST)]).toEqual([0, 0]);

    await made.tick(build, BEGIN + 2 * HOUR_MS, BEGIN + DAY_MS + HOUR_MS, 30);

    expect([cardsWith(channel, NEW_DEVICE), cardsWith(channel, FIRST_GUEST)]).toEqual([1, 0]);
    expect(cardsWith(channel, 'Mon 2 Mar 2026 17:00 CET (16:00 UTC)')).toBe(1);

    await made.tick(build, BEGIN + DAY_MS + HOUR_MS, BEGIN + 4 * DAY_MS, 60);

    expect([cardsWith(channel, NEW_DEVICE), cardsWith(channel, FIRST_GUEST)]).toEqual([1, 1]);
  });
});

describe('place data that are old', () => {
  const built = Date.parse(`${openPlaces().builtOn}T00:00:00Z`);

  it.each([
    { name: '90 days', at: built + 90 * DAY_MS, said: 0 },
    { name: '91 days', at: built + 91 * DAY_MS, said: 1 },
  ])('are said in health with what to do, and are no fault of it: $name', async ({ at, said }) => {
    const made = await aVigil(at);
    const vigil = made.build();
    await vigil.watch(new Date(at));
    const { ok, told } = await vigil.health();

    expect(told.filter((one) => one.includes('Update Vigil'))).toHaveLength(said);
    expect(ok).toBe(true);
  });

  it('are said in the heartbeat, and in no card of their own', async () => {
    const made = await aVigil(built + 100 * DAY_MS);
    const channel = await startChannel({ now: () => new Date(made.clock.now()) });
    open.push(channel);
    const vigil = made.build({ TEAMS_WEBHOOK_URL: channel.url });
    const begin = made.clock.now();
    await made.tick(vigil, begin, begin + 100 * MINUTE_MS, 1);
    await made.tick(vigil, begin + 2 * HOUR_MS, begin + 7 * DAY_MS, 6 * 60);

    expect(cardsWith(channel, 'Update Vigil')).toBe(0);

    await made.tick(vigil, begin + 7 * DAY_MS, begin + 7 * DAY_MS + 1, 60);

    expect(cardsWith(channel, 'Update Vigil')).toBe(1);
    expect(cardsWith(channel, 'Vigil is watching, but something does not work')).toBe(1);
  });
});
