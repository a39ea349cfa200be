import { resolve } from 'node:path';
import { loadBundle, startFunctions } from '../functions-host.ts';

/** The functions in their local host, ticking as fast as they can: each tick that ends moves the clock by a minute. Made to be killed. */
async function main(clockUrl: string): Promise<void> {
  const host = await startFunctions({
    functions: loadBundle(resolve('dist/main.cjs')),
    key: 'chaos',
    log: ({ level, message }) => {
      if (level === 'error') console.error(message);
    },
  });
  for (;;) {
    await host.runNow('watch');
    await fetch(clockUrl, { method: 'POST' });
  }
}

await main(process.argv[2] ?? '');
