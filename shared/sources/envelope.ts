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
  if (properties === undefined) return tableRow(row);
  if (!isObject(properties) || typeof category !== 'string') return undefined;
  const given = { ...properties };
  const time = fields.get('time') ?? fields.get('p_event_time');
  if (SIGN_IN_CATEGORIES.has(category.toLowerCase()))
    return { kind: 'sign-in', record: signInIn(given, fields, time) };
  if (category.toLowerCase() === 'auditlogs' || 'activityDisplayName' in given || 'activityDateTime' in given)
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
  const own = isObject(status) ? status : {};
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
    result: given['result'] ?? fields.get('result'),
  };
}

/** Columns that hold JSON, as an object or as its text. */
const JSON_COLUMNS = new Set([
  'InitiatedBy',
  'TargetResources',
  'AdditionalDetails',
  'Status',
  'DeviceDetail',
  'LocationDetails',
  'RiskEventTypes_V2',
]);

/** A row of the tables SigninLogs and AuditLogs (Log Analytics, Sentinel): the record's own fields under capitalised names. */
function tableRow(row: RawRecord): Enveloped | undefined {
  const kind = 'ActivityDateTime' in row ? 'audit' : 'sign-in';
  if (kind === 'sign-in' && !('CreatedDateTime' in row && 'IPAddress' in row)) return undefined;
  const given = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      JSON_COLUMNS.has(name) ? parsed(value) : value,
    ]),
  );
  if (kind === 'audit') return { kind, record: given };
  const status = { errorCode: row['ResultType'], ...(isObject(given['status']) ? given['status'] : {}) };
  return {
    kind,
    record: {
      ...given,
      status,
      ipAddress: row['IPAddress'],
      location: given['locationDetails'],
      riskEventTypes_v2: given['riskEventTypes_V2'],
    },
  };
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // cut off by the export: the row tells enough without
    throw error;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
