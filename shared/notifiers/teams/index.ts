import type { Notice, Notifier, Sent } from '../../model/notice.ts';
import { post, sentBy, type Posted, type Wire } from '../post.ts';
import { cardOf, messageOf } from './card.ts';
import { causeOf, type Address } from './causes.ts';
import { MOST_BYTES, MOST_BYTES_AGAIN } from './fit.ts';
import { isSigned } from './webhook-url.ts';
import type { CardContext } from './words.ts';

export interface TeamsOptions extends Wire, Omit<CardContext, 'sanitiser'> {
  /** The webhook of a flow, as `checkWebhook` let it through. The whole of it is a secret. */
  readonly url: string;
}

/** Tells people in a Teams channel. Accepted means that a flow was started: whether the card reached the channel, nobody says. */
export function teamsNotifier({ url, timeZone, appHost, ...wire }: TeamsOptions): Notifier {
  const address = addressOf(url);
  const context = { timeZone, appHost };

  function posted(notice: Notice, most: number): Promise<Posted> {
    return post(url, JSON.stringify(messageOf(cardOf(notice, context, most))), {}, wire);
  }

  return {
    id: 'teams',
    async send(notice): Promise<Sent> {
      const first = await posted(notice, MOST_BYTES);
      const isTooLarge = first.is === 'answered' && first.status === 413;
      const last = isTooLarge ? await posted(notice, MOST_BYTES_AGAIN) : first;
      return sentBy(last, address.host, (status, code) => causeOf(address, status, code));
    },
  };
}

function addressOf(url: string): Address {
  if (!URL.canParse(url)) throw new Error('the webhook of Teams is no address: checkWebhook says why');
  const { host, searchParams } = new URL(url);
  return { host, isSigned: isSigned(searchParams) };
}
