/**
 * @jest-environment @happy-dom/jest-environment
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { pageOf } from '../../local/channel/page-html.ts';
import { cardSaying, FULL_CARD } from './cards.ts';

/** As much of a browser as these tests look at. */
interface Shown {
  readonly textContent: string;
  readonly innerHTML: string;
  readonly hidden: boolean;
  readonly dataset: Readonly<Record<string, string>>;
  readonly getAttribute: (name: string) => string | null;
  readonly click: () => void;
  readonly querySelector: (selector: string) => Shown | null;
  readonly querySelectorAll: (selector: string) => Iterable<Shown>;
}
interface Browser {
  readonly document: Shown & { readonly documentElement: Shown; readonly write: (html: string) => void };
  readonly localStorage: { readonly clear: () => void };
  EventSource: unknown;
}

const browser = globalThis as unknown as Browser;
const root = join(import.meta.dirname, '../..');
let script = '';
let tell: (event: string, data: unknown) => void;

beforeAll(() => {
  const options = ['--bundle', '--format=iife', '--platform=browser', '--target=es2022'];
  script = execFileSync(
    join(root, 'node_modules/.bin/esbuild'),
    [join(root, 'local/channel/page/page.ts'), ...options],
    { encoding: 'utf8', stdio: 'pipe' },
  );
});

/** Opens the page anew, with a stream that the test feeds. */
beforeEach(() => {
  browser.localStorage.clear();
  const listeners = new Map<string, (event: { readonly data?: unknown }) => void>();
  browser.EventSource = class {
    addEventListener(name: string, listener: (event: { readonly data?: unknown }) => void): void {
      listeners.set(name, listener);
    }
  };
  tell = (event, data) => listeners.get(event)?.({ data });
  const html = String(pageOf({ team: 'Fjordline', channel: 'Security' }).body);
  const body = html.slice(html.indexOf('<body>'), html.indexOf('<noscript>'));
  (browser.document.documentElement as { innerHTML: string }).innerHTML = `<head></head>${body}</body>`;
  // oxlint-disable-next-line typescript/no-implied-eval -- what the build makes of the page's script, as a browser would run it
  new Function(script)();
  tell('channel', 'first');
});

const one = (selector: string): Shown | null => browser.document.querySelector(selector);
const all = (selector: string): readonly Shown[] => [...browser.document.querySelectorAll(selector)];

let posted = 0;
function post(more: object, at = '2026-03-02T10:09:00Z'): void {
  posted += 1;
  tell('post', JSON.stringify({ number: posted, at, ...more }));
}
const card = (content: object): object => ({ kind: 'card', bytes: 0, card: content });

describe('the page', () => {
  it('shows a card as Adaptive Cards renders it, under who sent it', () => {
    post(card(FULL_CARD));

    const article = one('article');
    expect(one('.author .name')?.textContent).toBe('Vigil via Workflows');
    expect(one('time')?.getAttribute('datetime')).toBe('2026-03-02T10:09:00Z');
    expect(article?.textContent).toContain('Somebody else is using the mailbox of Dana Reyes');
    expect(one('.card.wide')?.getAttribute('aria-label')).toMatch(/^Critical/);
    expect(one('.card')?.getAttribute('lang')).toBe('en');
    expect(all('.ac-pushButton').map(({ textContent }) => textContent)).toEqual([
      'Open the incident',
      'Who was mailed',
      'Evidence',
    ]);
    expect(one('#empty')?.hidden).toBe(true);
  });

  it('runs Markdown in a text block as Teams does, and no HTML', () => {
    post(card(cardSaying('**bold** [a](https://a.example) <img src=x onerror=alert(1)>')));

    expect(all('.card strong, .card a').map(({ textContent }) => textContent)).toEqual(['bold', 'a']);
    expect(all('.card img')).toEqual([]);
  });

  it('shows the fallback text of a card that is too new or malformed, or that it cannot be shown', () => {
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    post(card({ ...cardSaying('new'), version: '9.0', fallbackText: 'Too new for this' }));
    post(card({ ...cardSaying('new'), version: '9.0' }));
    post(card({ ...cardSaying('torn'), version: 7, fallbackText: 7 }));

    expect(all('.unshown').map(({ textContent }) => textContent)).toEqual([
      'Too new for this',
      "We're sorry, this card couldn't be displayed.",
      "We're sorry, this card couldn't be displayed.",
    ]);
    expect(all('.card')).toEqual([]);
  });

  it('tells a failed run in words, whatever they hold', () => {
    post({ kind: 'failed-run', action: 'Send', why: '<b>of type "Null"</b>' });

    expect(one('.failed-run .what')?.textContent).toBe("Run failed: action 'Send'");
    expect(one('.failed-run .words')?.textContent).toBe('<b>of type "Null"</b>');
  });

  it('draws a line where a day begins', () => {
    for (const at of ['2026-03-02T10:00:00Z', '2026-03-02T11:00:00Z', '2026-03-04T12:00:00Z'])
      post(card(cardSaying('x')), at);

    expect(all('.day').map(({ textContent }) => textContent)).toEqual([
      'Monday, 2 March 2026',
      'Wednesday, 4 March 2026',
    ]);
  });

  it('keeps what it has when the channel comes again, and begins anew with another', () => {
    post(card(cardSaying('x')));
    tell('error', undefined);
    const gone = one('#connection')?.textContent;
    tell('open', undefined);
    tell('channel', 'first');
    const kept = all('article').length;
    tell('channel', 'second');

    expect(gone).toMatch(/^The channel has stopped/);
    expect(one('#connection')?.textContent).toBe('');
    expect([kept, all('article').length]).toEqual([1, 0]);
    expect(one('#empty')?.hidden).toBe(false);
  });

  it('switches its colours, and says which way', () => {
    const before = browser.document.documentElement.dataset['theme'];
    one('#theme')?.click();

    expect([before, browser.document.documentElement.dataset['theme']]).toEqual(['light', 'dark']);
    expect(one('#theme')?.getAttribute('aria-label')).toBe('Switch to light colours');
  });
});
