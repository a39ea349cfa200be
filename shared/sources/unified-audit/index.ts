import type { AuditEvent } from '../../model/events.ts';
import { domainOf, isGuestName } from '../../model/identity.ts';
import { parseTime } from '../../model/time.ts';
import { contentId } from '../../platform/hash.ts';
import { readerOf } from '../reader.ts';
import type { RawRecord, Reading, SetAside } from '../reading.ts';
import { filled, shown } from '../sign-ins/index.ts';
import { actorNames, actorOf, isMicrosofts, namesOfTarget } from './actor.ts';
import { directoryEvent } from './directory.ts';
import { mailRuleOf, mailSentOf, MAIL_RULE_OPERATIONS, SEND_OPERATIONS } from './exchange.ts';
import { unifiedAudit, unifiedMail, unifiedSignIn, type UnifiedRecord } from './schema.ts';
import { signInOf } from './sign-in.ts';

/** Record types. Source: AuditLogRecordType in the Office 365 Management Activity API schema. */
const DIRECTORY = 8;
const SIGN_IN = 15;
/** Some exports write the member's name instead. */
const TYPE_NAMES: ReadonlyMap<unknown, number> = new Map([
  ['AzureActiveDirectory', DIRECTORY],
  ['AzureActiveDirectoryStsLogon', SIGN_IN],
]);

/**
 * Reads one unified audit record (AuditData), whatever wrote it: the Management Activity API, Search-UnifiedAuditLog, the Purview portal.
 * Records of types and operations that Vigil does not judge, and Microsoft's own, are known and not needed. Set aside: a record without a
 * real time or without an operation.
 */
export function readUnifiedAudit(record: RawRecord): Reading | SetAside {
  const recordId = typeof record['Id'] === 'string' ? record['Id'] : undefined;
  const at = parseTime(record['CreationTime']);
  if (at === undefined) return { why: `no time in CreationTime: ${shown(record['CreationTime'])}`, recordId };
  const operation = record['Operation'];
  if (typeof operation !== 'string' || operation === '') return { why: 'no operation named', recordId };

  const type = TYPE_NAMES.get(record['RecordType']) ?? Number(record['RecordType']);
  const id = filled(recordId) ?? contentId(record);
  const stream = type === SIGN_IN ? 'sign-in' : `unified|${operation.toLowerCase()}`;
  if (!isNeeded(type, operation)) return notNeeded(id, stream);

  const given = readingOf(type, operation)(record);
  if (given === undefined) return { why: 'no audit record: it is no object of the known shape', recordId };
  if (isMicrosofts(given)) return notNeeded(id, stream);
  const names = actorNames(given);
  return {
    source: 'unified-audit',
    id,
    stream,
    event: eventOf(given, type, operation, { id, at, source: 'unified-audit', actor: actorOf(given, names) }),
    people: [names, namesOfTarget(given)].filter((group) => group.length > 1),
    ownDomains: memberDomains(given, type),
  };
}

function notNeeded(id: string, stream: string): Reading {
  return { source: 'unified-audit', id, stream, event: undefined, people: [], ownDomains: [] };
}

function isNeeded(type: number, operation: string): boolean {
  return (
    type === DIRECTORY ||
    type === SIGN_IN ||
    MAIL_RULE_OPERATIONS.has(operation) ||
    SEND_OPERATIONS.has(operation)
  );
}

const signInIn = readerOf<UnifiedRecord>(unifiedSignIn);
const mailIn = readerOf<UnifiedRecord>(unifiedMail);
const auditIn = readerOf<UnifiedRecord>(unifiedAudit);

/** Reads by the narrowest schema that holds what {@link eventOf} and {@link memberDomains} use of such a record. */
function readingOf(type: number, operation: string): (record: RawRecord) => UnifiedRecord | undefined {
  if (type === SIGN_IN) return signInIn;
  return type !== DIRECTORY && SEND_OPERATIONS.has(operation) ? mailIn : auditIn;
}

function eventOf(
  given: UnifiedRecord,
  type: number,
  operation: string,
  common: Pick<AuditEvent, 'id' | 'at' | 'source' | 'actor'>,
): AuditEvent | undefined {
  if (type === SIGN_IN) return signInOf(given, operation, common);
  if (type === DIRECTORY) return directoryEvent(given, operation, common);
  return SEND_OPERATIONS.has(operation) ? mailSentOf(given, common) : mailRuleOf(given, operation, common);
}

/**
 * Whose tenant is also the actor's is a member; so is the owner of a mailbox, and who acts in Exchange without access from outside. The
 * organisation's first domain counts beside a member's only: alone it would make every other domain of the tenant a stranger's.
 */
function memberDomains(given: UnifiedRecord, type: number): readonly string[] {
  if (type !== DIRECTORY && type !== SIGN_IN) {
    const actor = given.ExternalAccess === true ? undefined : domainOf(given.UserId ?? '');
    const people = [actor, domainOf(given.MailboxOwnerUPN ?? '')].filter(isDomain);
    return people.length === 0 ? [] : [...people, domainOf(`x@${given.OrganizationName}`)].filter(isDomain);
  }
  if (/^redeem/i.test(given.Operation ?? '')) return []; // a guest, under the address of another organisation
  if (given.ActorContextId !== given.OrganizationId || isGuestName(given.UserId ?? '')) return [];
  if (type === SIGN_IN && given.Operation !== 'UserLoggedIn') return [];
  const hasObject = (given.Actor ?? []).some(({ ID, Type }) => Type === 0 || isObject(ID ?? ''));
  return hasObject ? [domainOf(given.UserId ?? '')].filter(isDomain) : [];
}

function isObject(id: string): boolean {
  return id.startsWith('User_') && !id.startsWith('User_00000000-0000');
}

function isDomain(domain: string | undefined): domain is string {
  return domain !== undefined;
}
