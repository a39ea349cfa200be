import type { Random } from './random.ts';
import { PEOPLE, type Person, type Shapes } from './shapes.ts';

const MS_A_MINUTE = 60_000;

/** Addresses far from everybody's, of rented servers and of lines at home, picked by their numbers alone. */
const STRANGE = [
  '102.38.200.77',
  '45.83.64.10',
  '185.220.101.4',
  '179.43.128.9',
  '91.132.147.3',
  '24.48.0.1',
  '1.178.16.5',
];
const THIEFS_MACHINE = { browser: 'Firefox 115.0', system: 'Linux', deviceId: '' };

type Trouble = (shapes: Shapes, random: Random, at: number, person: Person) => void;

/** After so long the same again is another incident, or just about still the same one. In hours. */
const AGAIN = { least: 60, most: 90 };

/** Something that Vigil is there for, at some moment between two; now and then once more, to the same person. */
export function trouble(shapes: Shapes, random: Random, from: number, to: number): void {
  const at = from + random.int(0, (to - from) / 1000 - 1) * 1000;
  const happens = random.pick<Trouble>([takeOver, takeOver, spray, trip, guests, forwarding]);
  const person = random.pick(PEOPLE);
  happens(shapes, random, at, person);
  const again = at + random.int(AGAIN.least * 60, AGAIN.most * 60) * MS_A_MINUTE;
  if (random.chance(0.4) && again < to) happens(shapes, random, again, person);
}

/** A guessed password, and whatever of the rest the thief comes to. */
function takeOver(shapes: Shapes, random: Random, at: number, victim: Person): void {
  const thief = random.pick(STRANGE);
  let now = at;
  const later = (most: number): number => (now += random.int(1, most * 60) * 1000);
  if (random.chance(0.7))
    for (let guess = random.int(12, 20); guess > 0; guess -= 1)
      shapes.signIn(victim, (now += 11_000), thief, { ...THIEFS_MACHINE, errorCode: 50_126 });
  shapes.signIn(victim, later(40), thief, THIEFS_MACHINE);
  if (random.chance(0.6))
    shapes.audit(victim, later(10), 'method', 'Authenticator App with Notification', thief);
  if (random.chance(0.6)) shapes.rule(victim, later(20), thief);
  const mails = random.chance(0.6) ? random.int(28, 50) : 0;
  const book = random.int(0, 999);
  for (let mail = 0; mail < mails; mail += 1)
    shapes.mail(victim, (now += 1000 * random.int(0, 3)), addressIn(book, mail), 'Invoice 2026-118');
  if (random.chance(0.4)) shapes.signIn(victim, later(60), thief, THIEFS_MACHINE);
  const invited = random.chance(0.6) ? random.int(3, 14) : 0;
  for (let guest = 0; guest < invited; guest += 1)
    shapes.audit(victim, (now += 20_000), 'invite', addressIn(book, guest), thief);
  // Some thieves come back day after day: they must never become usual meanwhile.
  if (random.chance(0.4))
    for (let back = random.int(1, 3); back > 0; back -= 1)
      shapes.signIn(victim, (now += random.int(14, 30) * 60 * MS_A_MINUTE), thief, THIEFS_MACHINE);
}

/** One password tried on everybody; now and then it is somebody's. */
function spray(shapes: Shapes, random: Random, at: number): void {
  const from = random.pick(STRANGE);
  let now = at;
  for (let round = 0; round < 2; round += 1)
    for (const person of PEOPLE)
      shapes.signIn(person, (now += random.int(2, 30) * 1000), from, {
        ...THIEFS_MACHINE,
        errorCode: 50_126,
      });
  if (random.chance(0.5)) shapes.signIn(random.pick(PEOPLE), now + MS_A_MINUTE, from, THIEFS_MACHINE);
}

/** Somebody travels: unusual, several times, from one place or two. */
function trip(shapes: Shapes, random: Random, at: number, person: Person): void {
  const places = [random.pick(STRANGE), random.pick(STRANGE)];
  const machine = random.chance(0.5) ? {} : { browser: 'Safari 17', system: 'iOS 17' };
  for (let time = 0; time < random.int(3, 8); time += 1)
    shapes.signIn(person, at + time * random.int(1, 9) * 60 * MS_A_MINUTE, random.pick(places), machine);
}

/** Somebody invites many at once. */
function guests(shapes: Shapes, random: Random, at: number, person: Person): void {
  const book = random.int(0, 999);
  for (let guest = 0; guest < random.int(6, 16); guest += 1)
    shapes.audit(person, at + guest * random.int(5, 200) * 1000, 'invite', addressIn(book, guest));
}

/** A rule that forwards outside. */
function forwarding(shapes: Shapes, random: Random, at: number, person: Person): void {
  shapes.rule(
    person,
    at,
    random.pick([person.line, random.pick(STRANGE)]),
    `away${random.int(0, 9)}@elsewhere.example`,
  );
}

function addressIn(book: number, entry: number): string {
  return `person${book}-${entry}@customer${entry % 9}.example`;
}
