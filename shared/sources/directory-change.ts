import type { AuditEvent, Consented, RoleGranted } from '../model/events.ts';
import { domainOf, homeAddress, isGuestName, kindOfName } from '../model/identity.ts';
import type { Subject } from '../model/subject.ts';
import { addedMethods } from './strong-authentication.ts';

/** Somebody or something a directory record acts on. */
export interface Target {
  readonly type: 'user' | 'app' | 'role' | 'other';
  readonly subject: Subject | undefined;
  readonly displayName: string | undefined;
  readonly userPrincipalName: string | undefined;
}

/** One directory record, whichever log it came from: Graph's directoryAudit and the unified audit log tell the same in two ways. */
export interface DirectoryChange {
  readonly common: Pick<AuditEvent, 'id' | 'at' | 'source' | 'ip' | 'place'>;
  readonly activity: string;
  readonly succeeded: boolean;
  readonly reason: string | undefined;
  readonly actor: Subject;
  readonly targets: readonly Target[];
  /** Properties by lower-cased name, with their values as JSON or plain text. */
  readonly modified: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
  /** Additional details by lower-cased key. */
  readonly details: ReadonlyMap<string, string>;
}

/**
 * One spelling of an activity: the unified audit log ends it with a full stop, some carry an en dash and a blank at the end.
 * Source: learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities.
 */
export function activityOf(name: string): string {
  return name.replaceAll(/[–—]/g, '-').trim().replace(/\.$/, '').replaceAll(/\s+/g, ' ').toLowerCase();
}

type Translate = (change: DirectoryChange) => AuditEvent | undefined;

const BY_ACTIVITY: ReadonlyMap<string, Translate> = new Map<string, Translate>([
  ['invite external user', invitedOf],
  ['add user', accountOf],
  ['add member to role', (change) => roleOf(change, 'assigned')],
  ['add scoped member to role', (change) => roleOf(change, 'assigned')],
  ['add eligible member to role', (change) => roleOf(change, 'eligible')],
  ['add role assignment to role definition', (change) => roleOf(change, 'assigned')],
  ['add member to role in pim completed (permanent)', (change) => roleOf(change, 'assigned')],
  ['add member to role in pim completed (timebound)', (change) => roleOf(change, 'assigned')],
  ['add member to role outside of pim (permanent)', (change) => roleOf(change, 'assigned')],
  ['add eligible member to role in pim completed (permanent)', (change) => roleOf(change, 'eligible')],
  ['add eligible member to role in pim completed (timebound)', (change) => roleOf(change, 'eligible')],
  ['add member to role completed (pim activation)', (change) => roleOf(change, 'activated')],
  ['consent to application', consentOf],
  ['add app role assignment to service principal', appPermissionOf],
  ['user registered security info', (change) => methodOf(change, registeredMethod(change))],
  ['admin registered security info', (change) => methodOf(change, registeredMethod(change))],
  ['add fido2 security key', (change) => methodOf(change, 'a security key')],
  ['add passwordless phone sign-in credential', (change) => methodOf(change, 'sign-in by phone')],
  ['add users strong authentication phone app detail', (change) => methodOf(change, 'an authenticator app')],
  ['update user', (change) => methodOf(change, addedMethods(change.modified))],
]);

/** The service that carries out what was decided in Privileged Identity Management: the decision has a record of its own. */
const PIM_SERVICE = 'ms-pim';

/** What Vigil needs of a directory record; undefined for one it does not need. A failed change changes nothing, but for a refused consent. */
export function eventOfChange(change: DirectoryChange): AuditEvent | undefined {
  const translate = BY_ACTIVITY.get(change.activity);
  if (translate === undefined) return undefined;
  if (!change.succeeded && translate !== consentOf) return undefined;
  return translate(change);
}

function invitedOf(change: DirectoryChange): AuditEvent | undefined {
  const target = change.targets.find(({ type }) => type === 'user');
  const guest =
    change.details.get('inviteduseremailaddress') ??
    homeAddress(target?.userPrincipalName ?? '') ??
    target?.userPrincipalName;
  const domain = domainOf(guest ?? '');
  if (guest === undefined || domain === undefined) return undefined;
  return { ...change.common, kind: 'invited', actor: change.actor, guest: guest.toLowerCase(), domain };
}

/** An account with a guest's name or type is an invitation: the second record of one, and the only one in the unified audit log. */
function accountOf(change: DirectoryChange): AuditEvent | undefined {
  const target = change.targets.find(({ type }) => type === 'user');
  if (target?.subject === undefined) return undefined;
  const type = plain(change.modified.get('usertype')?.after);
  const creation = plain(change.modified.get('creationtype')?.after);
  if (type === 'Guest' || creation === 'Invitation' || isGuestName(target.userPrincipalName ?? '')) {
    return invitedOf(withInvitee(change));
  }
  return { ...change.common, kind: 'account-created', actor: change.actor, target: target.subject };
}

