import { afterEach } from '@jest/globals';
import '../../functions/index.ts';
import { healthOf } from '../../functions/health.ts';
import { scanOf } from '../../functions/scan.ts';
import { watchOf } from '../../functions/watch.ts';
import { functions, type Callback } from '../../local/functions-core.ts';
import { startFunctions, type FunctionsHost } from '../../local/functions-host.ts';
import type { LogLine } from '../../local/host/invoke.ts';
import type { Vigil } from '../../shared/model/vigil.ts';
import type { AVigil } from './a-vigil.ts';

export const KEY = 'a-function-key-of-a-test';

/** The registered functions in the local host, which ask the Vigil of a test. */
export interface Served {
  readonly lines: readonly LogLine[];
  readonly tick: () => Promise<void>;
  readonly health: () => Promise<Response>;
  readonly scan: (body: object) => Promise<Response>;
}

const hosts: FunctionsHost[] = [];
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
});

/** Serves whatever Vigil there is at the moment; it stops after the test. */
export async function served({ clock }: AVigil, open: () => Vigil): Promise<Served> {
  const now = (): Promise<Date> => Promise.resolve(new Date(clock.now()));
  const handlers = new Map<string, unknown>([
    ['health', healthOf(open)],
    ['scan', scanOf(open, now)],
    ['watch', watchOf(open, now)],
  ]);
  const lines: LogLine[] = [];
  const host = await startFunctions({
    functions: functions.map((fn) => ({ ...fn, callback: handlers.get(fn.name) as Callback })),
    key: KEY,
    log: (line) => lines.push(line),
  });
  hosts.push(host);
  const headers = { 'x-functions-key': KEY };
  return {
    lines,
    tick: () => host.runNow('watch'),
    health: () => fetch(`${host.url}/api/health`, { headers }),
    scan: (body) => fetch(`${host.url}/api/scan`, { method: 'POST', headers, body: JSON.stringify(body) }),
  };
}
