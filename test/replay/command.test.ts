import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { story } from '../../local/story/index.ts';
import { auditRecord, PEOPLE } from '../../local/story/records.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'vigil-command-'));
const file = (name: string): string => join(folder, name);
const write = (name: string, content: string | Buffer): string => {
  writeFileSync(file(name), content);
  return file(name);
};

beforeAll(() => {
  execFileSync(process.execPath, ['build.mjs'], { cwd: root });
  const { signIns, audits, traces, unified } = story();
  write('story.json', JSON.stringify([...signIns, ...audits, ...traces, ...unified]));
  write('empty.json', '');
  write(
    'photo.jpg',
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 72, 0, 72]),
  );
  write('unknown.json', '[{"colour":"blue"},{"colour":"red"}]');
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Answer {
  const done = spawnSync(process.execPath, ['dist/local/replay.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  return { status: done.status, stdout: done.stdout, stderr: done.stderr };
}

const parsed = (text: string): readonly Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('npm run replay, called wrongly', () => {
  it.each([
    ['no file', [], /no file given/],
    [
      'an unknown format',
      ['--format', 'xml', file('story.json')],
      /--format xml does not exist: take text or ndjson/,
    ],
    [
      'the page, which does not exist yet',
      ['--format', 'html', file('story.json')],
      /html does not exist yet/,
    ],
    ['an unknown option', ['--colour', file('story.json')], /--help lists the options/],
    ['a missing file', [file('missing.json')], /missing\.json does not exist/],
    ['a folder', [folder], /is a folder: give the files in it/],
    ['an empty file', [file('empty.json')], /empty\.json: .*empty/],
    ['a photo', [file('photo.jpg')], /photo\.jpg: /],
    [
      '--from after --to',
      ['--from', '2026-03-03', '--to', '2026-03-02', file('story.json')],
      /--from is after --to/,
    ],
    ['a time that is none', ['--from', 'yesterday', file('story.json')], /--from yesterday is no time/],
    ['a domain that is none', ['--own-domain', 'a@b', file('story.json')], /--own-domain a@b is no domain/],
    [
      'a place to write that is none',
      ['--out', join(folder, 'no', 'where'), file('story.json')],
      /cannot write/,
    ],
  ])('with %s: exit code 2 and one line', (_name, args, message) => {
    const { status, stdout, stderr } = run(args);

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('in a time zone that is none', () => {
    expect(run([file('story.json')], { TIME_ZONE: 'Nowhere/City' })).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/TIME_ZONE Nowhere\/City is no time zone/),
    });
  });

  it('with nothing but records nobody knows: says so, and names them', () => {
    const { status, stdout, stderr } = run([file('unknown.json')]);

    expect(status).toBe(2);
    expect(stderr).toMatch(/nothing could be read: .*unknown\.json:1: a shape Vigil does not know/);
    expect(parsed(stdout)).toMatchObject([
      { type: 'summary', read: {}, rejected: [{ line: 1 }, { line: 1 }] },
    ]);
  });
});

describe('npm run replay', () => {
  it('explains itself', () => {
    expect(run(['--help'])).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(/--own-domain/),
    });
  });

  it('answers a pipe with one object a line, the summary last', () => {
    const { status, stdout, stderr } = run([file('story.json')]);

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(parsed(stdout).map(({ type }) => type)).toEqual(['incident', 'incident', 'summary']);
    expect(parsed(stdout).at(-1)).toMatchObject({ duplicates: 0, rejected: [], incidents: 2 });
  });

  it('answers a person in words, in their zone', () => {
    const { status, stdout } = run(['--format', 'text', file('story.json')], {
      TIME_ZONE: 'Europe/Stockholm',
    });

    expect(status).toBe(0);
    expect(stdout).toContain('Critical: somebody is inside now.');
    expect(stdout).toContain('Mon 2 Mar 2026 10:12 CET');
  });

  it('tells a person what alone is no alarm, and a pipe of incidents only', () => {
    const sara = PEOPLE[5];
    if (sara === undefined) throw new Error('too few live in the story');
    const invitation = auditRecord(sara, new Date('2026-03-02T15:00:00Z'), 'invite', 'a@newpartner.example');
    const invited = write('invited.json', JSON.stringify([invitation]));
    const { stdout } = run(['--format', 'text', file('story.json'), invited]);
    const lines = parsed(run([file('story.json'), invited]).stdout);

    expect(stdout).toContain(
      'Also seen, and alone no alarm\n  The account of Sara Lind invited a guest for the first time, from the new domain newpartner.example. Mon 2',
    );
    expect(lines.map(({ type }) => type)).toEqual(['incident', 'incident', 'summary']);
    expect(lines.at(-1)).not.toHaveProperty('loose');
  });

  it('writes the answer to a file', () => {
    const { status, stdout } = run(['--out', file('answer.txt'), file('story.json')]);

    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(readFileSync(file('answer.txt'), 'utf8')).toContain('What to do now');
  });

  it('sets a file that is none of its kind aside, and reads its neighbours', () => {
    const { status, stdout } = run([file('photo.jpg'), file('story.json')]);

    expect(status).toBe(0);
    expect(parsed(stdout).at(-1)).toMatchObject({ incidents: 2, rejected: [{ file: file('photo.jpg') }] });
  });

  it('lets earlier records only teach, and leaves later ones out', () => {
    const { stdout } = run([
      '--from',
      '2026-03-02T09:30:00Z',
      '--to',
      '2026-03-02T09:59:00Z',
      file('story.json'),
    ]);
    const [only, summary] = parsed(stdout);

    expect(only).toMatchObject({ findings: [{ detector: 'mass-send' }], stages: ['spreading'] });
    expect(summary).toMatchObject({ incidents: 1 });
  });

  it('believes the domains it is given, beside those of the records', () => {
    const [summary] = parsed(run(['--own-domain', 'Elsewhere.example', file('story.json')]).stdout).slice(-1);

    expect(summary).toMatchObject({ ownDomains: ['elsewhere.example', 'fjordline.example'] });
  });

  it('shows no character of a log that a terminal would obey', () => {
    const rule = story().unified[0];
    const hostile = JSON.parse(
      JSON.stringify(rule).replaceAll('"."', String.raw`"\u001b[2J\u202e.\u009b"`),
    ) as object;
    const path = write('hostile.json', JSON.stringify([hostile]));

    const answers = ['text', 'ndjson'].map((format) => run(['--format', format, path]).stdout);

    expect(answers.map((answer) => answer.length > 100)).toEqual([true, true]);
    expect(answers.join('')).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E]/u);
  });
});
