import type { StoryRecords } from './records.ts';
import { auditRecord, OFFICE, PEOPLE, signInRecord, traceRecord, type Person } from './records.ts';

const MS_A_DAY = 86_400_000;
const CONTACTS = 40;
/** A number below 1 from two others: the same each time, and without a pattern one would see. */
function part(a: number, b: number): number {
  const mixed = Math.sin(a * 127.1 + b * 311.7) * 43_758.5453;
  return mixed - Math.floor(mixed);
}

/** Working days of twelve people before a day: each signs in, from home or the office, and mails people they know. */
export function ordinaryLife(lastDay: Date, days: number): StoryRecords {
  const records: StoryRecords = { signIns: [], audits: [], traces: [], unified: [] };
  for (let back = days; back >= 1; back -= 1) {
    const day = new Date(lastDay.getTime() - back * MS_A_DAY);
    if (day.getUTCDay() === 0 || day.getUTCDay() === 6) continue;
    for (const [index, person] of PEOPLE.entries()) workDay(records, person, index, day, back);
  }
  return records;
}

function workDay(records: StoryRecords, person: Person, index: number, day: Date, back: number): void {
  const at = (hour: number, minute: number): Date => new Date(day.getTime() + (hour * 60 + minute) * 60_000);
  const line = part(index, back) < 0.5 ? OFFICE : person.line;
  const minute = Math.floor(part(index + 20, back) * 59);
  records.signIns.push(signInRecord(person, at(7, minute), line), signInRecord(person, at(12, minute), line));
  if (part(index + 40, back) < 0.2) records.signIns.push(signInRecord(person, at(19, minute), person.line));
  const mails = 2 + Math.floor(part(index + 60, back) * 5);
  for (let mail = 0; mail < mails; mail += 1) {
    const contact = Math.floor(part(index + mail, back + 7) * CONTACTS);
    const to = `contact${contact}@partner${contact % 5}.example`;
    records.traces.push(
      traceRecord(
        person,
        at(8 + mail, minute),
        to,
        `Order ${index}${mail}${back}`,
        `${index}-${mail}-${back}`,
      ),
    );
  }
  if (index === 3 && back % 14 === 0) {
    records.audits.push(auditRecord(person, at(10, minute), 'invite', `supplier${back}@partner1.example`));
  }
}
