import { describe, expect, it } from '@jest/globals';
import { cardSaying, messageOf } from './cards.ts';
import { NOW, started } from './started.ts';

/** One event as a browser would hand it over. */
interface Sent {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: string;
}

/** Reads the stream until so many events have come. */
async function eventsOf(pageUrl: string, count: number, lastEventId?: string): Promise<readonly Sent[]> {
  const stop = new AbortController();
  const response = await fetch(`${pageUrl}events`, {
    signal: stop.signal,
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  let text = '';
  for await (const part of response.body ?? []) {
    text += Buffer.from(part as Uint8Array).toString();
    if (text.split('\n\n').length > count) break;
  }
  stop.abort();
  return text.split('\n\n').slice(0, count).map(sentOf);
}

function sentOf(block: string): Sent {
  const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s) as [string, string]));
  return { id: fields.get('id'), event: fields.get('event'), data: fields.get('data') ?? '' };
}

const numbersIn = (events: readonly Sent[]): readonly unknown[] =>
  events.slice(1).map(({ data }) => (JSON.parse(data) as { number: number }).number);

describe('the stream of posts', () => {
  it('names the channel, then brings what stands there', async () => {
    const { channel, send } = await started();
    await send();
    await send({ text: 'Hello' });

    const [first, card, failure] = await eventsOf(channel.pageUrl, 3);

    expect(first?.event).toBe('channel');
    expect(card).toMatchObject({ event: 'post', id: `${first?.data}/1` });
    expect(JSON.parse(card?.data ?? '')).toMatchObject({ kind: 'card', at: NOW.toISOString() });
    expect(JSON.parse(failure?.data ?? '')).toMatchObject({ kind: 'failed-run', number: 2 });
  });

  it('brings each new post as it comes', async () => {
    const { channel, send } = await started();
    const waiting = eventsOf(channel.pageUrl, 3);
    await new Promise((resolve) => setTimeout(resolve, 50));

    await send();
    await send();

    expect(numbersIn(await waiting)).toEqual([1, 2]);
  });

  it('brings a page that comes again only what it has not seen, and one of another channel all', async () => {
    const { channel, send } = await started();
    for (const text of ['one', 'two', 'three']) await send(messageOf(cardSaying(text)));
    const [named] = await eventsOf(channel.pageUrl, 1);

    const again = await eventsOf(channel.pageUrl, 2, `${named?.data}/2`);
    const other = await eventsOf(channel.pageUrl, 4, 'another/2');

    expect(numbersIn(again)).toEqual([3]);
    expect(numbersIn(other)).toEqual([1, 2, 3]);
  });

  it('keeps a line break of a card within its event', async () => {
    const { channel, send } = await started();
    await send(messageOf(cardSaying('one\n\nevent: post\ndata: {}')));

    const [, card] = await eventsOf(channel.pageUrl, 2);

    expect(JSON.parse(card?.data ?? '')).toMatchObject({
      card: { body: [{ text: 'one\n\nevent: post\ndata: {}' }] },
    });
  });

  it('ends with the channel', async () => {
    const { channel } = await started();
    const waiting = eventsOf(channel.pageUrl, 2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await channel.stop();

    await expect(waiting).rejects.toThrow('terminated');
  });
});
