import { join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';

/** What is deployed, without having been written anywhere. */
export interface Bundle {
  readonly code: Uint8Array;
  /** Its source map: it reads a stack of the deployed file, and is not deployed. */
  readonly map: Uint8Array;
  /** What went into it; paths are relative to the project. */
  readonly metafile: Metafile;
}

/** How the app is bundled: one file that the worker requires. build.mjs cannot read this file, and is held to it by a test. */
export const AS_DEPLOYED = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['@azure/functions-core'],
  define: { 'import.meta.dirname': '__dirname' },
  minify: true,
  keepNames: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Bundles the functions as build.mjs does, but for the line that names the map; a test holds that both give the same bytes. From the
 * source and not from dist/, so that what is packed is never an older build.
 *
 * @param root the project's folder, absolute. Nothing of it shows in the bundle.
 * @throws what esbuild says of the source.
 */
export async function bundle(root: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { main: 'functions/index.ts' },
    outdir: join(root, 'dist'),
    outExtension: { '.js': '.cjs' },
    sourcemap: 'external',
    metafile: true,
    write: false,
    ...AS_DEPLOYED,
    external: [...AS_DEPLOYED.external],
  });
  const output = (ending: string): Uint8Array => {
    const found = outputFiles.find(({ path }) => path.endsWith(ending));
    if (found === undefined) throw new Error(`esbuild made no ${ending}`);
    return found.contents;
  };
  return { code: output('.cjs'), map: output('.cjs.map'), metafile };
}
