import { normaliseAddress } from '../../model/address.ts';
import type { RiskLevel, SignIn } from '../../model/events.ts';
import { domainOf, isGuestName, namesIn, personOf } from '../../model/identity.ts';
import { addressSubject, TENANT, type Subject } from '../../model/subject.ts';
import { parseTime } from '../../model/time.ts';
import { contentId } from '../../platform/hash.ts';
import { deviceFamily } from '../device-family.ts';
import type { RawRecord, Reading, SetAside } from '../reading.ts';
import { signIn, type GraphSignIn } from './schema.ts';

/** No code of Microsoft's: the record does not say how the sign-in ended, which is neither a success nor a wrong password. */
export const UNKNOWN_CODE = -1;

const RISKS: readonly RiskLevel[] = ['none', 'low', 'medium', 'high'];

/**
 * Reads one Graph signIn (v1.0 or beta) or the `properties` of an Azure Monitor sign-in row. A service's own sign-in is known and not
 * needed. Set aside: a record without a real time, or that is no such object.
 */
export function readSignIn(record: RawRecord): Reading | SetAside {
  const parsed = signIn.safeParse(record);
  const recordId = typeof record['id'] === 'string' ? record['id'] : undefined;
  if (!parsed.success) return { why: 'no sign-in: the record is no object of the known shape', recordId };
  const given = parsed.data;
  const at = parseTime(given.createdDateTime);
  if (at === undefined)
    return { why: `no time in createdDateTime: ${shown(record['createdDateTime'])}`, recordId };

  const id = filled(given.id) ?? contentId(record);
  const names = namesIn([given.userPrincipalName, given.userId]);
  return {
    source: 'sign-ins',
    id,
    stream: 'sign-in',
    event: isService(given) ? undefined : eventOf(given, id, at, names),
    people: names.length > 1 ? [names] : [],
    ownDomains: memberDomains(given),
  };
}

function eventOf(given: GraphSignIn, id: string, at: Date, names: readonly string[]): SignIn {
  const ip = normaliseAddress(given.ipAddress);
  return {
    kind: 'sign-in',
    id,
    at,
    source: 'sign-ins',
    actor: actorOf(names, given, ip),
    ip,
    place: undefined,
    errorCode: codeOf(given.status?.errorCode),
    interactive: given.isInteractive ?? undefined,
    guest: isGuest(given),
    app: filled(given.appDisplayName) ?? filled(given.appId),
    client: filled(given.clientAppUsed),
    deviceId: filled(given.deviceDetail?.deviceId),
    family: deviceFamily(
      filled(given.deviceDetail?.operatingSystem),
      filled(given.deviceDetail?.browser),
      filled(given.userAgent),
    ),
    userAgent: filled(given.userAgent),
    requirement: requirementOf(given.authenticationRequirement),
    mfaDetail: filled(given.status?.additionalDetails),
    risk: RISKS.find((risk) => risk === given.riskLevelDuringSignIn),
    reported: reportedPlace(given),
  };
}

/** Of somebody whom the record does not name, only the address is known. */
function actorOf(names: readonly string[], given: GraphSignIn, ip: string | undefined): Subject {
  return personOf(names, filled(given.userDisplayName)) ?? (ip === undefined ? TENANT : addressSubject(ip));
}

/** A number, also as text; {@link UNKNOWN_CODE} where there is none. */
export function codeOf(code: unknown): number {
  if (typeof code === 'number') return Number.isInteger(code) ? code : UNKNOWN_CODE;
  return typeof code === 'string' && /^\d+$/.test(code) ? Number(code) : UNKNOWN_CODE;
}

function isService(given: GraphSignIn): boolean {
  const person = filled(given.userPrincipalName) ?? filled(given.userId);
  return person === undefined && filled(given.servicePrincipalId) !== undefined;
}

function isAbroad({ homeTenantId, resourceTenantId }: GraphSignIn): boolean {
  const tenants = [filled(homeTenantId), filled(resourceTenantId)];
  return !tenants.includes(undefined) && tenants[0] !== tenants[1];
}

function isGuest(given: GraphSignIn): boolean | undefined {
  const type = given.userType?.toLowerCase();
  if (type === 'guest' || isGuestName(given.userPrincipalName ?? '')) return true;
  if (type === 'member') return false; // also where a member signs in to somebody else's tenant
  return filled(given.homeTenantId) === undefined || filled(given.resourceTenantId) === undefined
    ? undefined
    : isAbroad(given);
}

function memberDomains(given: GraphSignIn): readonly string[] {
  if (isGuest(given) !== false || codeOf(given.status?.errorCode) !== 0 || isAbroad(given)) return [];
  const domain = domainOf(given.userPrincipalName ?? '');
  return domain === undefined ? [] : [domain];
}

function requirementOf(text: string | null | undefined): SignIn['requirement'] {
  const required = text?.toLowerCase();
  if (required === 'multifactorauthentication') return 'multi';
  return required === 'singlefactorauthentication' ? 'single' : undefined;
}

function reportedPlace({ location }: GraphSignIn): string | undefined {
  const parts = [location?.city, location?.state, location?.countryOrRegion].map(filled);
  const named = parts.filter((part) => part !== undefined && part.toLowerCase() !== 'unknown');
  return named.length === 0 ? undefined : named.join(', ');
}

/** Text that says something. */
export function filled(text: string | null | undefined): string | undefined {
  return text === null || text === '' ? undefined : text;
}

/** A value as an error shows it: short, on one line. */
export function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60);
}
