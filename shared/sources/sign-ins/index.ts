import { normaliseAddress } from '../../model/address.ts';
import type { RiskLevel, SignIn } from '../../model/events.ts';
import { domainOf, isGuestName, namesIn, personOf } from '../../model/identity.ts';
import { addressSubject, TENANT, type Subject } from '../../model/subject.ts';
import { parseTime } from '../../model/time.ts';
import { contentId } from '../../platform/hash.ts';
import { deviceFamily } from '../device-family.ts';
import { readerOf } from '../reader.ts';
import type { RawRecord, Reading, SetAside } from '../reading.ts';
import { signIn, type GraphSignIn } from './schema.ts';

/** No code of Microsoft's: the record does not say how the sign-in ended, which is neither a success nor a wrong password. */
export const UNKNOWN_CODE = -1;

const signInIn = readerOf(signIn);

/** What Microsoft writes for a place it does not know. */
const UNKNOWN = 'unknown';

const RISKS: readonly RiskLevel[] = ['none', 'low', 'medium', 'high'];

/**
 * Reads one Graph signIn (v1.0 or beta) or the `properties` of an Azure Monitor sign-in row. A service's own sign-in is known and not
 * needed. Set aside: a record without a real time, or that is no such object.
 */
export function readSignIn(record: RawRecord): Reading | SetAside {
  const given = signInIn(record);
  const recordId = typeof record['id'] === 'string' ? record['id'] : undefined;
  if (given === undefined) return { why: 'no sign-in: the record is no object of the known shape', recordId };
  const at = parseTime(given.createdDateTime);
  if (at === undefined)
    return { why: `no time in createdDateTime: ${shown(record['createdDateTime'])}`, recordId };

  const id = filled(given.id) ?? contentId(record);
  const names = namesIn([given.userPrincipalName, given.userId]);
  const guest = isGuest(given);
  return {
    source: 'sign-ins',
    id,
    stream: 'sign-in',
    event: isService(given) ? undefined : eventOf(given, id, at, names, guest),
    people: names.length > 1 ? [names] : [],
    ownDomains: guest === false ? memberDomains(given) : [],
  };
}

function eventOf(
  given: GraphSignIn,
  id: string,
  at: Date,
  names: readonly string[],
  guest: boolean | undefined,
): SignIn {
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
    guest,
    app: filled(given.appDisplayName) ?? filled(given.appId),
    client: filled(given.clientAppUsed),
    protocol: protocolOf(given),
    deviceId: filled(given.deviceDetail?.deviceId),
    family: deviceFamily(
      filled(given.deviceDetail?.operatingSystem),
      filled(given.deviceDetail?.browser),
      filled(given.userAgent),
    ),
    userAgent: filled(given.userAgent),
    requirement: requirementOf(given.authenticationRequirement),
    mfaDetail: filled(given.status?.additionalDetails),
    risk: riskOf(given),
    reported: reportedPlace(given),
  };
}

/** A device code is named by the one field or the other: a token that came from one is renewed under `oAuth2`. Beta alone has them. */
function protocolOf({ authenticationProtocol, originalTransferMethod }: GraphSignIn): string | undefined {
  const [protocol, transfer] = [filled(authenticationProtocol), filled(originalTransferMethod)];
  if (transfer === 'deviceCodeFlow' || protocol === undefined || protocol === 'none') return transfer;
  return protocol;
}

/** Without Entra ID P2 the level is hidden, and of what Microsoft saw only `generic` is told: learn.microsoft.com/graph/api/resources/signin. */
function riskOf({ riskLevelDuringSignIn, riskEventTypes_v2 }: GraphSignIn): RiskLevel | undefined {
  const level = RISKS.find((risk) => risk === riskLevelDuringSignIn);
  return level === undefined && riskEventTypes_v2?.includes('generic') === true ? 'unnamed' : level;
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

/** Undefined where the record does not name both tenants. */
function isAbroad({ homeTenantId, resourceTenantId }: GraphSignIn): boolean | undefined {
  const [home, resource] = [filled(homeTenantId), filled(resourceTenantId)];
  return home === undefined || resource === undefined ? undefined : home !== resource;
}

function isGuest(given: GraphSignIn): boolean | undefined {
  const type = given.userType?.toLowerCase();
  if (type === 'guest' || isGuestName(given.userPrincipalName ?? '')) return true;
  if (type === 'member') return false; // also where a member signs in to somebody else's tenant
  return isAbroad(given);
}

function memberDomains(given: GraphSignIn): readonly string[] {
  if (codeOf(given.status?.errorCode) !== 0 || isAbroad(given) === true) return [];
  const domain = domainOf(given.userPrincipalName ?? '');
  return domain === undefined ? [] : [domain];
}

function requirementOf(text: string | null | undefined): SignIn['requirement'] {
  const required = text?.toLowerCase();
  if (required === 'multifactorauthentication') return 'multi';
  return required === 'singlefactorauthentication' ? 'single' : undefined;
}

function reportedPlace({ location }: GraphSignIn): string | undefined {
  if (location === undefined || location === null) return undefined;
  let place: string | undefined;
  for (const given of [location.city, location.state, location.countryOrRegion]) {
    const part = filled(given);
    if (part === undefined || (part.length === UNKNOWN.length && part.toLowerCase() === UNKNOWN)) continue;
    place = place === undefined ? part : `${place}, ${part}`;
  }
  return place;
}

/** Text that says something. */
export function filled(text: string | null | undefined): string | undefined {
  return text === null || text === '' ? undefined : text;
}

/** A value as an error shows it: short, on one line. */
export function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60);
}
