import type { Post } from '../post.ts';
import { cardElement } from './card.ts';

/** A post as it comes over the wire. */
export type SentPost = Post extends infer P
  ? P extends Post
    ? Omit<P, 'at'> & { readonly at: string }
    : never
  : never;

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** The day of a post, as the line between days has it. */
export function dayOf(post: SentPost): string {
  return DAY.format(new Date(post.at));
}

/** Makes the line between two days. */
export function dayElement(day: string): HTMLElement {
  const line = made('div', 'day');
  line.append(made('span', '', day));
  return line;
}

/** Makes a post: who, when, and the card or the failure. */
export function postElement(post: SentPost): HTMLElement {
  const article = made('article', post.kind === 'card' ? 'card-post' : 'failed-run');
  const author = made('p', 'author');
  author.id = `author-${post.number}`;
  const name = post.kind === 'card' ? 'Vigil via Workflows' : 'Workflows';
  author.append(made('span', 'name', name), timeElement(post.at));
  article.setAttribute('aria-labelledby', author.id);
  article.setAttribute('aria-posinset', String(post.number));
  article.setAttribute('aria-setsize', '-1');
  article.tabIndex = 0;
  const face = made('span', 'face', post.kind === 'card' ? 'V' : '!');
  face.setAttribute('aria-hidden', 'true');
  article.append(face, author, contentOf(post));
  return article;
}

function contentOf(post: SentPost): HTMLElement {
  return post.kind === 'card' ? cardElement(post.card) : failureElement(post.action, post.why);
}

function failureElement(action: string, why: string): HTMLElement {
  const box = made('div', 'failure');
  box.append(
    made('p', 'what', `Run failed: action '${action}'`),
    made('p', 'words', why),
    made('p', 'note', 'Teams shows nothing of this: it stands in the run history of the flow.'),
  );
  return box;
}

function timeElement(at: string): HTMLElement {
  const time = document.createElement('time');
  time.dateTime = at;
  time.textContent = TIME.format(new Date(at));
  time.title = at;
  return time;
}

function made(tag: string, className: string, text = ''): HTMLElement {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.textContent = text;
  return element;
}
