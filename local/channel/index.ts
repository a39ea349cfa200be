import { assetAt } from './assets.ts';
import { controlAnswer, type Switches } from './control.ts';
import { eventsAfter } from './events.ts';
import { json, type Answer, type Ask } from './exchange.ts';
import { openFaults, type Faults } from './faults.ts';
import { pageOf, type ChannelNames } from './page-html.ts';
import type { Post } from './post.ts';
import { openPosts } from './posts.ts';
import type { Flow } from './schemas.ts';
import { listen } from './server.ts';
import { openWebhook, type Webhook } from './webhook.ts';

export type { Fault } from './faults.ts';
export type { Card, Post } from './post.ts';

/** What a channel can be given; nothing of it is needed. */
export interface ChannelOptions extends Partial<ChannelNames> {
  /** Any that is free unless given. */
  readonly port?: number;
  /** The channel's clock, which may jump; real time unless given. */
  readonly now?: () => Date;
  /** The stock template unless given. */
  readonly flow?: Flow;
  /** Whether more than four messages a second are refused with 429; no unless given. */
  readonly pacing?: boolean;
  /** Is told of each post as it comes. */
  readonly onPosted?: (post: Post) => void;
  /** Where the page's script and style lie; the build's own place unless given. */
  readonly pageFolder?: string;
}

/** A pretend Teams channel that listens on loopback. */
export interface Channel {
  /** The webhook, its signature included. */
  readonly url: string;
  readonly pageUrl: string;
  readonly faults: Faults;
  /** What stands in the channel, oldest first. */
  readonly posts: () => readonly Post[];
  /** How often the webhook answered with each status; under `none` where it broke off or hung. */
  readonly requests: () => Readonly<Record<string, number>>;
  /** Whether the webhook breaks every connection; the page stays. */
  readonly down: (isDown: boolean) => void;
  readonly stop: () => Promise<void>;
}

/** Starts an empty channel on 127.0.0.1. */
export async function startChannel(options: ChannelOptions = {}): Promise<Channel> {
  const { port = 0, onPosted, pageFolder, team = 'Fjordline', channel = 'Security' } = options;
  const posts = openPosts();
  if (onPosted !== undefined) posts.follow(onPosted);
  const { webhook, ...switches } = openSwitches(options, posts);

  function answer(ask: Ask): Answer {
    const { pathname } = ask.url;
    if (webhook.isAt(pathname)) return webhook.answer(ask);
    const control = controlAnswer(switches, ask);
    if (control !== undefined) return control;
    if (ask.method !== 'GET') return json(404, {});
    if (pathname === '/') return pageOf({ team, channel });
    if (pathname === '/events') return eventsAfter(posts, ask.headers['last-event-id']);
    return assetAt(pathname, pageFolder) ?? json(404, {});
  }

  const { url, stop } = await listen(port, answer);
  return { ...switches, url: `${url}${webhook.address}`, pageUrl: `${url}/`, posts: posts.all, stop };
}

function openSwitches(
  { now = (): Date => new Date(), flow = 'stock', pacing = false }: ChannelOptions,
  posts: Switches['posts'],
): Switches & { readonly webhook: Webhook } {
  let isDown = false;
  const counts = new Map<string, number>();
  const faults = openFaults();
  const webhook = openWebhook({
    flow,
    pacing,
    now,
    faults,
    isDown: () => isDown,
    onRun: (outcome) => posts.add(outcome, now()),
  });
  return {
    posts,
    faults,
    down: (value) => void (isDown = value),
    requests: () => Object.fromEntries(counts),
    webhook: {
      ...webhook,
      answer(ask) {
        const answered = webhook.answer(ask);
        const name = answered.wire === undefined ? String(answered.status) : 'none';
        counts.set(name, (counts.get(name) ?? 0) + 1);
        return answered;
      },
    },
  };
}
