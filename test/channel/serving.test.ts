import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { cardSaying } from './cards.ts';
import { NOW, started } from './started.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigil-channel-'));
writeFileSync(join(folder, 'channel-page.js'), '// the script');
afterAll(() => rmSync(folder, { recursive: true }));

describe('the page', () => {
  it('allows script and style of its own only, and names its language, team and channel', async () => {
    const { channel } = await started({ team: 'R&D <b>', channel: '"Alerts"', pageFolder: folder });

    const response = await fetch(channel.pageUrl);
    const html = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';

    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';/);
    expect(policy).not.toMatch(/unsafe|\*|data:/);
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<title>&#34;Alerts&#34; · R&#38;D &#60;b&#62; ·');
    expect(html).not.toMatch(/<b>| style=|<style|<script>| on\w+=/);
  });

  it('brings the script as it was built, and says how to build the style that was not', async () => {
    const { channel } = await started({ pageFolder: folder });

    const script = await fetch(`${channel.pageUrl}channel-page.js`);
    const style = await fetch(`${channel.pageUrl}channel-page.css`);

    expect([script.headers.get('content-type'), await script.text()]).toEqual([
      'text/javascript; charset=utf-8',
      '// the script',
    ]);
    expect([style.status, await style.text()]).toEqual([503, 'channel-page.css is not built: npm run build']);
  });

  it('serves nothing else', async () => {
    const { channel } = await started({ pageFolder: folder });
    const paths = ['package.json', '..%2fpackage.json', 'constructor', 'control/other'];

    const statuses = await Promise.all(
      paths.map(async (path) => (await fetch(`${channel.pageUrl}${path}`)).status),
    );
    const posted = await fetch(channel.pageUrl, { method: 'POST' });

    expect([...statuses, posted.status]).toEqual([404, 404, 404, 404, 404]);
  });
});

describe('the switches over HTTP', () => {
  it('set and clear faults, take the webhook away, and tell what came', async () => {
    const { channel, send } = await started();
    const control = (method: string, path: string, body?: string): Promise<Response> =>
      fetch(`${channel.pageUrl}control/${path}`, { method, ...(body !== undefined && { body }) });
    const told = async (path: string): Promise<unknown> => (await control('GET', path)).json();

    expect((await control('POST', 'faults', '{"status":429,"retryAfter":2,"times":9}')).status).toBe(204);
    expect((await send()).headers.get('retry-after')).toBe('2');
    await control('DELETE', 'faults');
    await control('POST', 'down', '{"isDown":true}');
    await expect(send()).rejects.toThrow('fetch failed');
    await control('POST', 'down', '{"isDown":false}');
    await send();

    expect(await told('faults')).toEqual({ 429: 1 });
    expect(await told('requests')).toEqual({ 202: 1, 429: 1, none: 1 });
    expect(await told('posts')).toEqual([
      {
        kind: 'card',
        number: 1,
        at: NOW.toISOString(),
        card: cardSaying('Hello'),
        bytes: expect.any(Number),
      },
    ]);
  });

  it.each([
    { path: 'faults', body: '{', error: /JSON/ },
    { path: 'faults', body: '[]', error: 'the body is no JSON object' },
    { path: 'faults', body: '{"status":200}', error: 'a fault has a status from 400 to 599, not 200' },
    { path: 'down', body: '{"down":true}', error: 'write {"isDown":true} or {"isDown":false}' },
  ])('refuse $body to $path', async ({ path, body, error }) => {
    const { channel } = await started();

    const response = await fetch(`${channel.pageUrl}control/${path}`, { method: 'POST', body });

    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: { code: 'control', message: expect.stringMatching(error) },
    });
  });
});
