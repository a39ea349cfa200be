import { randomUUID } from 'node:crypto';
import { afterEach } from '@jest/globals';
import { LATENESS } from '../../local/start/story-tenant.ts';
import { startTenant, type Source, type Tenant, type TenantOptions } from '../../local/tenant/index.ts';
import { buildVigil } from '../../shared/app/build.ts';
import { readConfig, type Environment } from '../../shared/config.ts';
import type { Keeper } from '../../shared/model/keeper.ts';
import type { Vigil } from '../../shared/model/vigil.ts';
import { systemClock, type Clock } from '../../shared/platform/clock.ts';
import { openLog, type Level } from '../../shared/platform/log.ts';
import { openTable } from '../../shared/platform/tables.ts';
import { ledgerKeeper } from '../../shared/store/keeper.ts';
import { tableLedger } from '../../shared/store/table-ledger.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

const CLIENT_ID = '00000000-0000-4000-8000-00000000c1d0';
/** Of the form that Entra gives its own. */
export const SECRET = 'abc8Q~PLANTEDplantedPLANTEDplantedPLANTED';

/** A clock that stands still but for waits, which take no time. */
interface TestClock extends Clock {
  readonly set: (at: number) => void;
}

interface LogEntry {
  readonly level: Level;
  readonly line: string;
  readonly msg: string;
}

/** Vigil beside a pretend tenant, with rows of its own in the table service. */
export interface AVigil {
  readonly tenant: Tenant;
  readonly clock: TestClock;
  readonly keeper: Keeper;
  readonly log: readonly LogEntry[];
  /** As a new process would have it. */
  readonly build: (changes?: Environment) => Vigil;
  /** Ticks at a time of day, and then every so many minutes, before another. */
  readonly tick: (
    vigil: Vigil | (() => Vigil),
    from: number,
    to: number,
    stepMinutes: number,
  ) => Promise<void>;
}

const running: Tenant[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((tenant) => tenant.stop()));
});

/** Starts a tenant with empty logs, at a time; it stops after the test. */
export async function aVigil(at: number, options: TenantOptions = {}): Promise<AVigil> {
  const clock = aClock(at);
  const tenantId = randomUUID();
  const tenant = await startTenant({
    tenantId,
    clientId: CLIENT_ID,
    clientSecret: SECRET,
    subscribed: ['Audit.AzureActiveDirectory', 'Audit.Exchange'],
    now: () => new Date(clock.now()),
    ...options,
  });
  running.push(tenant);
  const connection = process.env['TABLES_CONNECTION'] ?? '';
  const log: LogEntry[] = [];
  const environment: Environment = {
    TENANT_ID: tenantId,
    AZURE_CLIENT_ID: CLIENT_ID,
    AZURE_CLIENT_SECRET: SECRET,
    AUTHORITY_URL: tenant.url,
    GRAPH_URL: tenant.url,
    MANAGEMENT_URL: tenant.url,
    AzureWebJobsStorage: connection,
  };
  return {
    tenant,
    clock,
    log,
    keeper: ledgerKeeper(tableLedger(openTable({ connection }, 'vigil'), tenantId)),
    build: (changes) =>
      buildVigil(readConfig({ ...environment, ...changes }), { clock, log: logInto(log), version: 'test' }),
    async tick(vigil, from, to, stepMinutes) {
      for (let time = from; time < to; time += stepMinutes * MINUTE_MS) {
        clock.set(time);
        await (typeof vigil === 'function' ? vigil() : vigil).watch(new Date(time));
      }
    },
  };
}

function aClock(start: number): TestClock {
  let at = start;
  return {
    now: () => at,
    sleep(ms) {
      at += ms;
      return Promise.resolve();
    },
    abortAfter: systemClock.abortAfter,
    set(time) {
      at = Math.max(at, time);
    },
  };
}

function logInto(lines: LogEntry[]): ReturnType<typeof openLog> {
  return openLog({
    level: 'trace',
    destination: (level, line) => lines.push({ level, line, msg: (JSON.parse(line) as { msg: string }).msg }),
  });
}

export type Logs = Readonly<Partial<Record<Source, readonly object[]>>>;

/** Puts records into a tenant's logs, each readable as late as Microsoft usually shows it. */
export function show(tenant: Tenant, logs: Logs): void {
  for (const [source, records] of Object.entries(logs) as [Source, readonly object[]][])
    tenant.add(source, records, {
      visibleAt: (record) => new Date(timeOf(record) + LATENESS[source] * MINUTE_MS),
    });
}

export function timeOf(record: object): number {
  const { createdDateTime, activityDateTime, receivedDateTime, CreationTime } = record as Record<
    string,
    string
  >;
  return Date.parse(createdDateTime ?? activityDateTime ?? receivedDateTime ?? `${CreationTime}Z`);
}
