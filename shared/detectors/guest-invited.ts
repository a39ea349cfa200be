import { anomalous, evidenceOf, undecided, USUAL, type Detector } from '../model/finding.ts';
import { userOf } from '../model/habits.ts';
import type { Habit } from '../model/memory.ts';
import { TENANT } from '../model/subject.ts';

/** Fewer watched days than this cannot tell a new inviter from a new watch. */
const WATCHED_DAYS = 14;

const invites: Habit = {
  id: 'invites',
  by: userOf,
  keepDays: 90,
  halfLifeDays: 90,
  most: 1,
  of: (event) => (event.kind === 'invited' ? ['yes'] : []),
};

const guestDomains: Habit = {
  id: 'guest-domain',
  by: () => TENANT,
  keepDays: 180,
  halfLifeDays: 90,
  most: 500,
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
  windows: [],
  detect: {
    invited(event, memory) {
      const inviter = memory.of(event.actor);
      if (inviter.habit(invites).size > 0) return USUAL;
      if (memory.of(TENANT).habit(guestDomains).has(event.domain)) return USUAL;
      if ((inviter.activeDays ?? 0) < WATCHED_DAYS) {
        return undecided(`the inviter was watched for fewer than ${WATCHED_DAYS} days`);
      }
      return anomalous({
        about: event.actor,
        key: `domain:${event.domain}`,
        stage: 'spreading',
        severity: 'low',
        opens: false,
        size: 1,
        title: `${event.actor.name} invited a guest for the first time, from the new domain ${event.domain}`,
        facts: { guests: [event.guest], domain: event.domain },
        evidence: [evidenceOf(event)],
        others: [],
        undo: [],
      });
    },
  },
};
