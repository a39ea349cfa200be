import { afterEach, describe, expect, it } from '@jest/globals';
import { startChannel } from '../../../local/channel/index.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import type { Sent } from '../../../shared/model/notice.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { bytesOf, MOST_BYTES, MOST_BYTES_AGAIN } from '../../../shared/notifiers/teams/fit.ts';
import type { Card } from '../../../shared/notifiers/teams/elements.ts';
import { teamsNotifier } from '../../../shared/notifiers/teams/index.ts';
import { aChannel, status, type AChannel, type Reply } from '../a-channel.ts';
import { notifierContract } from '../contract.ts';
import { CONTEXT, EVERY_KIND, incident, incidentNotice, THEFT } from './notices.ts';

notifierContract('teams', (url, wire) => teamsNotifier({ ...CONTEXT, ...wire, url }));

const SIGNED = '/workflows/7d3f/triggers/manual/paths/invoke?api-version=1&sp=x&sv=1.0&sig=abc';
const UNSIGNED = '/workflows/7d3f/triggers/manual/paths/invoke?api-version=1';

let channel: AChannel | undefined;
afterEach(() => channel?.stop());

/** A card so full that it must be cut. */
const FULL = incidentNotice(
  {},
  incident({
    findings: Array.from({ length: 90 }, (_, at) => ({
      ...(THEFT[at % THEFT.length] as Finding),
      detector: `d${at}`,
      title: `${at} ${'long words '.repeat(25)}`,
    })),
  }),
);

async function after(path: string, ...replies: readonly Reply[]): Promise<Sent> {
  channel = await aChannel(...replies);
  return teamsNotifier({ ...CONTEXT, clock: systemClock, url: channel.origin + path }).send(
    FULL,
    'INC-7F3K2Q-1',
  );
}

function cardsSeen(): readonly Card[] {
  return (channel?.seen ?? []).map(
    ({ body }) => (JSON.parse(body) as { attachments: readonly [{ content: Card }] }).attachments[0].content,
  );
}

describe('what stands in a message', () => {
  it('is what a flow takes: one card, and a contentUrl that is null', async () => {
    await after(SIGNED, status(202));
    const body = JSON.parse(channel?.seen[0]?.body ?? '') as object;

    expect(body).toEqual({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          contentUrl: null,
          content: expect.any(Object),
        },
      ],
    });
    expect(cardsSeen()[0]).toMatchObject({
      type: 'AdaptiveCard',
      version: '1.4',
      lang: 'en',
      msteams: { width: 'Full' },
    });
  });
});

it('is what the pretend channel posts, whatever the kind, with a schema at its door', async () => {
  const teams = await startChannel({ flow: 'strict' });
  const notifier = teamsNotifier({ ...CONTEXT, clock: systemClock, url: teams.url });
  for (const notice of [...EVERY_KIND, FULL]) await notifier.send(notice, 'k');
  await teams.stop();

  expect(teams.requests()).toEqual({ 202: EVERY_KIND.length + 1 });
  expect(teams.posts().map(({ kind }) => kind)).toEqual(Array(EVERY_KIND.length + 1).fill('card'));
});

describe('the cause of a parked card', () => {
  it.each<{ name: string; path?: string; reply: Reply; says: readonly string[] }>([
    {
      name: 'a signature that is wrong',
      reply: status(401, 'DirectApiAuthorizationRequired'),
      says: ['does not accept the signature', '401 DirectApiAuthorizationRequired'],
    },
    {
      name: 'no signature',
      path: UNSIGNED,
      reply: status(401, 'DirectApiAuthorizationRequired'),
      says: ['wants its callers to sign in', 'no "sig"', 'Anyone'],
    },
    {
      name: 'a connector',
      reply: status(403),
      says: ['retired', 'policy', 'Send webhook alerts to a channel'],
    },
    {
      name: 'a flow that is off',
      reply: status(404, 'WorkflowTriggerIsNotEnabled'),
      says: ['switched off', 'did its owner leave?', 'WorkflowTriggerIsNotEnabled'],
    },
    { name: 'a schema', reply: status(400, 'TriggerInputSchemaMismatch'), says: ['has a schema of its own'] },
    {
      name: 'a cut address',
      reply: status(400, 'MissingApiVersionParameter'),
      says: ['behind its question mark'],
    },
    { name: 'anything else', reply: status(418), says: ['418', 'look at its trigger'] },
  ])('$name', async ({ path = SIGNED, reply, says }) => {
    const result = await after(path, reply);

    expect(result.is).toBe('parked');
    for (const words of says) expect(result.is === 'parked' && result.why).toContain(words);
  });
});

describe('a card that is too large for Teams', () => {
  it('is sent smaller, once', async () => {
    expect(await after(SIGNED, status(413), status(202))).toEqual({ is: 'accepted' });
    const [first, second, ...more] = cardsSeen().map(bytesOf);

    expect(first).toBeLessThanOrEqual(MOST_BYTES);
    expect(first).toBeGreaterThan(MOST_BYTES_AGAIN);
    expect(second).toBeLessThanOrEqual(MOST_BYTES_AGAIN);
    expect(more).toEqual([]);
  });

  it('is parked when that is too large too', async () => {
    expect(await after(SIGNED, status(413))).toMatchObject({
      is: 'parked',
      why: expect.stringContaining('too large'),
    });
    expect(channel?.seen).toHaveLength(2);
  });

  it('is put off when the second try finds the flow busy', async () => {
    expect(await after(SIGNED, status(413), status(429, '', { 'retry-after': '9' }))).toMatchObject({
      is: 'put off',
      afterMs: 9_000,
    });
  });
});

it('wants an address', () => {
  expect(() => teamsNotifier({ ...CONTEXT, clock: systemClock, url: 'sig=secret' })).toThrow(/^(?!.*secret)/);
});
