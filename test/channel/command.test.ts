import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { cardSaying, messageOf } from './cards.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'vigil-channel-'));
const command = join(folder, 'channel.mjs');
const children: ChildProcess[] = [];

beforeAll(() => {
  const options = ['--bundle', '--platform=node', '--format=esm', '--target=node20', `--outfile=${command}`];
  execFileSync(join(root, 'node_modules/.bin/esbuild'), ['local/channel.ts', ...options], {
    cwd: root,
    stdio: 'pipe',
  });
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts the command; what it says until a word comes, and then on. */
function run(...args: readonly string[]): { child: ChildProcess; saying: (word: string) => Promise<string> } {
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  let said = '';
  child.stdout.on('data', (part: Buffer) => void (said += part.toString()));
  return {
    child,
    async saying(word) {
      while (!said.includes(word)) await new Promise((resolve) => child.stdout.once('data', resolve));
      return said;
    },
  };
}

describe('npm run channel', () => {
  it('says where its webhook is, tells of each post, and stops on Ctrl-C', async () => {
    const { child, saying } = run('--strict');
    const url = /http:\S+&sig=[\w-]+/.exec(await saying('Ctrl-C'))?.[0] ?? '';

    const send = (body: unknown): Promise<Response> =>
      fetch(url, { method: 'POST', body: JSON.stringify(body) });
    const card = await send(messageOf(cardSaying('Hello')));
    const refused = await send({ attachments: [{}] });
    await send({});
    const said = await saying('run failed');
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');

    expect([card.status, refused.status]).toEqual([202, 400]);
    expect(said).toMatch(/Z card 1: \d+ bytes as Teams counts them/);
    expect(said).toMatch(/Z run failed: action 'Send_each_adaptive_card': The execution of/);
    expect(await exited).toBe(0);
  });

  it('greets with a call that can be pasted into a shell', async () => {
    const { saying } = run();
    const said = await saying('Ctrl-C');
    const call = /curl -i[\s\S]+?'\n/.exec(said)?.[0] ?? '';

    const { stdout } = spawnSync('bash', ['-c', call], { encoding: 'utf8' });

    expect(stdout).toMatch(/^HTTP\/1\.1 202 Accepted/);
    expect(await saying('card 1')).toContain('card 1');
  });

  it.each([
    { args: ['--port', 'x'], error: 'channel: --port x is no port: write a number up to 65535' },
    { args: ['--colour'], error: /^channel: Unknown option '--colour'/ },
    { args: ['x'], error: /^channel: Unexpected argument 'x'/ },
  ])('ends with 2 and one line for $args', ({ args, error }) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(error);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('ends with 2 where the port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;

    const { status, stderr } = spawnSync(process.execPath, [command, '--port', String(port)], {
      encoding: 'utf8',
    });
    server.close();

    expect(status).toBe(2);
    expect(stderr).toMatch(/^channel: listen EADDRINUSE/);
  });

  it('helps', () => {
    const { status, stdout } = spawnSync(process.execPath, [command, '--help'], { encoding: 'utf8' });

    expect(status).toBe(0);
    expect(stdout).toContain('--strict');
  });
});
