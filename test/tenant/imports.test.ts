import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const local = join(import.meta.dirname, '../../local');
const files = ['tenant.ts', ...readdirSync(join(local, 'tenant')).map((name) => `tenant/${name}`)];

describe('the pretend tenant shares nothing with the code that is tried against it', () => {
  it.each(files)('%s imports Node, the story and itself only', (file) => {
    const text = readFileSync(join(local, file), 'utf8');
    const imports = [...text.matchAll(/(?:from|import) '(?<to>[^']+)'/g)].map(
      ({ groups }) => groups?.['to'] ?? '',
    );

    const others = imports.filter((to) => !/^(?:node:|\.\/[\w-]+\.ts$|\.\/tenant\/|\.\/story\/)/.test(to));

    expect(others).toEqual([]);
  });
});
