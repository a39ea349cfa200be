import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { openBlocks } from '../../shared/place/blocks.ts';
import { bundle } from './bundle.ts';
import { bundledPackages } from './bundled-packages.ts';
import { thirdPartyNotices } from './notices.ts';
import { sbomOf } from './sbom.ts';

/** What goes into the zip, and what goes beside it. */
export interface PackageFiles {
  readonly version: string;
  /** By name, with `/` between folders. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The map of main.cjs. */
  readonly map: Uint8Array;
}

const manifestSchema = z.object({ name: z.string(), version: z.string(), license: z.string() });

/**
 * Makes every file of the package from the source tree.
 *
 * @param root the project's folder, absolute, with its node_modules.
 * @throws Error where the source does not build, or a file of it is missing.
 */
export async function packageFiles(root: string): Promise<PackageFiles> {
  const read = (path: string): Buffer => readFileSync(join(root, path));
  const { code, map, metafile } = await bundle(root);
  const bundled = bundledPackages(metafile, root);
  const { name, version, license } = manifestSchema.parse(JSON.parse(read('package.json').toString()));
  const placeData = read('shared/place/data/place.bin');
  const { builtOn } = openBlocks(placeData).header;
  const text = (value: string): Uint8Array => Buffer.from(value);
  const files = new Map<string, Uint8Array>([
    ['LICENSE', read('LICENSE')],
    ['THIRD-PARTY-NOTICES.txt', text(thirdPartyNotices(bundled.packages, root))],
    ['data/LICENSE', read('shared/place/data/LICENSE')],
    ['data/place.bin', placeData],
    ['host.json', read('host.json')],
    ['main.cjs', code],
    ['package.json', text(manifest({ name, version, license }))],
    ['sbom.cdx.json', text(sbomOf({ version, bundled, code, placeData, placeDataOf: builtOn }))],
  ]);
  return { version, files, map };
}

/** What the worker reads of it is `main`; without a `type` a .cjs file is CommonJS all the same. No dependencies: all of them are bundled. */
function manifest(about: {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}): string {
  return `${JSON.stringify({ ...about, main: 'main.cjs' }, undefined, 2)}\n`;
}
