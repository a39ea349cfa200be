import { story } from './story/index.ts';
import { readTenantArguments, TENANT_HELP, TenantUsage, type TenantArguments } from './tenant/arguments.ts';
import { startTenant, type Source, type Tenant } from './tenant/index.ts';
import { readRecords, UnservableFile, type RecordsBySource } from './tenant/read-records.ts';
import { timeOf } from './tenant/records.ts';

const TWO_HOURS_MS = 7_200_000;

/** `npm run tenant`: serves files, or the story, until Ctrl-C; exit code 2 with one line where that cannot be. */
async function main(): Promise<void> {
  try {
    const asked = readTenantArguments(process.argv.slice(2));
    if (asked.help) console.log(TENANT_HELP);
    else await serve(asked);
  } catch (error) {
    const isBusy = error instanceof Error && 'code' in error && 'syscall' in error;
    if (!(error instanceof TenantUsage || error instanceof UnservableFile || isBusy)) throw error;
    console.error(`tenant: ${error.message}`);
    process.exitCode = 2;
  }
}

async function serve({ port, files, now, licence, pacing }: TenantArguments): Promise<void> {
  const records = files.length === 0 ? storyRecords() : readRecords(files);
  const begin = now ?? twoHoursAfter(records);
  const started = Date.now();
  const clock = (): Date => new Date(begin.getTime() + Date.now() - started);
  // What is served lies before the clock begins, so a subscription started only now would never bring any of it.
  const subscribed = [
    'Audit.AzureActiveDirectory',
    'Audit.Exchange',
    'Audit.SharePoint',
    'Audit.General',
  ] as const;
  const tenant = await startTenant({ port, licence, pacing, subscribed, now: clock });
  for (const [source, rows] of records) tenant.add(source, rows);
  console.log(greeting(tenant, records, begin));
  const stop = (): void => void tenant.stop();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function storyRecords(): RecordsBySource {
  const { signIns, audits, traces, unified } = story();
  const sources = { 'sign-ins': signIns, 'directory-audits': audits, 'message-traces': traces };
  return new Map(Object.entries({ ...sources, 'unified-audit': unified })) as unknown as RecordsBySource;
}

function twoHoursAfter(records: RecordsBySource): Date {
  let newest = Number.NEGATIVE_INFINITY;
  for (const [source, rows] of records) {
    for (const row of rows) newest = Math.max(newest, checkedTime(source, row));
  }
  if (newest === Number.NEGATIVE_INFINITY) throw new UnservableFile('the files hold no records');
  return new Date(newest + TWO_HOURS_MS);
}

function checkedTime(source: Source, row: Readonly<Record<string, unknown>>): number {
  try {
    return timeOf(source, row);
  } catch (error) {
    throw new UnservableFile(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function greeting({ url, settings }: Tenant, records: RecordsBySource, begin: Date): string {
  const { tenantId, clientId, clientSecret, identityHeader } = settings();
  const counts = [...records].map(([source, rows]) => `${rows.length} ${source}`).join(', ');
  return `A pretend Microsoft 365 at ${url}
  ${counts}; its clock begins at ${begin.toISOString()}
  tenant ${tenantId}

A token, as Azure gives it to a managed identity (IDENTITY_ENDPOINT=${url}/msi/token IDENTITY_HEADER=${identityHeader}):
  curl -s -H 'x-identity-header: ${identityHeader}' '${url}/msi/token?resource=https://graph.microsoft.com'
or to an app with a secret (scope https://manage.office.com/.default for the Management Activity API):
  curl -s -d grant_type=client_credentials -d client_id=${clientId} -d client_secret=${clientSecret} \\
    -d scope=https://graph.microsoft.com/.default ${url}/${tenantId}/oauth2/v2.0/token
Then:
  curl -s -H "authorization: Bearer $TOKEN" '${url}/v1.0/auditLogs/directoryAudits?$top=1'

Ctrl-C stops it; --help tells of switches for faults.`;
}

await main();
