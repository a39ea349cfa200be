import type { RawRecord, SetAside } from './reading.ts';

/** What an Azure Monitor row holds. */
export interface Enveloped {
  readonly kind: 'sign-in' | 'audit';
  readonly record: RawRecord;
}

const SIGN_IN_CATEGORIES = new Set([
  'signinlogs',
  'noninteractiveusersigninlogs',
  'serviceprincipalsigninlogs',
  'managedidentitysigninlogs',
  'adfssigninlogs',
]);

/**
 * Takes a record out of the row that Azure Monitor (diagnostic settings, Event Hubs, a storage account) wraps round it; what the record
 * lacks is filled from the row, whose names may be in any case. Undefined: no such row. Set aside: a category Vigil does not read.
 * Source: learn.microsoft.com/azure/azure-monitor/reference/tables (SigninLogs, AuditLogs) and the resource log schema.
 */
export function envelopeOf(row: RawRecord): Enveloped | SetAside | undefined {
  const fields = new Map(Object.entries(row).map(([key, value]) => [key.toLowerCase(), value]));
  const properties = fields.get('properties');
  const category = fields.get('category');
  if (typeof properties !== 'object' || properties === null || typeof category !== 'string') return undefined;
  const given = { ...properties } as Record<string, unknown>;
  const time = fields.get('time') ?? fields.get('p_event_time');
  if (SIGN_IN_CATEGORIES.has(category.toLowerCase()))
    return { kind: 'sign-in', record: signInIn(given, fields, time) };
  if ('activityDisplayName' in given || 'activityDateTime' in given)
    return { kind: 'audit', record: auditIn(given, fields, time) };
  const id = typeof given['id'] === 'string' ? given['id'] : undefined;
  return { why: `Vigil does not read the category ${category.slice(0, 60)}`, recordId: id };
}

function signInIn(
  given: Record<string, unknown>,
  fields: ReadonlyMap<string, unknown>,
  time: unknown,
): RawRecord {
  const status = given['status'];
  const own = typeof status === 'object' && status !== null ? (status as Record<string, unknown>) : {};
  return {
    ...given,
    createdDateTime: given['createdDateTime'] ?? time,
    ipAddress: given['ipAddress'] ?? fields.get('calleripaddress'),
    status: { ...own, errorCode: own['errorCode'] ?? fields.get('resulttype') },
  };
}

function auditIn(
  given: Record<string, unknown>,
  fields: ReadonlyMap<string, unknown>,
  time: unknown,
): RawRecord {
  return {
    ...given,
    activityDateTime: given['activityDateTime'] ?? time,
    activityDisplayName:
      given['activityDisplayName'] ?? given['operationName'] ?? fields.get('operationname'),
  };
}
