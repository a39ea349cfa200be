import { describe, expect, it } from '@jest/globals';
import type { Post } from '../../local/channel/index.ts';
import { cardSaying, messageOf } from './cards.ts';
import { started } from './started.ts';

const BARE_BYTES = sizeOf(cardSaying(''));

/** A card's size as Teams counts it: as a JSON string within JSON. */
function sizeOf(card: object): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(card)));
}

function whyOf(post: Post | undefined): string {
  return post?.kind === 'failed-run' ? post.why : 'the run did not fail';
}

describe('a run that fails is taken with 202 all the same, and told in the channel', () => {
  it.each([
    { name: 'no attachments', body: { text: 'Hello' }, type: 'Null' },
    { name: 'attachments that are an object', body: { attachments: {} }, type: 'Object' },
    { name: 'a body that is no object', body: 7, type: 'Null' },
  ])('$name: nothing to loop over', async ({ body, type }) => {
    const { channel, send } = await started();

    const { status, text } = await send(body);

    expect({ status, text }).toEqual({ status: 202, text: '' });
    expect(channel.posts()).toMatchObject([{ kind: 'failed-run', action: 'Send_each_adaptive_card' }]);
    expect(whyOf(channel.posts()[0])).toContain(
      `'@triggerOutputs()?['body']?['attachments']' is of type '${type}'. The result must be a valid array.`,
    );
  });

  it.each([
    { name: 'an old MessageCard', content: { '@type': 'MessageCard', text: 'Hello' } },
    { name: 'no content', content: undefined },
    { name: 'a card in a string', content: JSON.stringify(cardSaying('Hello')) },
    { name: 'a type in other letters', content: { ...cardSaying('Hello'), type: 'adaptivecard' } },
  ])('$name: not a card', async ({ content }) => {
    const { channel, send } = await started();

    expect((await send(messageOf(content))).status).toBe(202);
    expect(channel.posts()).toMatchObject([
      { kind: 'failed-run', action: 'Post_card_in_a_chat_or_channel_1' },
    ]);
    expect(whyOf(channel.posts()[0])).toContain("Property 'type' must be 'AdaptiveCard'");
  });

  it('a card of 28,672 bytes passes, one of a byte more does not', async () => {
    const { channel, send } = await started();
    const room = 28_672 - BARE_BYTES;

    await send(messageOf(cardSaying('x'.repeat(room))));
    await send(messageOf(cardSaying('x'.repeat(room + 1))));

    expect(channel.posts()).toMatchObject([{ kind: 'card', bytes: 28_672 }, { kind: 'failed-run' }]);
    expect(whyOf(channel.posts()[1])).toBe(
      'MessageSizeExceeded-Message properties size exceeded. ' +
        'Actual message properties size: 28673 bytes, whereas max allowed size is 28672 bytes',
    );
  });

  it('counts a quote four times and a letter beyond ASCII by its bytes', async () => {
    const { channel, send } = await started();

    await send(messageOf(cardSaying('"é')));

    expect(channel.posts()).toMatchObject([{ bytes: BARE_BYTES + 4 + 2 }]);
  });

  it('each attachment is its own: one failure does not hold back the others', async () => {
    const { channel, send } = await started();
    const attachments = [cardSaying('one'), {}, cardSaying('two')].map((content) => ({ content }));

    await send({ attachments });

    expect(channel.posts().map(({ kind }) => kind)).toEqual(['card', 'failed-run', 'card']);
  });

  it('of no attachments at all brings nothing', async () => {
    const { channel, send } = await started();

    expect((await send({ attachments: [] })).status).toBe(202);
    expect(channel.posts()).toEqual([]);
  });
});
