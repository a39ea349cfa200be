import { dayElement, dayOf, postElement, type SentPost } from './post.ts';
import { themeSwitch } from './theme.ts';

/** How near its end a page counts as read to the end, in pixels. */
const NEAR_END = 80;

const posts = byId('posts');
const empty = byId('empty');
const connection = byId('connection');
let channel = '';
let day = '';

function follow(): void {
  const events = new EventSource('/events');
  events.addEventListener('open', () => void (connection.textContent = ''));
  events.addEventListener('error', () => {
    connection.textContent = 'The channel has stopped. This page looks for it once a second.';
  });
  events.addEventListener('channel', ({ data }: MessageEvent<string>) => begin(data));
  events.addEventListener('post', ({ data }: MessageEvent<string>) => show(JSON.parse(data) as SentPost));
}

/** What stands here is of another channel where its name differs. */
function begin(name: string): void {
  if (name === channel) return;
  channel = name;
  day = '';
  posts.replaceChildren();
  empty.hidden = false;
}

function show(post: SentPost): void {
  const root = document.documentElement;
  const wasAtEnd = root.scrollHeight - root.scrollTop - root.clientHeight < NEAR_END;
  if (dayOf(post) !== day) {
    day = dayOf(post);
    posts.append(dayElement(day));
  }
  posts.append(postElement(post));
  empty.hidden = true;
  if (wasAtEnd) root.scrollTop = root.scrollHeight;
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no ${id}`);
  return element;
}

themeSwitch(byId('theme'));
follow();
