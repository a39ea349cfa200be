import { afterEach } from '@jest/globals';
import { startChannel, type Channel, type ChannelOptions } from '../../local/channel/index.ts';
import { cardSaying, messageOf } from './cards.ts';

/** The time of the channel's clock at the start of every test. */
export const NOW = new Date('2026-03-02T10:09:00Z');

/** An answer of the webhook, read. */
interface Read {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Microsoft's code and words; empty where the body has none. */
  readonly error: { readonly code?: string; readonly message?: string };
}

/** A channel that runs, with a clock to set and a sender. */
export interface Started {
  readonly channel: Channel;
  readonly setClock: (time: Date) => void;
  /** Sends a body, a good card unless given. */
  readonly send: (body?: unknown, init?: RequestInit & { readonly url?: string }) => Promise<Read>;
}

const running: Channel[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((channel) => channel.stop()));
});

/** Starts a channel that stops after the test. */
export async function started(options: ChannelOptions = {}): Promise<Started> {
  let clock = NOW;
  const channel = await startChannel({ now: () => clock, ...options });
  running.push(channel);
  return {
    channel,
    setClock: (time) => void (clock = time),
    async send(body = messageOf(cardSaying('Hello')), { url = channel.url, ...init } = {}) {
      const response = await fetch(url, { method: 'POST', body: textOf(body), ...init });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, error: errorIn(text) };
    },
  };
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function errorIn(text: string): Read['error'] {
  if (!text.startsWith('{')) return {};
  return (JSON.parse(text) as { readonly error?: Read['error'] }).error ?? {};
}
