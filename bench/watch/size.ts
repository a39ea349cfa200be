import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

/** What is deployed besides the bundle. */
const FILES = ['host.json', 'package.json'];
const PLACE_DATA = 'shared/place/data';
/** As zip has it unless told otherwise. */
const LEVEL = 6;
/** For each file its local header and its line in the directory, both with the name. */
const HEADERS = 30 + 46;

/** What the deployment takes as a zip: each file deflated by itself, as a zip holds them, and its headers. */
export function zippedSize(bundle: string, root: string): { readonly bytes: number; readonly files: number } {
  const data = readdirSync(join(root, PLACE_DATA)).map((name) => join(PLACE_DATA, name));
  const paths = [bundle, ...[...FILES, ...data].map((name) => join(root, name))];
  const bytes = paths.reduce(
    (sum, path) => sum + deflateRawSync(readFileSync(path), { level: LEVEL }).byteLength + HEADERS,
    0,
  );
  return { bytes, files: paths.length };
}