function withInvitee(change: DirectoryChange): DirectoryChange {
  const name = change.targets.find(({ type }) => type === 'user')?.userPrincipalName ?? '';
  const mail = plain(change.modified.get('mail')?.after);
  if (homeAddress(name) !== undefined || mail === undefined || domainOf(mail) === undefined) return change;
  return { ...change, details: new Map([...change.details, ['inviteduseremailaddress', mail]]) };
}

function roleOf(change: DirectoryChange, how: RoleGranted['how']): AuditEvent | undefined {
  if (change.actor.kind === 'app' && change.actor.name.toLowerCase() === PIM_SERVICE) return undefined;
  const target = change.targets.find(({ type }) => type === 'user' || type === 'app') ?? change.targets[0];
  const role =
    plain(change.modified.get('role.displayname')?.after) ??
    change.targets.find(({ type }) => type === 'role')?.displayName;
  if (target?.subject === undefined || role === undefined) return undefined;
  const templateId = plain(change.modified.get('role.templateid')?.after) ?? change.details.get('templateid');
  return {
    ...change.common,
    kind: 'role-granted',
    actor: change.actor,
    role,
    templateId,
    target: target.subject,
    how,
  };
}

const SCOPES = /Scope: *([^,\]]*)/g;

function consentOf(change: DirectoryChange): AuditEvent | undefined {
  const target = change.targets[0];
  const permissions = plain(change.modified.get('consentaction.permissions')?.after) ?? '';
  const granted = permissions.slice(permissions.indexOf('=>') + 1);
  const scopes = [...granted.matchAll(SCOPES)].flatMap(([, list]) => (list ?? '').split(' '));
  const everybody =
    /ConsentType: *AllPrincipals/.test(granted) ||
    plain(change.modified.get('consentcontext.onbehalfofall')?.after)?.toLowerCase() === 'true';
  return {
    ...change.common,
    kind: 'consented',
    actor: change.actor,
    app: target?.displayName ?? target?.subject?.id ?? 'an app without a name',
    appId: appIdOf(change, target),
    scopes: unique(scopes),
    forWhom: everybody ? 'everybody' : 'self',
    refused: refusalOf(change),
  };
}

function refusalOf(change: DirectoryChange): Consented['refused'] {
  if (change.succeeded) return undefined;
  return plain(change.modified.get('consentaction.reason')?.after) ?? change.reason ?? 'no reason given';
}

function appIdOf(change: DirectoryChange, target: Target | undefined): string | undefined {
  const names = plain(change.modified.get('targetid.serviceprincipalnames')?.after)?.split(';') ?? [];
  const guid = names.find((name) => kindOfName(name) === 'guid');
  return (guid ?? change.details.get('appid') ?? target?.subject?.id)?.toLowerCase();
}

function appPermissionOf(change: DirectoryChange): AuditEvent | undefined {
  const scope = plain(change.modified.get('approle.value')?.after);
  const app = plain(change.modified.get('serviceprincipal.displayname')?.after);
  const appId = plain(change.modified.get('serviceprincipal.appid')?.after);
  if (scope === undefined || (app ?? appId) === undefined) return undefined;
  return {
    ...change.common,
    kind: 'consented',
    actor: change.actor,
    app: app ?? appId ?? '',
    appId: appId?.toLowerCase(),
    scopes: [scope],
    forWhom: 'app',
    refused: undefined,
  };
}

/** Microsoft says in the reason what was registered: "User registered Authenticator App with Notification and Code". */
function registeredMethod({ reason }: DirectoryChange): string {
  return /registered (.+)$/i.exec(reason ?? '')?.[1] ?? 'a sign-in method';
}

/** The person registers through a service of Microsoft's: then the account that got the method is the one who acted. */
function methodOf(change: DirectoryChange, method: string | undefined): AuditEvent | undefined {
  const target = change.targets.find(({ type }) => type === 'user')?.subject;
  if (target === undefined || method === undefined) return undefined;
  const actor = change.actor.kind === 'user' ? change.actor : target;
  return { ...change.common, kind: 'method-added', actor, method, target };
}

/**
 * The text inside a property value: `"\"Guest\""`, `["Member"]` with line breaks in it, or the plain text. Undefined where it is empty
 * or holds something other than one text or number.
 */
function plain(value: string | undefined): string | undefined {
  if (value === undefined || value === '' || value === '[]') return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    const one: unknown = Array.isArray(parsed) && parsed.length === 1 ? parsed[0] : parsed;
    if (typeof one === 'string') return one === '' ? undefined : one;
    return typeof one === 'number' || typeof one === 'boolean' ? String(one) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return value; // not JSON: the text as it is
    throw error;
  }
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
}
