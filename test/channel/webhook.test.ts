import { describe, expect, it } from '@jest/globals';
import { cardSaying, FULL_CARD, messageOf } from './cards.ts';
import { NOW, started } from './started.ts';

const withoutUrl = { type: 'message', attachments: [{ contentType: 'x', content: cardSaying('Hello') }] };

describe('the webhook', () => {
  it('has the address of a real one', async () => {
    const { channel } = await started();
    const { pathname, searchParams } = new URL(channel.url);

    expect(pathname).toMatch(
      /^\/powerautomate\/automations\/direct\/workflows\/[0-9a-f]{32}\/triggers\/manual\/paths\/invoke$/,
    );
    expect([...searchParams.keys()]).toEqual(['api-version', 'sp', 'sv', 'sig']);
    expect(channel.url).toContain('?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=');
  });

  it('takes a card with 202 and an empty body, and shows it as it was sent', async () => {
    const told: number[] = [];
    const { channel, send } = await started({ onPosted: ({ number }) => void told.push(number) });

    const { status, text } = await send(messageOf(FULL_CARD));
    await send({ ...messageOf(cardSaying('Second')), summary: 'is ignored' });

    expect({ status, text }).toEqual({ status: 202, text: '' });
    expect(channel.posts()).toEqual([
      { kind: 'card', number: 1, at: NOW, card: FULL_CARD, bytes: expect.any(Number) },
      { kind: 'card', number: 2, at: NOW, card: cardSaying('Second'), bytes: expect.any(Number) },
    ]);
    expect(told).toEqual([1, 2]);
    expect(channel.requests()).toEqual({ 202: 2 });
  });

  it('keeps its address when it starts again on its port', async () => {
    const { channel } = await started();
    await channel.stop();
    const again = await started({ port: Number(new URL(channel.url).port) });

    expect(again.channel.url).toBe(channel.url);
    expect((await again.send()).status).toBe(202);
  });
});

describe('the door', () => {
  it.each([
    { name: 'no sig', mangle: (url: string) => url.replace(/&sig=.*/, '') },
    { name: 'a wrong sig', mangle: (url: string) => `${url}x` },
    { name: '& stored as &amp;', mangle: (url: string) => url.replaceAll('&', '&amp;') },
  ])('refuses $name with 401', async ({ mangle }) => {
    const { channel, send } = await started();

    const { status, error } = await send(undefined, { url: mangle(channel.url) });

    expect({ status, ...error }).toEqual({
      status: 401,
      code: 'DirectApiAuthorizationRequired',
      message: 'The request must be authenticated only by Shared Access scheme.',
    });
    expect(channel.posts()).toEqual([]);
  });

  it('refuses sig and Authorization together with 400', async () => {
    const { send } = await started();

    const { status, error } = await send(undefined, { headers: { authorization: 'Bearer abc' } });

    expect(status).toBe(400);
    expect(error.code).toBe('DirectApiRequestHasMoreThanOneAuthorization');
    expect(error.message).toMatch(/both SAS authentication scheme and 'Bearer' authorization scheme/);
  });

  it('refuses an address that lost its query with 400, and one that lost its path with 404', async () => {
    const { channel, send } = await started();
    const { origin, pathname } = new URL(channel.url);

    const bare = await send(undefined, { url: `${origin}${pathname}` });
    const lost = await send(undefined, { url: channel.url.replace('/powerautomate/automations/direct', '') });

    expect([bare.status, bare.error.code]).toEqual([400, 'MissingApiVersionParameter']);
    expect(lost.status).toBe(404);
  });

  it('takes POST only, and JSON only', async () => {
    const { channel, send } = await started();

    const got = await fetch(channel.url);
    const torn = await send('{"type":');

    expect(got.status).toBe(405);
    expect([torn.status, torn.error.code]).toEqual([400, 'InvalidRequestContent']);
  });

  it('refuses a body of more than a megabyte with 413', async () => {
    const { channel, send } = await started();

    expect((await send('x'.repeat(1_000_001))).status).toBe(413);
    expect(channel.posts()).toEqual([]);
  });
});

describe('the schema of the strict flow', () => {
  it.each([
    {
      name: 'no contentUrl',
      body: withoutUrl,
      details: 'Required properties are missing from object: contentUrl.',
    },
    { name: 'an array', body: [], details: 'Invalid type. Expected Object but got Array.' },
    {
      name: 'attachments that are none',
      body: { attachments: 'x' },
      details: 'Invalid type. Expected Array but got String.',
    },
    {
      name: 'a card written as a string',
      body: messageOf('{}'),
      details: 'Invalid type. Expected Object but got String.',
    },
    {
      name: 'two faults',
      body: { type: 1, attachments: [{ contentUrl: false }] },
      details:
        'Invalid type. Expected String but got Number.,Required properties are missing from object: contentType, content.,' +
        'Invalid type. Expected String, Null but got Boolean.',
    },
  ])('refuses $name', async ({ body, details }) => {
    const { channel, send } = await started({ flow: 'strict' });

    const { status, error } = await send(body);

    expect({ status, ...error }).toEqual({
      status: 400,
      code: 'TriggerInputSchemaMismatch',
      message: `The input body for trigger 'manual' of type 'Request' did not match its schema definition. Error details: '${details}'.`,
    });
    expect(channel.posts()).toEqual([]);
  });

  it('takes contentUrl as null, and what more there is', async () => {
    const { send } = await started({ flow: 'strict' });

    expect((await send({ ...messageOf(cardSaying('Hello')), summary: 'more' })).status).toBe(202);
  });

  it('is not that of the stock template, which takes any JSON', async () => {
    const { channel, send } = await started();

    expect([(await send(withoutUrl)).status, (await send([])).status]).toEqual([202, 202]);
    expect(channel.posts().map(({ kind }) => kind)).toEqual(['card', 'failed-run']);
  });
});
