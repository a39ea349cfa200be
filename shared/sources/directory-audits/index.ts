import { normaliseAddress } from '../../model/address.ts';
import { domainOf, isGuestName, namesIn, personOf } from '../../model/identity.ts';
import { TENANT, type Subject } from '../../model/subject.ts';
import { parseTime } from '../../model/time.ts';
import { contentId } from '../../platform/hash.ts';
import { activityOf, eventOfChange, type Target } from '../directory-change.ts';
import { readerOf } from '../reader.ts';
import type { RawRecord, Reading, SetAside } from '../reading.ts';
import { filled, shown } from '../sign-ins/index.ts';
import { directoryAudit, type GraphAudit } from './schema.ts';

const auditIn = readerOf(directoryAudit);

/**
 * Reads one Graph directoryAudit, or the `properties` of an Azure Monitor audit row. Activities Vigil does not judge are known and not
 * needed. Set aside: a record without a real time or without an activity.
 */
export function readDirectoryAudit(record: RawRecord): Reading | SetAside {
  const given = auditIn(record);
  const recordId = typeof record['id'] === 'string' ? record['id'] : undefined;
  if (given === undefined)
    return { why: 'no directory audit: the record is no object of the known shape', recordId };
  const at = parseTime(given.activityDateTime);
  if (at === undefined)
    return { why: `no time in activityDateTime: ${shown(record['activityDateTime'])}`, recordId };
  const activity = activityOf(given.activityDisplayName ?? given.operationName ?? '');
  if (activity === '') return { why: 'no activity named', recordId };

  const id = filled(given.id) ?? contentId(record);
  const details = detailsOf(given);
  const actor = actorOf(given, details);
  const targets = (given.targetResources ?? []).map(targetOf);
  return {
    source: 'directory-audits',
    id,
    stream: `audit|${activity}`,
    event: eventOfChange({
      common: { id, at, source: 'directory-audits', ip: addressOf(given, details), place: undefined },
      activity,
      succeeded:
        given.result === undefined || given.result === null || given.result.toLowerCase() === 'success',
      reason: given.resultReason ?? undefined,
      actor,
      targets,
      modified: modifiedIn(given),
      details,
    }),
    people: [namesOfActor(given, details), ...(given.targetResources ?? []).map(namesOfTarget)].filter(
      (names) => names.length > 1,
    ),
    ownDomains: activity.startsWith('redeem') ? [] : memberDomains(given), // a guest redeems under another organisation's name
  };
}

function detailsOf(given: GraphAudit): ReadonlyMap<string, string> {
  return new Map(
    (given.additionalDetails ?? []).map(({ key, value }) => [(key ?? '').toLowerCase(), value ?? '']),
  );
}

/** On invitations the record's own address is one of Microsoft's front ends, and the person's stands in `ipaddr`. */
function addressOf(given: GraphAudit, details: ReadonlyMap<string, string>): string | undefined {
  return normaliseAddress(details.get('ipaddr')) ?? normaliseAddress(given.initiatedBy?.user?.ipAddress);
}

/** The person if there is one, also behind an app (`oid`), else the app, else the tenant. */
function actorOf(given: GraphAudit, details: ReadonlyMap<string, string>): Subject {
  const person = personOf(namesOfActor(given, details), given.initiatedBy?.user?.displayName ?? undefined);
  if (person !== undefined) return person;
  const app = given.initiatedBy?.app;
  const id = [app?.servicePrincipalId, app?.appId, app?.displayName].find(
    (name) => typeof name === 'string' && name !== '',
  );
  return typeof id === 'string'
    ? { kind: 'app', id: id.toLowerCase(), name: app?.displayName ?? id }
    : TENANT;
}

function namesOfActor(given: GraphAudit, details: ReadonlyMap<string, string>): readonly string[] {
  const user = given.initiatedBy?.user;
  const names = namesIn([user?.userPrincipalName, user?.id]);
  if (names.length > 0) return names;
  // An app that acts for nobody stands there itself.
  const app = given.initiatedBy?.app?.servicePrincipalId?.toLowerCase();
  return namesIn([details.get('oid')]).filter((name) => name !== app);
}

function namesOfTarget(target: NonNullable<GraphAudit['targetResources']>[number]): readonly string[] {
  return target.type === 'User' ? namesIn([target.userPrincipalName, target.id]) : [];
}

function targetOf(target: NonNullable<GraphAudit['targetResources']>[number]): Target {
  const type = typeOf(target.type);
  const displayName = target.displayName ?? undefined;
  return {
    type,
    displayName,
    userPrincipalName: target.userPrincipalName ?? undefined,
    subject: type === 'user' ? userTarget(target) : otherTarget(target),
  };
}

function userTarget(target: NonNullable<GraphAudit['targetResources']>[number]): Subject | undefined {
  const person = personOf(namesOfTarget(target), target.displayName ?? undefined);
  if (person !== undefined || typeof target.id !== 'string' || target.id === '') return person;
  return { kind: 'user', id: target.id.toLowerCase(), name: target.displayName ?? target.id };
}

function otherTarget(target: NonNullable<GraphAudit['targetResources']>[number]): Subject | undefined {
  if (typeof target.id !== 'string' || target.id === '') return undefined;
  return { kind: 'app', id: target.id.toLowerCase(), name: target.displayName ?? target.id };
}

function typeOf(type: string | null | undefined): Target['type'] {
  if (type === 'User') return 'user';
  if (type === 'Role') return 'role';
  return type === 'ServicePrincipal' || type === 'Application' ? 'app' : 'other';
}

function modifiedIn(given: GraphAudit): ReadonlyMap<string, { before: string; after: string }> {
  const properties = (given.targetResources ?? []).flatMap((target) => target.modifiedProperties ?? []);
  return new Map(
    properties.map(({ displayName, oldValue, newValue }) => [
      (displayName ?? '').toLowerCase(),
      { before: oldValue ?? '', after: newValue ?? '' },
    ]),
  );
}

/** Guests act here under a name with #EXT#; anybody else with a name and an object of their own is a member. Microsoft's services have none. */
function memberDomains(given: GraphAudit): readonly string[] {
  const user = given.initiatedBy?.user;
  const name = user?.userPrincipalName ?? '';
  const domain = isGuestName(name) || namesIn([user?.id]).length === 0 ? undefined : domainOf(name);
  return domain === undefined ? [] : [domain];
}
