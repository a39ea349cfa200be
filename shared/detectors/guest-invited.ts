import { anomalous, evidenceOf, undecided, USUAL, type Detector } from '../model/finding.ts';
import { guestsIn, invitedLately, inviterOf, rowOf } from '../model/invited.ts';
import type { Habit } from '../model/memory.ts';
import { TENANT } from '../model/subject.ts';
import { counted } from '../model/words.ts';

const SHOWN = 50;
/** Fewer watched days than this cannot tell a new inviter from a new watch. */
const WATCHED_DAYS = 14;

const invites: Habit = {
  id: 'invites',
  by: inviterOf,
  keepDays: 90,
  halfLifeDays: 90,
  most: 1,
  kinds: ['invited'],
  of: (event) => (event.kind === 'invited' ? ['yes'] : []),
};

const guestDomains: Habit = {
  id: 'guest-domain',
  by: () => TENANT,
  keepDays: 180,
  halfLifeDays: 90,
  most: 500,
  kinds: ['invited'],
  of: (event) => (event.kind === 'invited' ? [event.domain] : []),
};

/** A first invitation to a new domain: see `about`. */
export const guestInvited: Detector = {
  id: 'guest-invited',
  about: {
    what: 'Somebody who does not usually invite makes a guest from a domain that has no guests here.',
    why: 'By default every member may invite. A thief in a mailbox makes guests to keep a way in after the password is changed.',
    benign: 'The first project with a new partner; sharing a file outside, which makes a guest too.',
    check: [
      'Ask the inviter, by phone.',
      'Look for a sign-in from an unfamiliar place by the inviter in the 72 hours before.',
    ],
    attack: ['T1136.003'],
  },
  asked: 'each',
  habits: [invites, guestDomains],
  peaks: [],
  windows: [invitedLately],
  detect: {
    invited(event, memory) {
      const inviter = memory.of(event.actor);
      if (inviter.habit(invites).size > 0) return USUAL;
      const known = memory.of(TENANT).habit(guestDomains);
      if (known.has(event.domain)) return USUAL;
      if ((inviter.activeDays ?? 0) < WATCHED_DAYS) {
        return undecided(`the inviter was watched for fewer than ${WATCHED_DAYS} days`);
      }
      const rows = [...inviter.recent(invitedLately), rowOf(event)].filter(
        ({ row }) => !known.has(row.domain),
      );
      const guests = guestsIn(rows);
      const [first = event.domain, ...more] = new Set(rows.map(({ row }) => row.domain));
      return anomalous({
        about: event.actor,
        key: 'new-inviter',
        stage: 'spreading',
        severity: 'low',
        opens: false,
        size: guests.length,
        title: `Invited ${guests.length === 1 ? 'a guest' : counted(guests.length, 'guest')} for the first time, from the new domain ${first}${more.length === 0 ? '' : ` and ${counted(more.length, 'other')}`}`,
        facts: { guests: guests.slice(0, SHOWN), domains: [first, ...more].slice(0, SHOWN) },
        evidence: [evidenceOf(event)],
        others: [],
        undo: [],
      });
    },
  },
};
