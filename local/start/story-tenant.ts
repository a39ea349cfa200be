import { startTenant, USUAL, type Tenant } from '../tenant/index.ts';
import { story } from '../story/index.ts';

const MINUTE_MS = 60_000;

/** Minutes until a record of each log can be read: what Microsoft's logs usually take; facts of docs/export.md. */
export const LATENESS = {
  'sign-ins': 3,
  'directory-audits': 4,
  'message-traces': 6,
  'unified-audit': 25,
} as const;

/** The pretend tenant of the story: five quiet weeks and the day of the take-over stand in its logs, each record from when Microsoft would show it. */
export async function storyTenant(now: () => Date): Promise<Tenant> {
  const tenant = await startTenant({
    now,
    licence: 'p1',
    securityDefaults: true,
    subscribed: ['Audit.AzureActiveDirectory', 'Audit.Exchange'],
  });
  const { signIns, audits, traces, unified } = story();
  const logs = {
    'sign-ins': signIns,
    'directory-audits': audits,
    'message-traces': traces,
    'unified-audit': unified,
  };
  for (const [source, records] of Object.entries(logs) as [keyof typeof logs, readonly object[]][])
    tenant.add(source, records, {
      visibleAt: (record) => new Date(timeIn(record) + LATENESS[source] * MINUTE_MS),
    });
  return tenant;
}

/** The settings by which Vigil takes a pretend tenant for its own. */
export function settingsFor(tenant: Tenant): Readonly<Record<string, string>> {
  return {
    TENANT_ID: USUAL.tenantId,
    GRAPH_URL: tenant.url,
    MANAGEMENT_URL: tenant.url,
    IDENTITY_ENDPOINT: `${tenant.url}/msi/token`,
    IDENTITY_HEADER: USUAL.identityHeader,
  };
}

function timeIn(record: Readonly<Record<string, unknown>>): number {
  const text = ['createdDateTime', 'activityDateTime', 'receivedDateTime', 'CreationTime']
    .map((field) => record[field])
    .find((value) => typeof value === 'string');
  return Date.parse(String(text).endsWith('Z') ? String(text) : `${String(text)}Z`);
}
