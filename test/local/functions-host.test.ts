import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { app, type HttpRequest, type InvocationContext, type Timer } from '@azure/functions';
import { functions } from '../../local/functions-core.ts';
import { startFunctions, type FunctionsHost } from '../../local/functions-host.ts';
import type { LogLine } from '../../local/host/invoke.ts';

const KEY = 'a key of a test';
const ticks: Timer[] = [];
let release: (() => void) | undefined;
let isDone = false;

app.http('greet', {
  route: 'greet/{name}/{title?}',
  methods: ['GET', 'POST'],
  authLevel: 'function',
  async handler(request: HttpRequest, context: InvocationContext) {
    context.warn('greeting');
    const body = request.method === 'POST' ? await request.text() : null;
    return { status: 201, jsonBody: { ...request.params, body }, headers: { 'x-asked': request.url } };
  },
});
app.http('open', { authLevel: 'anonymous', handler: () => ({ body: 'open to all' }) });
app.http('files', {
  route: 'files/{*path}',
  authLevel: 'anonymous',
  handler: (request) => ({ jsonBody: request.params }),
});
app.http('broken', {
  authLevel: 'function',
  handler: () => {
    throw new Error('a secret detail');
  },
});
app.http('slow', {
  authLevel: 'anonymous',
  async handler() {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    isDone = true;
    return {};
  },
});
app.timer('tick', { schedule: '%TICK%', handler: (timer) => void ticks.push(timer) });
app.timer('fails', { schedule: '0 0 0 1 1 *', handler: () => Promise.reject(new Error('no luck')) });

const hosts: FunctionsHost[] = [];
async function start(
  settings?: Readonly<Record<string, string>>,
): Promise<FunctionsHost & { lines: LogLine[] }> {
  const lines: LogLine[] = [];
  const host = await startFunctions({
    functions,
    key: KEY,
    log: (line) => lines.push(line),
    ...(settings !== undefined && { settings }),
  });
  hosts.push(host);
  return { ...host, lines };
}
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
  ticks.splice(0);
});

const withKey = { headers: { 'x-functions-key': KEY } };

describe('the local host over HTTP', () => {
  it('answers by the route, with its parameters, and writes the log at its level', async () => {
    const { url, lines } = await start();
    const response = await fetch(`${url}/api/greet/dana%20r`, withKey);

    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ name: 'dana r', body: null });
    expect(response.headers.get('x-asked')).toBe(`${url}/api/greet/dana%20r`);
    expect(lines).toEqual([{ level: 'warning', functionName: 'greet', message: 'greeting' }]);
  });

  it('hands on a body, and an optional parameter', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/api/greet/dana/dr`, { ...withKey, method: 'POST', body: 'grüezi' });

    expect(await response.json()).toEqual({ name: 'dana', title: 'dr', body: 'grüezi' });
  });

  it('gives the rest of a path to a parameter that takes it', async () => {
    const { url } = await start();

    expect(await (await fetch(`${url}/api/files/a/b.txt`)).json()).toEqual({ path: 'a/b.txt' });
  });

  it.each([
    ['no key', '/api/greet/dana', {}, 401],
    ['another key', '/api/greet/dana', { headers: { 'x-functions-key': 'guess' } }, 401],
    ['a key in the query', `/api/greet/dana?code=${encodeURIComponent(KEY)}`, {}, 201],
    ['a function for everybody', '/api/open', {}, 200],
    ['a method that nobody takes', '/api/greet/dana', { ...withKey, method: 'DELETE' }, 404],
    ['a path that nobody has', '/api/greet', withKey, 404],
    ['a path without the prefix', '/greet/dana', withKey, 404],
    ['the name of a timer', '/api/tick', withKey, 404],
    ['a path that is not encoded right', '/api/greet/%ff', withKey, 404],
    [
      'a body of more than a megabyte',
      '/api/greet/dana',
      { ...withKey, method: 'POST', body: 'x'.repeat(1_000_001) },
      413,
    ],
  ])('answers %s', async (_what, path, init, status) => {
    const { url } = await start();

    expect((await fetch(url + path, init)).status).toBe(status);
  });

  it('answers a bare 500 where a function fails, and says why in the log alone', async () => {
    const { url, lines } = await start();
    const response = await fetch(`${url}/api/broken`, withKey);

    expect(response.status).toBe(500);
    expect(await response.text()).toBe('');
    expect(lines).toEqual([{ level: 'error', functionName: 'broken', message: 'Error: a secret detail' }]);
  });

  it('listens on this machine only', async () => {
    expect((await start()).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('says where a port is taken', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);

    await expect(startFunctions({ functions, key: KEY, log: () => undefined, port })).rejects.toThrow(
      'EADDRINUSE',
    );
  });
});

describe('timers of the local host', () => {
  it('run by their schedule, which a setting may name', async () => {
    await start({ TICK: '* * * * * *' });
    while (ticks.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));

    expect(ticks[0]).toMatchObject({ isPastDue: false, schedule: { adjustForDST: true } });
  });

  it('run when they are told to, and hand on what they threw', async () => {
    const { runNow } = await start();
    await runNow('tick');

    expect(ticks).toHaveLength(1);
    await expect(runNow('fails')).rejects.toThrow('no luck');
    await expect(runNow('greet')).rejects.toThrow('no timer is called greet');
  });

  it('do not run by themselves where no settings are given', async () => {
    await start();
    await new Promise((resolve) => setTimeout(resolve, 1_100));

    expect(ticks).toEqual([]);
  });

  it.each([
    ['a setting that is missing', {}, 'the app setting TICK is missing'],
    ['what Azure would not take', { TICK: '0 0 0 L * *' }, 'no schedule of six fields'],
  ])('are refused for %s, before anything listens', async (_what, settings, why) => {
    await expect(start(settings)).rejects.toThrow(why);
  });
});

describe('stopping', () => {
  it('ends connections and timers, and waits for runs that had begun', async () => {
    const host = await start({ TICK: '* * * * * *' });
    const { port } = new URL(host.url);
    const socket = connect(Number(port), '127.0.0.1');
    const isClosed = new Promise<void>((resolve) => {
      socket.on('error', () => undefined).once('close', () => resolve());
    });
    const broken = fetch(`${host.url}/api/slow`).catch((error: unknown) => error);
    while (release === undefined) await new Promise((resolve) => setTimeout(resolve, 5));

    const stopped = host.stop();
    await isClosed;
    release();
    await stopped;

    expect(isDone).toBe(true);
    expect(await broken).toMatchObject({ name: 'TypeError' });
    await expect(fetch(`${host.url}/api/open`)).rejects.toThrow('fetch failed');
    const before = ticks.length;
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(ticks).toHaveLength(before);
  });
});
