import { createGathering } from '../incidents/gather.ts';
import { incidentsOf } from '../incidents/index.ts';
import type { AuditEvent } from '../model/events.ts';
import type { Detector, Incident } from '../model/finding.ts';
import { domainOf, kindOfName } from '../model/identity.ts';
import type { Place } from '../model/place.ts';
import type { MemoryStore } from '../model/store.ts';
import { createJudge, type Unanswered } from './judge.ts';
import type { People } from './people.ts';

/** What a pass needs. */
export interface PassParts {
  readonly detectors: readonly Detector[];
  readonly store: MemoryStore;
  readonly people: People;
  readonly ownDomains: ReadonlySet<string> | undefined;
  readonly placeOf: (address: string) => Place;
  /** Earlier events only teach. */
  readonly from?: Date | undefined;
}

export interface Pass {
  /** Takes one event. Events come in event order, each once. */
  readonly take: (event: AuditEvent) => void;
  /** The incidents of all events taken, and what was not answered. */
  readonly finish: () => { readonly incidents: readonly Incident[]; readonly unanswered: Unanswered };
}

/** place → recall → judge → gather, for one stretch of events. */
export function createPass({ detectors, store, people, ownDomains, placeOf, from }: PassParts): Pass {
  const gathering = createGathering();
  const isBefore = from === undefined ? () => false : (event: AuditEvent) => event.at < from;
  const judge = createJudge(detectors, store, gathering.add, isBefore);

  return {
    take(event) {
      if (!isOurs(event, ownDomains)) return;
      judge.judge(known(event, people, placeOf));
    },
    finish() {
      judge.finish();
      return { incidents: incidentsOf(gathering.groups()), unanswered: judge.unanswered };
    },
  };
}

/** A traced mail of a stranger says nothing of the tenant's people, and their newsletters are nobody's mass send. */
function isOurs(event: AuditEvent, ownDomains: ReadonlySet<string> | undefined): boolean {
  if (event.kind !== 'mail-sent' || event.source !== 'message-traces' || ownDomains === undefined)
    return true;
  return ownDomains.has(domainOf(event.actor.id) ?? '');
}

function known(event: AuditEvent, people: People, placeOf: (address: string) => Place): AuditEvent {
  const actor = people.resolve(event.actor);
  const place = placeIn(event, placeOf);
  if ('target' in event) return { ...event, actor, place, target: people.resolve(event.target) };
  if (event.kind === 'mail-rule')
    return { ...event, actor, place, mailbox: mailboxOf(event.mailbox, people) };
  return { ...event, actor, place };
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
