import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const folder = join(root, '.github/workflows');
const files = readdirSync(folder).toSorted();
const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8');

/** The lines of a block: those below a key that are indented more than it. */
function blocks(text: string, key: RegExp): readonly (readonly string[])[] {
  const lines = text.split('\n').filter((line) => !/^\s*(?:#.*)?$/.test(line));
  const indent = (line: string): number => line.search(/\S/);
  return lines.flatMap((line, at) => {
    if (!key.test(line)) return [];
    const below = lines.slice(at + 1);
    const end = below.findIndex((each) => indent(each) <= indent(line));
    return [below.slice(0, end === -1 ? below.length : end)];
  });
}

const permissionsIn = (block: readonly string[] = []): readonly string[] => block.map((line) => line.trim());

it('there are these workflows', () => {
  expect(files).toEqual(['ci.yml', 'release.yml']);
});

describe.each(files)('%s', (file) => {
  const text = textOf(file);

  it('names each action by a commit, and says which version that is', () => {
    const used = [...text.matchAll(/\buses:\s*(?<what>.*)$/gm)].map(({ groups }) => groups?.['what'] ?? '');

    expect(used.length).toBeGreaterThan(0);
    for (const what of used)
      expect(what).toMatch(
        /^(?:[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\.\/\.github\/workflows\/[\w-]+\.yml)$/,
      );
  });

  it('reads only, unless a job says otherwise', () => {
    expect(blocks(text, /^permissions:/).map(permissionsIn)).toEqual([['contents: read']]);
    expect(text).not.toMatch(/write-all|read-all/);
  });

  it('never runs what a stranger sent with rights of ours', () => {
    expect(text).not.toMatch(/pull_request_target|workflow_run/);
  });

  it('keeps no token in a checkout', () => {
    expect(text.match(/persist-credentials: false/g)?.length).toBe(text.match(/actions\/checkout@/g)?.length);
  });

  it('has no secret, and puts nothing that others name into a script', () => {
    expect(text).not.toMatch(/\bsecrets\b/);
    const scripts = [
      ...[...text.matchAll(/\brun:\s*(?<script>[^|\s].*)$/gm)].map(({ groups }) => groups?.['script'] ?? ''),
      ...blocks(text, /\brun:\s*\|\s*$/).flat(),
    ];

    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });

  it('ends by itself', () => {
    expect(text.match(/timeout-minutes:/g)?.length).toBe(text.match(/runs-on:/g)?.length);
  });
});

describe('ci.yml', () => {
  it('does what .ci/run does, on every Node that is served', () => {
    expect(textOf('ci.yml')).toMatch(/node: \['20', '22', '24'\]/);
    expect(textOf('ci.yml')).toMatch(/- run: \.ci\/run$/m);
  });
});

describe('release.yml', () => {
  const text = textOf('release.yml');
  const [ci = [], build = [], publish = []] = ['ci', 'build', 'publish'].map(
    (job) => blocks(text, new RegExp(`^ {2}${job}:$`))[0],
  );

  it('is made of a tag, after all that ci does', () => {
    expect(blocks(text, /^on:/)[0]?.map((line) => line.trim())).toEqual(['push:', "tags: ['v*']"]);
    expect(ci.join('\n')).toContain('uses: ./.github/workflows/ci.yml');
    expect(build.join('\n')).toMatch(/needs: ci\b/);
    expect(publish.join('\n')).toMatch(/needs: \[ci, build\]/);
  });

  it('gives rights to the job that runs nothing of npm, and to no other', () => {
    expect([...ci, ...build].filter((line) => /permissions:|: write/.test(line))).toEqual([]);
    expect(permissionsIn(blocks(publish.join('\n'), /permissions:/)[0])).toEqual([
      'contents: write',
      'id-token: write',
      'attestations: write',
    ]);
    expect(publish.join('\n')).not.toMatch(/\bnpm\b|\bnode\b|checkout@/);
  });

  it('checks the package, and attests all that it uploads', () => {
    expect(build.join('\n')).toContain('npm run package -- --check');
    expect(publish.join('\n')).toContain('subject-path: release/*');
    expect(publish.join('\n')).toMatch(/gh release create "\$GITHUB_REF_NAME" release\/\*/);
  });

  it('pins the compiler of the template', () => {
    expect(text).toMatch(/BICEP: v\d+\.\d+\.\d+$/m);
    expect(text).toContain('az bicep install --version "$BICEP"');
  });
});

describe('dependabot.yml', () => {
  const text = readFileSync(join(root, '.github/dependabot.yml'), 'utf8');

  it('looks after packages and actions, each week', () => {
    expect([...text.matchAll(/package-ecosystem: (\S+)/g)].map(([, name]) => name)).toEqual([
      'npm',
      'github-actions',
    ]);
    expect(text.match(/interval: weekly/g)).toHaveLength(2);
  });
});
