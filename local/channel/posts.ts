import { randomUUID } from 'node:crypto';
import type { Outcome, Post } from './post.ts';

/** The posts of a channel, oldest first, and who is told of new ones. */
export interface Posts {
  readonly all: () => readonly Post[];
  readonly add: (outcome: Outcome, at: Date) => void;
  /** Tells of each new post, until the returned function is called. */
  readonly follow: (told: (post: Post) => void) => () => void;
  /** Differs between channels, so that a page that outlives its channel notices. */
  readonly channel: string;
}

/** Makes an empty channel. */
export function openPosts(): Posts {
  const posts: Post[] = [];
  const followers = new Set<(post: Post) => void>();
  return {
    channel: randomUUID(),
    all: () => [...posts],
    add(outcome, at) {
      const post = { ...outcome, number: posts.length + 1, at };
      posts.push(post);
      for (const told of followers) told(post);
    },
    follow(told) {
      followers.add(told);
      return () => void followers.delete(told);
    },
  };
}
