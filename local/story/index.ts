import { ordinaryLife } from './ordinary.ts';
import {
  auditRecord,
  PEOPLE,
  ruleRecord,
  signInRecord,
  traceRecord,
  type Person,
  type StoryRecords,
} from './records.ts';

export type { StoryRecords } from './records.ts';

/** The day of the take-over. */
const STORY_DAY = new Date('2026-03-02T00:00:00Z');
const DAYS_BEFORE = 35;

/** An address in Lagos of a network of rented servers, picked by its number alone. */
const THIEF = '102.38.200.77';
const THIEFS_MACHINE = { browser: 'Firefox 115.0', system: 'Linux', deviceId: '' };
const WRONG_PASSWORDS = 18;
const MAILED = 214;
const MADE_GUESTS = 36;

/**
 * The incident Vigil exists for, in six acts, after five quiet weeks of twelve people: a guessed password, a sign-in from far away, a new
 * MFA method, an inbox rule, a mail to the address book, and the people of the address book made guests. All names and addresses are invented.
 */
export function story(): StoryRecords {
  const records = ordinaryLife(STORY_DAY, DAYS_BEFORE);
  const [dana] = PEOPLE;
  if (dana !== undefined) takeOver(records, dana);
  return records;
}

function takeOver(records: StoryRecords, dana: Person): void {
  for (let guess = 0; guess < WRONG_PASSWORDS; guess += 1) {
    records.signIns.push(
      signInRecord(dana, at(8, 31, guess * 11), THIEF, { ...THIEFS_MACHINE, errorCode: 50_126 }),
    );
  }
  records.signIns.push(signInRecord(dana, at(9, 12), THIEF, THIEFS_MACHINE));
  records.audits.push(
    auditRecord(dana, at(9, 14), 'method', 'Authenticator App with Notification and Code', THIEF),
  );
  records.unified.push(ruleRecord(dana, at(9, 20), '.', THIEF));
  for (let mail = 0; mail < MAILED; mail += 1) {
    records.traces.push(
      traceRecord(dana, at(9, 31, mail), addressBook(mail), 'Invoice 2026-118', `burst-${mail}`),
    );
  }
  for (let guest = 0; guest < MADE_GUESTS; guest += 1) {
    records.audits.push(auditRecord(dana, at(10, 2, guest * 20), 'invite', addressBook(guest), THIEF));
  }
}

function at(hour: number, minute: number, second = 0): Date {
  return new Date(STORY_DAY.getTime() + ((hour * 60 + minute) * 60 + second) * 1_000);
}

function addressBook(entry: number): string {
  return `person${entry}@customer${entry % 9}.example`;
}
