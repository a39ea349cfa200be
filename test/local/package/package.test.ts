import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import packageJson from '../../../package.json' with { type: 'json' };
import { bundle } from '../../../local/package/bundle.ts';
import { MOST_BYTES } from '../../../local/package/index.ts';
import { unzip, type Entry } from '../../../local/package/unzip.ts';

const root = join(import.meta.dirname, '../../..');
// Below the project, so that what stays outside a bundle is found.
const below = mkdtempSync(join(root, 'node_modules/.vigil-package-'));
const away = mkdtempSync(join(tmpdir(), 'vigil-packages-'));
const command = join(below, 'package.mjs');

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(program: string, cwd: string, ...args: readonly string[]): Ran {
  const env = { PATH: process.env['PATH'], TZ: 'Pacific/Auckland' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const first = join(away, 'first/vigil.zip');
let ran: Ran;
let entries: ReadonlyMap<string, Entry>;
const textOf = (name: string): string => entries.get(name)?.bytes.toString() ?? '';

beforeAll(async () => {
  await build({
    entryPoints: { package: join(root, 'local/package.ts') },
    outdir: below,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
  });
  ran = run(command, root, '--out', first, '--check');
  entries = new Map(unzip(readFileSync(first)).map((entry) => [entry.name, entry]));
});
afterAll(() => {
  rmSync(below, { recursive: true });
  rmSync(away, { recursive: true });
});

describe('the package', () => {
  it('holds these files and no other, sorted, with fixed times and modes', () => {
    expect([...entries.keys()]).toEqual([
      'LICENSE',
      'THIRD-PARTY-NOTICES.txt',
      'data/LICENSE',
      'data/place.bin',
      'host.json',
      'main.cjs',
      'package.json',
      'sbom.cdx.json',
    ]);
    const [one, ...others] = [...entries.values()].map(({ mode, time }) => `${mode.toString(8)} ${time}`);
    expect(one).toMatch(/^100644 /);
    expect(new Set(others)).toEqual(new Set([one]));
  });

  it('is told by its size and its SHA-256, which also stands beside it', () => {
    const bytes = readFileSync(first);
    const sha256 = createHash('sha256').update(bytes).digest('hex');

    expect(bytes.length).toBeLessThanOrEqual(MOST_BYTES);
    expect(ran.stdout).toContain(`(${bytes.length} bytes), 8 files\nSHA-256 ${sha256}\n`);
    expect(readFileSync(`${first}.sha256`, 'utf8')).toBe(`${sha256}  vigil.zip\n`);
    expect(readdirSync(join(away, 'first')).toSorted()).toEqual([
      'vigil.main.cjs.map',
      'vigil.zip',
      'vigil.zip.sha256',
    ]);
  });

  it('works where there is nothing else: unpacked elsewhere, without node_modules', () => {
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout.split('\n').filter((line) => line.startsWith('check: '))).toEqual([
      'check: 5 functions: drill httpTrigger, health httpTrigger, incident httpTrigger, scan httpTrigger, watch timerTrigger',
      expect.stringMatching(
        new RegExp(
          `^check: health 200, version ${packageJson.version.replaceAll('.', '\\.')}, place data of \\d{4}-\\d\\d-\\d\\d$`,
        ),
      ),
      expect.stringMatching(/^check: \d+ requests to the pretend tenant in a tick$/),
      'check: with ENABLE_HTTP=false: watch timerTrigger',
      'check: it works',
    ]);
  });

  it('has in its package.json what the worker needs and nothing to install', () => {
    const { name, version, license } = packageJson;

    expect(JSON.parse(textOf('package.json'))).toEqual({ name, version, license, main: 'main.cjs' });
  });

  it('holds the bundle that build.mjs makes, without the line that names its map', () => {
    execFileSync(process.execPath, ['build.mjs', join(below, 'dist')], { cwd: root, stdio: 'pipe' });
    const built = readFileSync(join(below, 'dist/main.cjs'), 'utf8');

    expect(built.replace('//# sourceMappingURL=main.cjs.map\n', '') === textOf('main.cjs')).toBe(true);
  });

  it('has the project’s licence, and that of every package in the bundle', () => {
    const { components } = JSON.parse(textOf('sbom.cdx.json')) as {
      readonly components: readonly {
        readonly type: string;
        readonly name: string;
        readonly version: string;
      }[];
    };
    const notices = textOf('THIRD-PARTY-NOTICES.txt');
    const headings = [...notices.matchAll(/^-{80}\n(?<of>\S+ \S+): /gm)].map(({ groups }) => groups?.['of']);

    expect(textOf('LICENSE')).toMatch(/^MIT License/);
    expect(textOf('data/LICENSE')).toContain('Creative Commons Attribution 4.0');
    expect(new Set(headings)).toEqual(
      new Set(
        components.filter(({ type }) => type === 'library').map(({ name, version }) => `${name} ${version}`),
      ),
    );
    // Whoever brings no licence file is looked at, and named here.
    expect([...notices.matchAll(/^(\S+) \S+: \S+\n\nIt brings no/gm)].map(([, name]) => name)).toEqual([
      '@nodable/entities',
    ]);
  });
});

describe('the same source', () => {
  const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

  it('gives the same bytes, in any time zone', () => {
    const second = join(away, 'second/vigil.zip');
    const { status } = spawnSync(process.execPath, [command, '--out', second], {
      cwd: root,
      env: { PATH: process.env['PATH'], TZ: 'America/Lima', LANG: 'sv_SE.UTF-8' },
    });

    expect(status).toBe(0);
    expect(hashOf(second)).toBe(hashOf(first));
  });

  it('gives the same bytes from a copy at another path, and names no folder of a machine', async () => {
    const copy = join(away, 'a copy/of it');
    const { inputs } = (await bundle(root)).metafile;
    const packages = Object.keys(inputs).flatMap(
      (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [],
    );
    const ours = [
      'functions',
      'shared',
      'host.json',
      'LICENSE',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
    ];
    for (const path of new Set([...ours, ...packages]))
      cpSync(join(root, path), join(copy, path), { recursive: true });
    const moved = join(below, 'moved.zip');

    expect(run(command, copy, '--out', moved)).toMatchObject({ status: 0, stderr: '' });
    expect(hashOf(moved)).toBe(hashOf(first));
    expect(textOf('main.cjs')).not.toContain(root);
    expect(readFileSync(join(away, 'first/vigil.main.cjs.map'), 'utf8')).not.toContain(root);
  });
});

describe('npm run package', () => {
  it.each([
    [['--out', 'folder'], '--out names a file that ends in .zip'],
    [['--fast'], "Unknown option '--fast'"],
    [['more'], "Unexpected argument 'more'"],
  ])('refuses %j in one line', (args, why) => {
    const { status, stdout, stderr } = run(command, root, ...args);

    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^package: [^\n]+\n$/);
    expect(stderr).toContain(why);
  });

  it('tells what it can', () => {
    expect(run(command, root, '--help')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('--check'),
    });
  });
});
