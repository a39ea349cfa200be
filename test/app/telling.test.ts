import { afterEach, describe, expect, it } from '@jest/globals';
import { startChannel, type Channel } from '../../local/channel/index.ts';
import { checkTelling } from '../../shared/app/check-telling.ts';
import { readConfig } from '../../shared/config.ts';
import { UnknownIncident, type Vigil } from '../../shared/model/vigil.ts';
import { aVigil, HOUR_MS, MINUTE_MS, type AVigil } from './a-vigil.ts';
import { showStory, STORY_DAY } from './the-story.ts';

const BEGIN = STORY_DAY + 11 * HOUR_MS;

const open: Channel[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((channel) => channel.stop()));
});

/** The story, judged and told into a pretend channel, ticked every two minutes from eleven on. */
async function toldStory(
  minutes: number,
  before: (channel: Channel) => void = () => undefined,
): Promise<{ readonly made: AVigil; readonly vigil: Vigil; readonly channel: Channel }> {
  const made = await aVigil(BEGIN);
  const channel = await startChannel({ now: () => new Date(made.clock.now()) });
  open.push(channel);
  before(channel);
  showStory(made.tenant);
  const vigil = made.build({
    TEAMS_WEBHOOK_URL: channel.url,
    WEBSITE_HOSTNAME: '127.0.0.1:7071',
    PAGE_KEY: 'page',
  });
  await made.tick(vigil, BEGIN, BEGIN + minutes * MINUTE_MS, 2);
  return { made, vigil, channel };
}

function textOf(channel: Channel): string {
  return JSON.stringify(channel.posts());
}

function idIn(channel: Channel): string {
  const [id] = /INC-[A-Z0-9]{6}/.exec(textOf(channel)) ?? [];
  if (id === undefined) throw new Error('no card names an incident');
  return id;
}

describe('the story in a channel', () => {
  it('comes as cards that lead to the page, and no run of the flow fails', async () => {
    const { channel } = await toldStory(10);
    const kinds = channel.posts().map(({ kind }) => kind);

    expect(kinds.length).toBeGreaterThanOrEqual(2);
    expect(kinds).not.toContain('failed-run');
    expect(textOf(channel)).toContain(`http://127.0.0.1:7071/api/incident/${idIn(channel)}?code=page`);
    expect(textOf(channel)).toContain('Dana Reyes');
  });

  it('waits while the channel is down, and then comes once', async () => {
    const { made, vigil, channel } = await toldStory(20, (down) => down.down(true));
    const { waiting } = await vigil.health();

    expect(channel.posts()).toHaveLength(0);
    expect(waiting).toBeGreaterThanOrEqual(2);

    channel.down(false);
    await made.tick(
      vigil,
      made.clock.now() + 2 * HOUR_MS,
      made.clock.now() + 2 * HOUR_MS + 10 * MINUTE_MS,
      2,
    );
    const cards = channel.posts().filter((post) => JSON.stringify(post).includes('Dana Reyes'));

    expect(cards).toHaveLength(1);
  });
});

describe('a card that the flow refuses', () => {
  it('is trouble in health, with its cause, and is told by the next card that arrives', async () => {
    const { made, vigil, channel } = await toldStory(4, (refusing) =>
      refusing.faults.next({ status: 404, times: 20 }),
    );
    const { ok, parked, waiting } = await vigil.health();

    expect(ok).toBe(false);
    expect(waiting).toBe(0);
    expect(parked.length).toBeGreaterThanOrEqual(1);
    expect(parked[0]?.why).toMatch(/flow/i);
    expect(channel.posts()).toHaveLength(0);

    const from = made.clock.now() + 2 * HOUR_MS;
    const renewed = made.build({ TEAMS_WEBHOOK_URL: channel.url.replace(/$/, '&v=2'), PAGE_KEY: 'page' });
    channel.faults.clear();
    await made.tick(renewed, from, from + 6 * MINUTE_MS, 2);

    expect(textOf(channel)).toContain('Dana Reyes');
    expect((await renewed.health()).parked).toEqual([]);
  });
});

describe('an incident that was told', () => {
  it('has a view, with what was decided of it', async () => {
    const { vigil, channel } = await toldStory(10);
    const id = idIn(channel);
    const asked = {
      kind: 'acknowledge',
      incident: id,
      by: 'key',
      reason: 'I am on it',
      mutes: undefined,
      days: undefined,
    } as const;
    const decision = await vigil.decide(asked);
    const view = await vigil.incident(id);

    expect(view?.incident.about.id).toBe('dana.reyes@fjordline.example');
    expect(view?.isOpen).toBe(true);
    expect(view?.decisions).toEqual([decision]);
    expect(await vigil.incident('INC-000000')).toBeUndefined();
    await expect(vigil.decide({ ...asked, incident: 'INC-000000' })).rejects.toThrow(UnknownIncident);
  });

  it('lasts no longer muted than thirty days', async () => {
    const { made, vigil, channel } = await toldStory(10);
    const mutes = { detector: 'mass-send', subject: undefined, value: 'surge' };
    const { until } = await vigil.decide({
      kind: 'mute',
      incident: idIn(channel),
      by: 'key',
      reason: 'a newsletter',
      mutes,
      days: 400,
    });

    expect(until).toBe(made.clock.now() + 30 * 24 * HOUR_MS);
  });
});

describe('a drill', () => {
  it('is a card that says so in its first words', async () => {
    const { made, vigil, channel } = await toldStory(10);
    await vigil.drill();
    const from = made.clock.now() + 6 * MINUTE_MS;
    await made.tick(vigil, from, from + 12 * MINUTE_MS, 2);
    const drills = channel.posts().filter((post) => /drill/i.test(JSON.stringify(post)));

    expect(drills).toHaveLength(1);
    expect((await vigil.incident('INC-DRILL0'))?.incident.title).toMatch(/drill/);
  });
});

describe('the webhook in the settings', () => {
  const LEAST = {
    TENANT_ID: '5f0d0000-0000-4000-8000-000000000000',
    AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  };

  it('is refused where it is a connector that Microsoft retired, without being told', () => {
    const url = 'https://contoso.webhook.office.com/webhookb2/SECRET@SECRET/IncomingWebhook/SECRET';

    expect(() => checkTelling(readConfig({ ...LEAST, TEAMS_WEBHOOK_URL: url }))).toThrow(
      /connector of Office 365/,
    );
    expect(() => checkTelling(readConfig({ ...LEAST, TEAMS_WEBHOOK_URL: url }))).not.toThrow(/SECRET/);
  });

  it('is kept as it is, and need not be there', () => {
    const url =
      'https://x.12.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/1/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=a%2Bb';

    expect(readConfig({ ...LEAST, TEAMS_WEBHOOK_URL: url }).tell.teamsWebhookUrl).toBe(url);
    expect(checkTelling(readConfig({ ...LEAST, TEAMS_WEBHOOK_URL: url }))).toEqual([]);
    expect(checkTelling(readConfig(LEAST))).toEqual([]);
  });
});
