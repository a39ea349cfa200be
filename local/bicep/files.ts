import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Texts } from './check.ts';

/** Every Bicep file of a folder and of those in it, by its path. */
export function bicepFilesIn(folder: string): Texts {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const paths = names.filter((name) => name.endsWith('.bicep')).map((name) => join(folder, name));
  return new Map(paths.toSorted().map((path) => [path, readFileSync(path, 'utf8')]));
}
