import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { drillOf } from '../../functions/drill.ts';
import { fakeVigil, KEY, served, type FakeVigil } from './served.ts';

let vigil: FakeVigil;
beforeEach(() => {
  vigil = fakeVigil();
});

const { ask, origin } = served(
  'drill',
  drillOf(() => vigil),
);

describe('POST /api/drill', () => {
  it('queues a drill', async () => {
    const response = await ask('/api/drill', { method: 'POST' });

    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ queued: true });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(vigil.drills()).toBe(1);
  });

  it.each(['GET', 'HEAD'])('does nothing for %s', async (method) => {
    expect((await ask('/api/drill', { method })).status).toBe(404);
    expect(vigil.drills()).toBe(0);
  });

  it('does nothing for another site, or without a key', async () => {
    const foreign = await ask('/api/drill', { method: 'POST', headers: { origin: 'https://evil.example' } });
    const keyless = await ask('/api/drill', { method: 'POST', headers: { 'x-functions-key': '' } });

    expect([foreign.status, keyless.status]).toEqual([403, 401]);
    expect(vigil.drills()).toBe(0);
  });
});

describe('npm run drill', () => {
  const root = join(import.meta.dirname, '../..');
  const folder = mkdtempSync(join(tmpdir(), 'vigil-drill-'));
  const command = join(folder, 'drill.mjs');
  beforeAll(() => {
    const options = [
      '--bundle',
      '--platform=node',
      '--format=esm',
      '--target=node20',
      `--outfile=${command}`,
    ];
    execFileSync(join(root, 'node_modules/.bin/esbuild'), ['local/drill.ts', ...options], {
      cwd: root,
      stdio: 'pipe',
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function run(
    args: readonly string[] = [],
    given: Readonly<Record<string, string>> = {},
  ): Promise<readonly [number, string]> {
    const env = { PATH: process.env['PATH'], VIGIL_URL: origin(), VIGIL_KEY: KEY, ...given };
    return new Promise((resolve) => {
      execFile(process.execPath, [command, ...args], { env }, (error, said, complained) => {
        resolve([Number(error?.code ?? 0), said + complained]);
      });
    });
  }

  it('asks for a drill, and says where it shows', async () => {
    expect(await run()).toEqual([0, expect.stringMatching(/^A drill is on its way: .+\n$/)]);
    expect(vigil.drills()).toBe(1);
  });

  it.each<[string, readonly string[], Readonly<Record<string, string>>, RegExp]>([
    [
      'a wrong key',
      [],
      { VIGIL_KEY: 'guess' },
      /^drill: 127\.0\.0\.1:\d+ refused the key \(401\): set VIGIL_KEY/,
    ],
    [
      'no app',
      [],
      { VIGIL_URL: 'http://127.0.0.1:9' },
      /^drill: no connection to 127\.0\.0\.1:9.*: check VIGIL_URL/,
    ],
    ['no address', [], { VIGIL_URL: 'http://vigil.example' }, /^drill: VIGIL_URL is missing, or neither/],
    ['another path', [], { VIGIL_URL: 'PATH' }, /^drill: nothing called api\/drill is at/],
    ['words', ['--now'], {}, /^drill: there is nothing to say but --help/],
  ])('exits with 2 and one line: %s', async (_what, args, given, expected) => {
    const url = given['VIGIL_URL'] === 'PATH' ? { VIGIL_URL: `${origin()}/elsewhere/` } : given;
    const [code, said] = await run(args, url);

    expect(code).toBe(2);
    expect(said).toMatch(expected);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(vigil.drills()).toBe(0);
  });

  it('says how it is used', async () => {
    expect(await run(['--help'])).toEqual([0, expect.stringContaining('npm run --silent drill')]);
  });
});
