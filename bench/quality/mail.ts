import type { Chance } from '../random.ts';
import { atHour } from './calendar.ts';
import type { MailDone } from './doing.ts';
import type { Member } from './staff.ts';

const MAILS_A_DAY = 3;
const CONTACTS = 60;
const NEWSLETTER = { days: 14, recipients: 180, senders: 20 } as const;

/** Whom somebody writes to. */
export function contactsOf(chance: Chance): readonly string[] {
  return Array.from(
    { length: CONTACTS },
    () => `contact${chance.below(4_000)}@partner${chance.below(90)}.example`,
  );
}

/** The mails of a working day; some people send a newsletter every other week. */
export function* mailsOf(
  member: Member,
  contacts: readonly string[],
  day: number,
  chance: Chance,
): Generator<MailDone> {
  for (let mail = 0; mail < MAILS_A_DAY; mail += 1) {
    const to = Array.from(
      { length: 1 + chance.below(2) },
      () => contacts[chance.below(contacts.length)] ?? '',
    );
    yield {
      what: 'mail',
      by: member,
      at: atHour(day, 9 + chance.below(8), chance),
      to,
      subject: `Matter ${chance.below(500)}`,
    };
  }
  // A newsletter goes to much the same people each time, a few of them new.
  if (member.number % NEWSLETTER.senders !== 1 || day % NEWSLETTER.days !== 1) return;
  const issue = Math.floor(day / NEWSLETTER.days);
  const to = Array.from(
    { length: NEWSLETTER.recipients },
    (_, reader) => `reader${reader + issue * 6}@readers.example`,
  );
  yield { what: 'mail', by: member, at: atHour(day, 11, chance), to, subject: `News ${issue}` };
}
