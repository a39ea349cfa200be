import { fork } from 'node:child_process';
import { once } from 'node:events';
import { story } from '../story/index.ts';
import { startTenant, USUAL } from '../tenant/index.ts';
import { crowd } from './crowd.ts';

const BATCH = 10_000;
const RESOURCES = ['https://graph.microsoft.com', 'https://manage.office.com'] as const;

/** A tenant in a process of its own, so that what it keeps does not count as ours. */
export interface ServedCrowd {
  readonly url: string;
  readonly tokens: ReadonlyMap<string, string>;
  readonly stop: () => void;
}

/** Starts this very command again, as the tenant. */
export async function startCrowd(records: number, isPaced: boolean): Promise<ServedCrowd> {
  const args = ['--serve', '--records', String(records), ...(isPaced ? ['--real'] : [])];
  const child = fork(process.argv[1] ?? '', args, { execArgv: ['--max-old-space-size=6000'] });
  const [url] = (await once(child, 'message')) as [string];
  const tokens = new Map<string, string>();
  for (const resource of RESOURCES) {
    const headers = { 'x-identity-header': USUAL.identityHeader };
    const answer = await fetch(`${url}/msi/token?resource=${resource}`, { headers });
    tokens.set(resource, ((await answer.json()) as { readonly access_token: string }).access_token);
  }
  return { url, tokens, stop: () => void child.kill() };
}

/** Serves the story and so many sign-ins besides until its parent ends; its clock runs from a moment on, or stands there. */
export async function serveCrowd(records: number, at: number, isPaced: boolean): Promise<void> {
  const ahead = at - Date.now();
  const now = (): Date => new Date(isPaced ? Date.now() + ahead : at);
  const tenant = await startTenant({ now, subscribed: ['Audit.Exchange'], pacing: isPaced });
  const { signIns, audits, traces, unified } = story();
  let batch: object[] = [];
  for (const record of crowd(records, at)) {
    batch.push(record);
    if (batch.length < BATCH) continue;
    tenant.add('sign-ins', batch);
    batch = [];
  }
  tenant.add('sign-ins', [...batch, ...signIns]);
  tenant.add('directory-audits', audits);
  tenant.add('message-traces', traces);
  tenant.add('unified-audit', unified);
  process.once('disconnect', () => process.exit());
  process.send?.(tenant.url);
}
