import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FEED, GRAPH, idsOf, MANAGEMENT, read, type Read } from './started.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'vigil-tenant-'));
const command = join(folder, 'tenant.mjs');
const children: ChildProcess[] = [];

const write = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

beforeAll(() => {
  const options = ['--bundle', '--platform=node', '--format=esm', '--target=node20', `--outfile=${command}`];
  execFileSync(join(root, 'node_modules/.bin/esbuild'), ['local/tenant.ts', ...options], {
    cwd: root,
    stdio: 'pipe',
  });
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts the command; what it says first. */
async function run(...args: readonly string[]): Promise<{ child: ChildProcess; said: string; url: string }> {
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  let said = '';
  for await (const part of child.stdout as AsyncIterable<Buffer>) {
    said += part.toString();
    if (said.includes('Ctrl-C')) break;
  }
  return { child, said, url: /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '' };
}

/** Asks as the greeting says one can, with curl's options made fetch's. */
async function readAt(url: string, path: string, resource = GRAPH): Promise<Read> {
  const { body } = await read(`${url}/msi/token?resource=${resource}`, {
    headers: { 'x-identity-header': 'pretend' },
  });
  return read(`${url}${path}`, { headers: { authorization: `Bearer ${String(body['access_token'])}` } });
}

async function idsAt(url: string, path: string): Promise<readonly unknown[]> {
  return idsOf((await readAt(url, path)).body.value);
}

describe('npm run tenant', () => {
  it('serves the story, says how to get a token, and stops on Ctrl-C', async () => {
    const { child, said, url } = await run();

    const ids = await idsAt(url, '/v1.0/auditLogs/directoryAudits?$top=3');
    const content = await readAt(url, `${FEED}/subscriptions/content?contentType=Audit.Exchange`, MANAGEMENT);
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');

    expect(said).toMatch(/\d+ sign-ins, \d+ directory-audits, \d+ message-traces, 1 unified-audit/);
    expect(said).toContain(
      `curl -s -H 'x-identity-header: pretend' '${url}/msi/token?resource=https://graph.microsoft.com'`,
    );
    expect(ids).toHaveLength(3);
    expect(content.body).toHaveLength(1);
    expect(await exited).toBe(0);
  });

  it('serves files of any framing, its clock two hours after their newest record', async () => {
    const record = (id: string, time: string) => ({
      id,
      createdDateTime: time,
      userPrincipalName: 'dana@a.example',
    });
    const page = write('page.json', JSON.stringify({ value: [record('a', '2026-03-01T10:00:00Z')] }));
    const lines = write(
      'lines.ndjson.gz',
      gzipSync(
        `${JSON.stringify(record('b', '2026-03-02T10:00:00Z'))}\n{"id":"t","recipientAddress":"x","receivedDateTime":"2026-03-01T10:00:00Z"}\n`,
      ),
    );

    const { said, url } = await run('--from', page, '--from', lines, '--licence', 'p2');

    expect(said).toContain('2 sign-ins, 1 message-traces; its clock begins at 2026-03-02T12:00:00.000Z');
    expect(await idsAt(url, '/beta/auditLogs/signIns')).toEqual(['b', 'a']);
  });

  it.each([
    { args: ['--port', 'x'], error: 'tenant: --port x is no port: write a number up to 65535' },
    { args: ['--colour'], error: /^tenant: Unknown option '--colour'/ },
    { args: ['a.json'], error: 'tenant: a.json is no option: write --from a.json' },
    { args: ['--now', 'soon'], error: 'tenant: --now soon is no time: write 2026-03-02T09:00:00Z' },
    { args: ['--licence', 'e5'], error: 'tenant: --licence e5 does not exist: take free, p1 or p2' },
    { args: ['--from', 'nowhere.json'], error: /^tenant: nowhere\.json cannot be read: ENOENT/ },
    {
      args: ['--from', write('odd.json', '[{"colour":"blue"}]')],
      error: /holds a record of a kind no log has$/,
    },
    { args: ['--from', write('torn.json', '{"id":1}\n{"id"')], error: /torn\.json:2: / },
    { args: ['--from', write('empty.json', '')], error: 'tenant: the files hold no records' },
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
    expect(stderr).toMatch(/^tenant: listen EADDRINUSE/);
  });

  it('helps', () => {
    const { status, stdout } = spawnSync(process.execPath, [command, '--help'], { encoding: 'utf8' });

    expect(status).toBe(0);
    expect(stdout).toContain('--from FILE');
  });
});
