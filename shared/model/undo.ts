import type { Step } from './finding.ts';
import { counted } from './words.ts';

/** How guests are taken out of the directory. */
export function removeGuests(guests: readonly string[]): Step {
  return {
    what: `Delete the ${counted(guests.length, 'guest')} that were made`,
    why: 'they keep their way in when the password is changed; a deleted guest can be brought back for 30 days',
    where: 'entra.microsoft.com > Users > filter by user type Guest, sorted by the day of creation',
  };
}
