import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import * as z from 'zod';

/** A package of which something is in the bundle. */
export interface BundledPackage {
  /** Where it is installed: `node_modules/zod`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** As SPDX names it. */
  readonly licence: string;
  /** Of its archive, as the lockfile has it: `sha512-…` in base64. */
  readonly integrity: string;
  /** Paths of the packages that it imports, sorted. */
  readonly imports: readonly string[];
}

/** What is in the bundle. */
export interface Bundled {
  /** Sorted by path. */
  readonly packages: readonly BundledPackage[];
  /** Paths of the packages that our own code imports, sorted. */
  readonly direct: readonly string[];
}

const OWN = '';
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      integrity: z.string().optional(),
    }),
  ),
});

/**
 * The packages that esbuild put into the bundle, with what the lockfile knows of them. One whose every line was dropped is not in it.
 *
 * @throws Error naming a package of which the lockfile says too little.
 */
export function bundledPackages({ inputs, outputs }: Metafile, root: string): Bundled {
  const { packages: locked } = lockSchema.parse(
    JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')),
  );
  const files = Object.values(outputs)
    .flatMap(({ inputs: parts }) => Object.entries(parts))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file);
  const paths = new Set(files.map(packageOf));
  const importsOf = (path: string): readonly string[] => {
    const imported = files
      .filter((file) => packageOf(file) === path)
      .flatMap((file) => inputs[file]?.imports ?? [])
      .map((each) => packageOf(each.path));
    return sorted(imported.filter((each) => each !== path && each !== OWN && paths.has(each)));
  };
  const packages = sorted(paths)
    .filter((path) => path !== OWN)
    .map((path) => {
      const { version, license: licence, integrity } = locked[path] ?? {};
      if (version === undefined || licence === undefined || integrity === undefined)
        throw new Error(`package-lock.json lacks the version, licence or integrity of ${path}`);
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return { path, name, version, licence, integrity, imports: importsOf(path) };
    });
  return { packages, direct: importsOf(OWN) };
}

/** Where the package of a file is installed; our own files have none. */
function packageOf(file: string): string {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? OWN;
}

/** Each once, in an order that no language of a machine changes. */
function sorted(paths: Iterable<string>): readonly string[] {
  return [...new Set(paths)].toSorted();
}
