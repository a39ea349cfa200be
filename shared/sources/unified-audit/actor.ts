import { normaliseAddress } from '../../model/address.ts';
import { namesIn, personOf } from '../../model/identity.ts';
import { addressSubject, TENANT, type Subject } from '../../model/subject.ts';
import type { UnifiedRecord } from './schema.ts';

/** IdentityType of the Actor and Target lists. Source: the Management Activity API schema, "IdentityTypeValuePair". */
const CLAIM = 0;
const NAME = 1;
const PUID = 3;
const UPN = 5;

/** UserType values of Microsoft's own: datacentre administrators and system accounts. */
const DATACENTRE_ADMIN = 3;
const SYSTEM_NAMES = /^nt authority\\|^nt service\\/i;

/** Whether Microsoft itself did it, in its own datacentre: most Set-Mailbox records are of that kind. */
export function isMicrosofts(given: UnifiedRecord): boolean {
  if (SYSTEM_NAMES.test(given.UserId ?? '')) return true;
  return Number(given.UserType) === DATACENTRE_ADMIN;
}

/** All names by which the record calls the person who acted. An app's id in the same list is none of them. */
export function actorNames(given: UnifiedRecord): readonly string[] {
  if (isApp(given)) return [];
  return namesIn([given.UserId, given.UserKey, ...personIds(given.Actor)]);
}

/** All names by which the record calls the person it is about; empty where it is about none. */
export function namesOfTarget(given: UnifiedRecord): readonly string[] {
  return (given.Target ?? []).some(({ ID }) => ID === 'User') ? namesIn(personIds(given.Target)) : [];
}

function personIds(list: UnifiedRecord['Actor']): readonly unknown[] {
  return (list ?? [])
    .filter(
      ({ ID, Type }) => Type === CLAIM || Type === PUID || Type === UPN || (ID ?? '').startsWith('User_'),
    )
    .map(({ ID }) => ID);
}

/** The person of these names, else the app, else the address, else the tenant. */
export function actorOf(given: UnifiedRecord, names: readonly string[]): Subject {
  if (isApp(given)) return appOf(given);
  const person = personOf(names);
  if (person !== undefined) return nameFrom(person, given.UserId);
  const ip = addressOf(given);
  return ip === undefined ? TENANT : addressSubject(ip);
}

/** The log writes a name as its owner does; ids are compared in lower case. */
function nameFrom(person: Subject, userId: string | null | undefined): Subject {
  return userId?.toLowerCase() === person.id ? { ...person, name: userId } : person;
}

function isApp(given: UnifiedRecord): boolean {
  return (given.UserId ?? '').startsWith('ServicePrincipal_');
}

function appOf(given: UnifiedRecord): Subject {
  const id = (given.UserId ?? '').slice('ServicePrincipal_'.length).toLowerCase();
  const name = (given.Actor ?? []).find(({ Type }) => Type === NAME)?.ID;
  return { kind: 'app', id, name: name ?? id };
}

/** Where the person was, as far as the record says: some have a port, some `<null>`, most directory records nothing. */
export function addressOf(given: UnifiedRecord): string | undefined {
  return (
    normaliseAddress(given.ClientIP) ??
    normaliseAddress(given.ClientIPAddress) ??
    normaliseAddress(given.ActorIpAddress)
  );
}
