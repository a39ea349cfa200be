import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import packageJson from '../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '../..');
// Below the project, so that what stays outside a bundle is found.
const folder = mkdtempSync(join(root, 'node_modules/.vigil-bundle-'));

/** Loads the deployed file in a process of its own, as the worker does, and asks its functions over HTTP. */
const PROGRAM = `
import { loadBundle, startFunctions } from './functions-host.mjs';
const functions = loadBundle(process.argv[2]);
const lines = [];
const { url, runNow, stop } = await startFunctions({ functions, key: 'k', log: (line) => lines.push(line) });
const ask = (key, method, path) => fetch(url + path, { method, headers: { 'x-functions-key': key } });
const health = await ask('k', 'GET', '/api/health');
const report = {
  functions: functions.map(({ name, trigger }) => name + ' ' + trigger.type),
  refused: [(await ask('', 'GET', '/api/health')).status, (await ask('', 'POST', '/api/scan')).status],
  health: [health.status, await health.json()],
  tick: await runNow('watch').catch((error) => error.name),
  errors: lines.filter(({ level }) => level === 'error').length,
};
await stop();
console.log(JSON.stringify(report));
`;

beforeAll(() => {
  execFileSync(process.execPath, ['build.mjs', folder], { cwd: root, stdio: 'pipe' });
  const options = ['--bundle', '--platform=node', '--format=esm', '--target=node20', '--packages=external'];
  execFileSync(
    join(root, 'node_modules/.bin/esbuild'),
    ['local/functions-host.ts', ...options, `--outfile=${join(folder, 'functions-host.mjs')}`],
    { cwd: root, stdio: 'pipe' },
  );
  writeFileSync(join(folder, 'program.mjs'), PROGRAM);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the deployed file', () => {
  it('is the one that package.json names', () => {
    expect(packageJson.main).toBe('dist/main.cjs');
  });

  it('holds every package but the one that is the worker’s own', () => {
    const text = readFileSync(join(folder, 'main.cjs'), 'utf8');
    const needed = new Set([...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name ?? ''));
    const builtIn =
      /^(?:node:)?(?:assert|async_hooks|buffer|child_process|crypto|diagnostics_channel|events|fs|http2?|https|module|net|os|path|perf_hooks|process|querystring|stream|string_decoder|tls|tty|url|util|v8|worker_threads|zlib|timers)(?:\/\w+)?$/;

    expect([...needed].filter((name) => !builtIn.test(name))).toEqual(['@azure/functions-core']);
  });

  it('registers its functions, wants a key, and tells of missing settings instead of missing functions', () => {
    const said = execFileSync(process.execPath, [join(folder, 'program.mjs'), join(folder, 'main.cjs')], {
      cwd: folder,
      env: { PATH: process.env['PATH'] },
      encoding: 'utf8',
    });

    expect(JSON.parse(said)).toEqual({
      functions: [
        'drill httpTrigger',
        'health httpTrigger',
        'incident httpTrigger',
        'scan httpTrigger',
        'watch timerTrigger',
      ],
      refused: [401, 401],
      health: [503, expect.objectContaining({ ok: false, faults: [expect.any(String), expect.any(String)] })],
      tick: 'ConfigFault',
      errors: 4,
    });
  });
});
