import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { startTableStorage, type TableStorage } from '../../local/azurite.ts';
import { loadBundle, startFunctions } from '../../local/functions-host.ts';
import { startTenant, USUAL, type Tenant } from '../../local/tenant/index.ts';
import { openTable } from '../../shared/platform/tables.ts';
import { feeds } from '../../shared/sources/feeds.ts';
import { ledgerKeeper } from '../../shared/store/keeper.ts';
import { tableLedger } from '../../shared/store/table-ledger.ts';
import { headThatIsDone } from './head.ts';

/** What the first pass of a new process asks when nothing is due. */
export interface QuietPass {
  readonly table: number;
  readonly tokens: number;
  /** Of Graph and of the Management Activity API. */
  readonly microsoft: number;
}

/** Runs the file that is deployed once, against table storage in a process of its own and a pretend tenant. Once a process. */
export async function quietPass(bundle: string): Promise<QuietPass> {
  const [tenant, storage] = await Promise.all([startTenant(), startTableStorage()]);
  try {
    await writeQuietHead(storage);
    return await firstPass(bundle, tenant, storage);
  } finally {
    await Promise.all([tenant.stop(), storage.stop()]);
  }
}

async function writeQuietHead({ connection }: TableStorage): Promise<void> {
  const keeper = ledgerKeeper(tableLedger(openTable({ connection }, 'vigil'), USUAL.tenantId));
  const unasked = (): Promise<never> => Promise.reject(new Error('nothing is asked'));
  const api = { get: unasked, post: unasked };
  const named = feeds({ graph: api, management: api, tenantId: USUAL.tenantId, now: Date.now });
  const head = headThatIsDone(Object.values(named), Date.now());
  await keeper.commit(undefined, [], () => JSON.stringify(head));
}

async function firstPass(
  bundle: string,
  tenant: Tenant,
  { connection, port }: TableStorage,
): Promise<QuietPass> {
  // oxlint-disable-next-line node/no-process-env -- the functions read their settings there, as in Azure
  Object.assign(process.env, {
    TENANT_ID: USUAL.tenantId,
    GRAPH_URL: tenant.url,
    MANAGEMENT_URL: tenant.url,
    IDENTITY_ENDPOINT: `${tenant.url}/msi/token`,
    IDENTITY_HEADER: USUAL.identityHeader,
    AzureWebJobsStorage: connection,
    LOG_LEVEL: 'silent',
  });
  let table = 0;
  const noted = (message: unknown): void => {
    const { request } = message as { readonly request: ClientRequest };
    if (request.getHeader('host') === `127.0.0.1:${port}`) table += 1;
  };
  const host = await startFunctions({ functions: loadBundle(bundle), key: 'bench', log: () => undefined });
  subscribe('http.client.request.start', noted);
  try {
    await host.runNow('watch');
  } finally {
    unsubscribe('http.client.request.start', noted);
    await host.stop();
  }
  const asked = Object.entries(tenant.requests());
  const tokens = sumOf(asked.filter(([endpoint]) => endpoint.includes('/token')));
  return { table, tokens, microsoft: sumOf(asked) - tokens };
}

function sumOf(counts: readonly (readonly [string, number])[]): number {
  return counts.reduce((sum, [, times]) => sum + times, 0);
}
