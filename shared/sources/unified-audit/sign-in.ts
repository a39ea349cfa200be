import type { SignIn } from '../../model/events.ts';
import { isGuestName } from '../../model/identity.ts';
import { deviceFamily } from '../device-family.ts';
import { codeOf, UNKNOWN_CODE } from '../sign-ins/index.ts';
import { addressOf } from './actor.ts';
import type { UnifiedRecord } from './schema.ts';

const BY_NAME: ReadonlyMap<string, number> = new Map([
  ['InvalidUserNameOrPassword', 50126],
  ['IdsLocked', 50053],
]);
/** Request types in which a token is renewed without a person; the others are steps of a sign-in that a person makes. */
const BACKGROUND = new Set(['OAuth2:Token', 'Saml20:processrequest']);

/**
 * A sign-in as the unified audit log has it. Decided by Operation and ErrorNumber alone: of real failures two thirds say ResultStatus
 * "Success". Undefined for the steps of a sign-in that are neither (federation look-ups).
 */
export function signInOf(
  given: UnifiedRecord,
  operation: string,
  common: Pick<SignIn, 'id' | 'at' | 'source' | 'actor'>,
): SignIn | undefined {
  const failed = operation === 'UserLoginFailed';
  if (!failed && operation !== 'UserLoggedIn') return undefined;
  const device = (name: string): string | undefined => valueOf(given.DeviceProperties, name);
  const userAgent = valueOf(given.ExtendedProperties, 'UserAgent');
  const request = valueOf(given.ExtendedProperties, 'RequestType');
  return {
    kind: 'sign-in',
    id: common.id,
    at: common.at,
    source: common.source,
    actor: common.actor,
    ip: addressOf(given),
    place: undefined,
    errorCode: failed ? failureOf(given) : successOf(given),
    interactive: request === undefined ? undefined : !BACKGROUND.has(request),
    guest: isGuestName(given.UserId ?? '') || isForeign(given) ? true : undefined,
    app: given.ApplicationId ?? undefined,
    client: undefined,
    protocol: undefined,
    deviceId: device('Id'),
    family: deviceFamily(device('OS'), device('BrowserType'), userAgent),
    userAgent,
    requirement: undefined,
    mfaDetail: undefined,
    risk: undefined,
    reported: undefined,
  };
}

function isForeign({ ActorContextId, OrganizationId }: UnifiedRecord): boolean {
  return (
    typeof ActorContextId === 'string' &&
    typeof OrganizationId === 'string' &&
    ActorContextId !== OrganizationId
  );
}

/** A failure without a code, or with the code of a success, stays a failure. */
function failureOf(given: UnifiedRecord): number {
  const code = codeOf(given.ErrorNumber ?? given.ErrorCode);
  if (code > 0) return code;
  return BY_NAME.get(given.LogonError ?? '') ?? UNKNOWN_CODE;
}

function successOf(given: UnifiedRecord): number {
  const code = codeOf(given.ErrorNumber ?? given.ErrorCode ?? 0);
  return code === UNKNOWN_CODE ? 0 : code;
}

function valueOf(pairs: UnifiedRecord['DeviceProperties'], name: string): string | undefined {
  const value = (pairs ?? []).find((pair) => pair.Name === name)?.Value;
  return value === null || value === '' ? undefined : value;
}
