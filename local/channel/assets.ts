import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Answer } from './exchange.ts';

const TYPES: ReadonlyMap<string, string> = new Map([
  ['channel-page.js', 'text/javascript; charset=utf-8'],
  ['channel-page.css', 'text/css; charset=utf-8'],
]);

/** A part of the page as the build made it. Undefined: the page has no such part. */
export function assetAt(path: string, folder: string | undefined): Answer | undefined {
  const name = path.slice(1);
  const type = TYPES.get(name);
  if (type === undefined) return undefined;
  const file = (folder === undefined ? foldersAbove(import.meta.dirname) : [folder])
    .map((place) => join(place, name))
    .find((candidate) => existsSync(candidate));
  if (file === undefined)
    return {
      status: 503,
      headers: { 'Content-Type': 'text/plain' },
      body: `${name} is not built: npm run build`,
    };
  return {
    status: 200,
    headers: { 'Content-Type': type, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' },
    body: readFileSync(file),
  };
}

/** Where the build puts it, seen from the bundle as from the source. */
function foldersAbove(folder: string): readonly string[] {
  const here = [folder, join(folder, 'local'), join(folder, 'dist', 'local')];
  const above = dirname(folder);
  return above === folder ? here : [...here, ...foldersAbove(above)];
}
