import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import lock from '../package-lock.json' with { type: 'json' };
import semver from 'semver';
import { detectors } from '../shared/detectors/index.ts';
import { declaredBy } from '../shared/model/declared.ts';

/** What each part may import besides itself: the layers of the design. A part that is not here may import nothing. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  pipeline: ['model', 'detectors', 'incidents'],
  pages: ['model'],
  store: ['model', 'platform'],
  place: ['model', 'platform'],
  incidents: ['model'],
  detectors: ['model'],
  notifiers: ['model', 'platform'],
  sources: ['model', 'platform'],
  config: ['model', 'platform'],
};
/** The composition root: it alone may know every part, and the environment. */
const ROOT = 'app';

const root = resolve(import.meta.dirname, '..');
const partOf = (file: string): string => (file.split('/')[1] ?? '').replace(/\.ts$/, '');

const files = filesIn('shared');
const imports = importsOf(files.filter((file) => partOf(file) !== ROOT)).filter(({ to }) =>
  to.startsWith('.'),
);

/** The TypeScript files of a folder, and of the folders in it. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

/** What each file imports: a package as it is called, a file with a dot before its path from the root. */
function importsOf(of: readonly string[]): readonly { readonly from: string; readonly to: string }[] {
  return of.flatMap((from) =>
    [...readFileSync(join(root, from), 'utf8').matchAll(/(?:from|import) '(?<to>[^']+)'/g)].map((match) => {
      const to = match.groups?.['to'] ?? '';
      return { from, to: to.startsWith('.') ? `./${relative(root, resolve(root, dirname(from), to))}` : to };
    }),
  );
}

describe('layers', () => {
  it('are those that exist', () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it.each(imports)('$from may import $to', ({ from, to }) => {
    expect(to.split('/')[1]).toBe('shared');
    expect([partOf(from), ...(MAY_IMPORT[partOf(from)] ?? [])]).toContain(partOf(to.slice(2)));
  });
});

describe('the edge', () => {
  const edge = importsOf(filesIn('functions'));

  it.each(edge)('$from may import $to', ({ to }) => {
    expect(to).toMatch(/^(?:@azure\/functions|\.\/shared\/app\.ts|\.\/functions\/[\w-]+\.ts)$/);
  });

  it('is the only place that knows Azure Functions', () => {
    const knowing = importsOf([...files, ...filesIn('local')]).filter(({ to }) => to === '@azure/functions');

    expect(knowing).toEqual([]);
  });

  it('alone imports the composition root', () => {
    const importing = importsOf([...files.filter((file) => partOf(file) !== ROOT), ...filesIn('local')]);

    expect(importing.filter(({ to }) => to.startsWith('./shared/app'))).toEqual([]);
  });

  it.each(
    filesIn('functions').filter((file) => /^(?:app\.|http\()/m.test(readFileSync(join(root, file), 'utf8'))),
  )('%s registers in its last statement', (file) => {
    const text = readFileSync(join(root, file), 'utf8');

    expect(text.slice(text.search(/^(?:app\.|http\()/m))).not.toMatch(/^(?:export|import|function|const)/m);
  });
});

describe('the environment', () => {
  it('is read by the composition root alone', () => {
    const reading = files.filter((file) => readFileSync(join(root, file), 'utf8').includes('process.env'));

    expect([...new Set(reading.map(partOf))]).toEqual([ROOT]);
  });
});

describe('detectors', () => {
  const onDisk = readdirSync(join(root, 'shared/detectors'))
    .filter((name) => name !== 'index.ts')
    .map((name) => name.replace(/\.ts$/, ''));

  it('are exactly the files of the folder, sorted', () => {
    expect(detectors.map(({ id }) => id)).toEqual(onDisk.toSorted());
  });

  it.each(onDisk)('%s has its table', (id) => {
    expect(existsSync(join(root, 'test/detectors', `${id}.test.ts`))).toBe(true);
  });

  it('declare each memory under one id', () => {
    expect(() => declaredBy(detectors)).not.toThrow();
  });

  it.each(detectors.map(({ id, about }) => ({ id, about })))('$id says why it exists', ({ about }) => {
    expect(Object.values(about).every((words) => words.length > 0)).toBe(true);
    expect(about.attack.every((technique) => /^T\d{4}(\.\d{3})?$/.test(technique))).toBe(true);
  });
});

describe('the pipeline', () => {
  const ids = detectors.map(({ id }) => id);

  it.each(files.filter((file) => partOf(file) === 'pipeline'))('%s names no detector', (file) => {
    const text = readFileSync(join(root, file), 'utf8');

    expect(ids.filter((id) => text.includes(`'${id}'`))).toEqual([]);
  });
});

describe('dependencies', () => {
  it('run on Node 20.19, but for the table emulator of the tests', () => {
    const packages = Object.entries(
      lock.packages as Readonly<Record<string, { engines?: { node?: string } }>>,
    );
    const tooNew = packages
      .filter(([, { engines }]) => !semver.satisfies('20.19.0', engines?.node ?? '*'))
      .map(([name]) => name);

    expect(tooNew).toEqual(['node_modules/azurite']);
  });
});
