import { anomalous, undecided, USUAL, type Detector, type Verdict } from '../model/finding.ts';
import type { Invited } from '../model/events.ts';
import { mailed } from '../model/habits.ts';
import { guestsIn, invitedLately, rowOf } from '../model/invited.ts';
import type { Known, Memory } from '../model/memory.ts';
import { sentLately } from '../model/sent.ts';
import { removeGuests } from '../model/undo.ts';
import { counted } from '../model/words.ts';

/** Guests of a day who were mailed by the inviter before: so many, and so large a share. Facts of detection G3. */
const LEAST_GUESTS = 5;
const SHARE = 0.5;
const SHOWN = 50;

/** The address book turns up as guests: see `about`. */
export const contactsBecomeGuests: Detector = {
  id: 'contacts-become-guests',
  about: {
    what: 'Of the guests whom somebody makes within a day five or more, and half or more, are people whom that user mailed.',
    why: 'This is the take-over that goes on: first the address book is mailed, then it is invited.',
    benign: 'Somebody invites the very people they work with to a team. Ask: it is one call.',
    check: ['Ask the inviter, by phone.', 'Look for a mass send by the inviter in the three days before.'],
    attack: ['T1136.003', 'T1534'],
  },
  asked: 'each',
  habits: [mailed],
  peaks: [],
  windows: [invitedLately, sentLately],
  detect: { invited: judged },
};

function judged(event: Invited, memory: Memory): Verdict {
  const inviter = memory.of(event.actor);
  const rows = [...inviter.recent(invitedLately), rowOf(event)];
  const guests = guestsIn(rows);
  if (guests.length < LEAST_GUESTS) return USUAL;
  const contacts = contactsOf(inviter);
  if (contacts.size === 0) return undecided('whom the inviter mailed is not known');

  const known = new Set(guests.filter((guest) => contacts.has(guest)));
  if (known.size < LEAST_GUESTS || known.size < guests.length * SHARE) return USUAL;
  return anomalous({
    about: event.actor,
    key: 'contacts',
    stage: 'spreading',
    severity: 'high',
    opens: true,
    size: known.size,
    title: `Made guests of ${counted(known.size, 'person', 'people')} whom ${event.actor.name} had mailed`,
    facts: { guestCount: guests.length, contacts: known.size, guests: [...known].slice(0, SHOWN) },
    evidence: rows.filter(({ row }) => known.has(row.guest)),
    others: [],
    undo: [removeGuests([...known])],
  });
}

/** People mailed in the last three days, and those believed from before. */
function contactsOf(inviter: Known): ReadonlySet<string> {
  const lately = inviter.recent(sentLately).flatMap(({ row }) => row.recipients);
  return new Set([...lately, ...inviter.habit(mailed).keys()]);
}
