import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { packageFiles } from './files.ts';
import { zip } from './zip.ts';

/** A package that was written. */
export interface Package {
  readonly file: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  /** Names of the files in it. */
  readonly names: readonly string[];
}

/** Azure takes far more; it is loaded at every cold start. */
export const MOST_BYTES = 12_000_000;

/**
 * Packs what is deployed. Beside the zip it writes its SHA-256, as `sha256sum -c` reads it, and the source map of main.cjs.
 *
 * @param root the project's folder, absolute.
 * @param out where the zip goes, absolute; its folder is made if need be. By default in dist-package, by its version.
 * @throws Error where the source does not build, or the zip is larger than `MOST_BYTES`.
 */
export async function writePackage(root: string, out?: string): Promise<Package> {
  const { version, files, map } = await packageFiles(root);
  const bytes = await zip(files);
  if (bytes.length > MOST_BYTES)
    throw new Error(`the package has ${bytes.length} bytes; at most ${MOST_BYTES} are meant to be deployed`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = out ?? join(root, 'dist-package', `vigil-${version}.zip`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  writeFileSync(`${file}.sha256`, `${sha256}  ${basename(file)}\n`);
  writeFileSync(`${file.slice(0, -'.zip'.length)}.main.cjs.map`, map);
  return { file, bytes, sha256, names: [...files.keys()] };
}
