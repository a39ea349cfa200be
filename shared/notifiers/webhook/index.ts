import type { Notifier, Sent } from '../../model/notice.ts';
import { isLoopback } from '../../platform/links.ts';
import { post, sentBy, type Wire } from '../post.ts';
import { bodyOf } from './body.ts';
import { signedHeaders } from './signature.ts';

export interface WebhookOptions extends Wire {
  /** Where notices go: https, or this machine. The whole of it may be a secret. */
  readonly url: string;
  /** Known to Vigil and the receiver alone. */
  readonly secret: string;
}

/** Tells a program: each notice as signed JSON. The key goes along, so that the same told twice can be seen to be the same. */
export function webhookNotifier({ url, secret, ...wire }: WebhookOptions): Notifier {
  const host = hostOf(url);
  return {
    id: 'webhook',
    async send(notice, key): Promise<Sent> {
      const body = bodyOf(notice, key);
      const posted = await post(url, body, signedHeaders(secret, key, body, wire.clock.now()), wire);
      return sentBy(posted, host, (status) => causeOf(host, status));
    },
  };
}

function hostOf(url: string): string {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  const isSafe = address?.protocol === 'https:' || (address?.protocol === 'http:' && isLoopback(address));
  if (address === undefined || !isSafe) throw new Error('WEBHOOK_URL is neither https nor on this machine');
  return address.host;
}

function causeOf(host: string, status: number): string {
  switch (status) {
    case 400:
    case 422:
      return `${host} does not understand the notice (${status}). See docs/webhook.md for what it holds.`;
    case 401:
    case 403:
      return `${host} does not accept the signature (${status}): does it know the same WEBHOOK_SECRET, and is its clock right?`;
    case 404:
    case 410:
      return `${host} has nothing at this address (${status}). Correct WEBHOOK_URL.`;
    case 413:
      return `${host} finds the notice too large (${status}). Let it take a body of 1 MB.`;
    default:
      return status < 400
        ? `${host} sends the notice on to another address (${status}), which Vigil does not follow. Put that address into WEBHOOK_URL.`
        : `${host} refuses the notice (${status}). Its own log says why.`;
  }
}
