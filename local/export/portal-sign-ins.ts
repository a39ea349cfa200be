import type { JsonObject, Sink } from './raw.ts';
import {
  camel,
  column,
  isoTime,
  present,
  truth,
  whole,
  type Columns,
  type RowReader,
  type Shape,
} from './row.ts';

type Field = (row: readonly string[]) => string | undefined;

/** The portal writes `City, State, CC`; what is missing is empty, and a city may have commas of its own. */
function placeOf(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  const parts = text.split(',').map((part) => (part.trim() === '' ? undefined : part.trim()));
  const city = parts
    .slice(0, -2)
    .filter((part) => part !== undefined)
    .join(', ');
  return present({
    city: city === '' ? undefined : city,
    state: parts.length > 1 ? parts.at(-2) : undefined,
    countryOrRegion: parts.at(-1),
  });
}

/** Graph's two words for it; the portal spells them out. */
function requirementOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/^multi/i.test(text)) return 'multiFactorAuthentication';
  return /^single/i.test(text) ? 'singleFactorAuthentication' : camel(text);
}

/** The code, which the portal may leave empty for a success. */
function errorCodeOf(code: string | undefined, status: string | undefined): number | undefined {
  return whole(code) ?? (status?.toLowerCase() === 'success' ? 0 : undefined);
}

function statusReader(
  field: (...names: string[]) => Field,
): (row: readonly string[]) => JsonObject | undefined {
  const [code, status] = [field('sign-in error code'), field('status')];
  const [reason, details] = [field('failure reason'), field('multifactor authentication result')];
  return (row) =>
    present({
      errorCode: errorCodeOf(code(row), status(row)),
      failureReason: reason(row),
      additionalDetails: details(row),
    });
}

function deviceReader(
  field: (...names: string[]) => Field,
): (row: readonly string[]) => JsonObject | undefined {
  const [id, browser, system] = [field('device id'), field('browser'), field('operating system')];
  const [compliant, managed, join] = [field('compliant'), field('managed'), field('join type')];
  return (row) =>
    present({
      deviceId: id(row),
      browser: browser(row),
      operatingSystem: system(row),
      isCompliant: truth(compliant(row)),
      isManaged: truth(managed(row)),
      trustType: join(row),
    });
}

/** Members of a Graph signIn, the column each comes from, and how its text is read. */
const MEMBERS: readonly (readonly [string, string, ((text: string | undefined) => unknown)?])[] = [
  ['id', 'request id'],
  ['createdDateTime', 'date (utc)', isoTime],
  ['correlationId', 'correlation id'],
  ['userId', 'user id'],
  ['userDisplayName', 'user'],
  ['userPrincipalName', 'username'],
  ['userType', 'user type', camel],
  ['signInIdentifier', 'sign-in identifier'],
  ['servicePrincipalId', 'service principal id'],
  ['servicePrincipalName', 'service principal name'],
  ['appDisplayName', 'application'],
  ['appId', 'application id'],
  ['resourceDisplayName', 'resource'],
  ['resourceId', 'resource id'],
  ['resourceTenantId', 'resource tenant id'],
  ['homeTenantId', 'home tenant id'],
  ['homeTenantName', 'home tenant name'],
  ['crossTenantAccessType', 'cross tenant access type', camel],
  ['ipAddress', 'ip address'],
  ['ipAddressFromResourceProvider', 'ip address (seen by resource)'],
  ['globalSecureAccessIpAddress', 'global secure access ip address'],
  ['isThroughGlobalSecureAccess', 'through global secure access', truth],
  ['autonomousSystemNumber', 'autonomous system number', whole],
  ['location', 'location', placeOf],
  ['clientAppUsed', 'client app'],
  ['userAgent', 'user agent'],
  ['sessionId', 'session id'],
  ['uniqueTokenIdentifier', 'unique token identifier'],
  ['incomingTokenType', 'incoming token type', camel],
  ['authenticationProtocol', 'authentication protocol', camel],
  ['originalTransferMethod', 'original transfer method', camel],
  ['clientCredentialType', 'client credential type', camel],
  ['tokenIssuerType', 'token issuer type'],
  ['authenticationRequirement', 'authentication requirement', requirementOf],
  ['conditionalAccessStatus', 'conditional access', camel],
  ['flaggedForReview', 'flagged for review', truth],
  ['isInteractive', 'is interactive', truth],
];

function bind(columns: Columns): RowReader {
  const field = (...names: string[]): Field => column(columns, ...names);
  const members = MEMBERS.filter(([, from]) => columns.has(from)).map(
    ([name, from, read = String]) => [name, field(from), read] as const,
  );
  const [status, device] = [statusReader(field), deviceReader(field)];
  const method = field('multifactor authentication auth method');
  const detail = field('multifactor authentication auth detail');

  function take(row: readonly string[], line: number, sink: Sink): void {
    const value: Record<string, unknown> = {};
    for (const [name, from, read] of members) {
      const text = from(row);
      const found = text === undefined ? undefined : read(text);
      if (found !== undefined) value[name] = found;
    }
    const parts = {
      status: status(row),
      deviceDetail: device(row),
      mfaDetail: present({ authMethod: method(row), authDetail: detail(row) }),
    };
    sink.record({ ...value, ...present(parts) }, line);
  }

  return { take, idOf: field('request id') };
}

/**
 * Sign-ins as the Entra portal downloads them in CSV, interactive or not (the rows do not say which), in the shape of a Graph signIn.
 * Source of the columns: Entra ID > Monitoring > Sign-in logs > Download, as published by several open-source readers of it.
 */
export const portalSignIns: Shape = {
  what: 'Entra sign-in log',
  needs: ['date (utc)', 'request id', 'ip address'],
  bind,
};
