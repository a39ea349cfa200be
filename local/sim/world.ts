import { trouble } from './trouble.ts';
import { randomOf, type Random } from './random.ts';
import { OFFICE, PEOPLE, shapesInto, type Logged, type Shapes } from './shapes.ts';

export const MS_A_MINUTE = 60_000;
export const MS_AN_HOUR = 60 * MS_A_MINUTE;
export const MS_A_DAY = 24 * MS_AN_HOUR;

/** A Monday, and the days a world lasts. */
export const WORLD_BEGINS = Date.UTC(2026, 2, 2);
const WORLD_DAYS = 7;
export const WORLD_ENDS = WORLD_BEGINS + WORLD_DAYS * MS_A_DAY;

const CONTACTS = 30;
const MOST_TROUBLES = 3;
const FIRST_TROUBLE_DAY = 1;

/** A week of twelve people, and one to three incidents after its first day; in the order of time. */
export function worldOf(seed: number): readonly Logged[] {
  const random = randomOf(seed, 'world');
  const logged: Logged[] = [];
  const shapes = shapesInto(logged);
  for (let day = 0; day < WORLD_DAYS; day += 1) ordinaryDay(shapes, random, WORLD_BEGINS + day * MS_A_DAY);
  const times = random.int(1, MOST_TROUBLES);
  for (let time = 0; time < times; time += 1)
    trouble(shapes, random, WORLD_BEGINS + FIRST_TROUBLE_DAY * MS_A_DAY, WORLD_ENDS);
  return logged.toSorted((a, b) => a.at - b.at);
}

function ordinaryDay(shapes: Shapes, random: Random, day: number): void {
  for (const [index, person] of PEOPLE.entries()) {
    if (random.chance(0.1)) continue;
    const at = (hour: number): number =>
      day + (hour * 60 + random.int(0, 59)) * MS_A_MINUTE + random.int(0, 59) * 1000;
    const line = random.chance(0.5) ? OFFICE : person.line;
    shapes.signIn(person, at(7), line);
    if (random.chance(0.3)) shapes.signIn(person, at(13), line);
    if (random.chance(0.15)) shapes.signIn(person, at(20), person.line, { background: true });
    if (random.chance(0.05)) shapes.signIn(person, at(9), person.line, { errorCode: 50_126 });
    const mails = random.int(0, 3);
    for (let mail = 0; mail < mails; mail += 1) {
      const contact = random.int(0, CONTACTS - 1);
      shapes.mail(
        person,
        at(8 + mail),
        `contact${contact}@partner${contact % 5}.example`,
        `Order ${index}-${mail}`,
      );
    }
    if (random.chance(0.02))
      shapes.audit(person, at(11), 'invite', `supplier${random.int(0, 9)}@partner1.example`);
  }
}
