import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const local = join(import.meta.dirname, '../../local');
const inChannel = readdirSync(join(local, 'channel'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `channel/${name}`);

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(local, file), 'utf8');
  return [...text.matchAll(/(?:from|import) '(?<to>[^']+)'/g)].map(({ groups }) => groups?.['to'] ?? '');
}

const outside = (files: readonly string[], allowed: RegExp): readonly string[] =>
  files.flatMap((file) =>
    importsOf(file)
      .filter((to) => !allowed.test(to))
      .map((to) => `${file}: ${to}`),
  );

describe('the pretend channel shares nothing with the code that is tried against it', () => {
  const isPage = (file: string): boolean => file.startsWith('channel/page/');

  it('imports Node and itself only', () => {
    const files = ['channel.ts', ...inChannel.filter((file) => !isPage(file))];

    expect(files.length).toBeGreaterThan(10);
    expect(outside(files, /^(?:node:[\w/]+|\.\/[\w-]+\.ts|\.\/channel\/[\w-]+\.ts)$/)).toEqual([]);
  });

  it('has the two libraries Teams renders with in its page, and no Node there', () => {
    const files = inChannel.filter(isPage);

    expect(files.length).toBeGreaterThan(3);
    expect(outside(files, /^(?:adaptivecards|markdown-it|\.{1,2}\/[\w-]+\.ts)$/)).toEqual([]);
  });

  it('keeps the schemas of the triggers apart from all else', () => {
    expect(importsOf('channel/schemas.ts')).toEqual([]);
  });
});
