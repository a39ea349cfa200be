// What runs without Azure: one file a command; packages stay in node_modules.
import { build } from 'esbuild';

await build({
  entryPoints: {
    'local/replay': 'local/replay.ts',
    'local/build-place': 'local/build-place.ts',
    'local/docs': 'local/docs.ts',
    'local/smoke': 'local/smoke.ts',
    'local/tenant': 'local/tenant.ts',
    'bench/index': 'bench/index.ts',
    'bench/floor': 'bench/floor.ts',
    'bench/usage': 'bench/usage.ts',
  },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  outdir: 'dist',
  packages: 'external',
  splitting: true,
  sourcemap: true,
  logLevel: 'warning',
});
