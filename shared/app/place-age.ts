import { momentIn } from '../model/moments.ts';
import { isStale } from '../model/score/travel.ts';
import { dayOf } from '../model/time.ts';

/** What to do about place data that are old, as a sentence; undefined: they are not. `builtOn`: an ISO date. */
export function placeAge(builtOn: string, now: number): string | undefined {
  const built = new Date(`${builtOn}T00:00:00Z`);
  if (!isStale(dayOf(built), dayOf(new Date(now)))) return undefined;
  const day = momentIn(built, 'UTC').day.replace(/^\w+ /, '');
  return `Where an address is, is looked up in place data of ${day}, more than 90 days old: addresses have moved since, so that a sign-in may be shown in the wrong place, and two sign-ins far apart say less. Update Vigil: newer place data come with it. What works otherwise goes on.`;
}
