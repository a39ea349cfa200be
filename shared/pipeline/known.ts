import type { AuditEvent, MailSent, SignIn } from '../model/events.ts';
import { domainOf, kindOfName } from '../model/identity.ts';
import type { Place } from '../model/place.ts';
import type { Subject } from '../model/subject.ts';
import type { People } from './people.ts';

/** A traced mail of a stranger says nothing of the tenant's people, and their newsletters are nobody's mass send. */
export function isOurs(event: AuditEvent, ownDomains: ReadonlySet<string> | undefined): boolean {
  if (event.kind !== 'mail-sent' || event.source !== 'message-traces' || ownDomains === undefined)
    return true;
  return ownDomains.has(domainOf(event.actor.id) ?? '');
}

/** The event with the people it names resolved, and its place. */
export function known(event: AuditEvent, people: People, placeOf: (address: string) => Place): AuditEvent {
  const actor = people.resolve(event.actor);
  const place = placeIn(event, placeOf);
  if (event.kind === 'sign-in') return knownSignIn(event, actor, place);
  if (event.kind === 'mail-sent') return knownMail(event, actor, place);
  if ('target' in event) return { ...event, actor, place, target: people.resolve(event.target) };
  if (event.kind === 'mail-rule')
    return { ...event, actor, place, mailbox: mailboxOf(event.mailbox, people) };
  return { ...event, actor, place };
}

/** Written out, as is a mail: these two come by the million, and what is made by a spread leaves the engine's fast paths. */
function knownSignIn(event: SignIn, actor: Subject, place: Place | undefined): SignIn {
  return {
    kind: 'sign-in',
    id: event.id,
    at: event.at,
    source: event.source,
    actor,
    ip: event.ip,
    place,
    errorCode: event.errorCode,
    interactive: event.interactive,
    guest: event.guest,
    app: event.app,
    client: event.client,
    protocol: event.protocol,
    deviceId: event.deviceId,
    family: event.family,
    userAgent: event.userAgent,
    requirement: event.requirement,
    mfaDetail: event.mfaDetail,
    risk: event.risk,
    reported: event.reported,
  };
}

function knownMail(event: MailSent, actor: Subject, place: Place | undefined): MailSent {
  return {
    kind: 'mail-sent',
    id: event.id,
    at: event.at,
    source: event.source,
    actor,
    ip: event.ip,
    place,
    messageId: event.messageId,
    recipients: event.recipients,
    recipientCount: event.recipientCount,
    subject: event.subject,
  };
}

/** A mailbox is named by a GUID, an address or an alias: where it is somebody's name, by the best of their names. */
function mailboxOf(mailbox: string, people: People): string {
  const id = mailbox.toLowerCase();
  return kindOfName(id) === undefined ? mailbox : people.resolve({ kind: 'user', id, name: mailbox }).id;
}

/** Where our own file does not know an address at all, the country that Microsoft's record names is better than nothing. */
function placeIn(event: AuditEvent, placeOf: (address: string) => Place): Place | undefined {
  if (event.ip === undefined) return undefined;
  const place = placeOf(event.ip);
  if (place.country !== undefined || event.kind !== 'sign-in') return place;
  const country = /(?:^|, )([A-Z]{2})$/.exec(event.reported ?? '')?.[1];
  return country === undefined ? place : { ...place, country };
}
