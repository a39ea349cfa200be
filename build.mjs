// What is deployed: one file, for which the worker itself has `@azure/functions-core`. And what runs without Azure: one file a command; packages stay in node_modules.
import { build } from 'esbuild';

const [, , outdir = 'dist'] = process.argv;
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  outdir,
  sourcemap: true,
  logLevel: 'warning',
};

await Promise.all([
  build({
    ...common,
    entryPoints: { main: 'functions/index.ts' },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: ['@azure/functions-core'],
    define: { 'import.meta.dirname': '__dirname' },
    minify: true,
    keepNames: true, // errors are told apart by their names
  }),
  build({
    ...common,
    entryPoints: {
      'local/replay': 'local/replay.ts',
      'local/scan': 'local/scan.ts',
      'local/start': 'local/start.ts',
      'local/chaos': 'local/chaos.ts',
      'local/channel': 'local/channel.ts',
      'local/drill': 'local/drill.ts',
      'local/screenshots': 'local/screenshots.ts',
      'local/sim': 'local/sim.ts',
      'local/scan-load': 'local/scan-load.ts',
      'local/chaos-child': 'local/chaos/child.ts',
      'local/build-place': 'local/build-place.ts',
      'local/docs': 'local/docs.ts',
      'local/package': 'local/package.ts',
      'local/bicep': 'local/bicep.ts',
      'local/tenant': 'local/tenant.ts',
      'bench/index': 'bench/index.ts',
      'bench/quality': 'bench/quality/index.ts',
      'bench/floor': 'bench/floor.ts',
      'bench/usage': 'bench/usage.ts',
    },
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    packages: 'external',
    splitting: true,
  }),
  // The page of the pretend Teams channel, for a browser.
  build({
    entryPoints: [
      { in: 'local/channel/page/page.ts', out: 'local/channel-page' },
      { in: 'local/channel/page/page.css', out: 'local/channel-page' },
    ],
    bundle: true,
    outdir,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    minify: true,
    tsconfig: 'local/channel/page/tsconfig.json',
    logLevel: 'warning',
  }),
]);
