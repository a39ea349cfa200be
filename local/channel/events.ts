import type { Answer } from './exchange.ts';
import type { Post } from './post.ts';
import type { Posts } from './posts.ts';

/** How soon a page comes again when the channel was gone. */
const AGAIN_MS = 1_000;

/**
 * All posts, then each new one as it comes, as Server-Sent Events. A page that comes again to the same channel gets only what it has not
 * seen; one that comes to another is told its name, and begins anew.
 */
export function eventsAfter(posts: Posts, lastEventId: string | undefined): Answer {
  const [channel, number] = (lastEventId ?? '').split('/');
  const seen = channel === posts.channel ? Number(number) : 0;
  return {
    status: 200,
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' },
    stream(send) {
      const tell = (post: Post): void => send(written(posts.channel, post));
      send(`retry: ${AGAIN_MS}\nevent: channel\ndata: ${posts.channel}\n\n`);
      for (const post of posts.all().slice(seen)) tell(post);
      return posts.follow(tell);
    },
  };
}

function written(channel: string, post: Post): string {
  return `id: ${channel}/${post.number}\nevent: post\ndata: ${JSON.stringify(post)}\n\n`;
}
