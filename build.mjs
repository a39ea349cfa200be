// What runs without Azure: one file a command, packages stay in node_modules.
import { build } from 'esbuild';

await build({
  entryPoints: { replay: 'local/replay.ts', 'build-place': 'local/build-place.ts' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  outdir: 'dist/local',
  packages: 'external',
  splitting: true,
  sourcemap: true,
  logLevel: 'warning',
});
