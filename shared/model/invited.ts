import type { Invited } from './events.ts';
import type { By, Peak, Row, Window } from './memory.ts';

/** Whoever makes guests: a person, or an app that acts for nobody. */
export const inviterOf: By = ({ actor }) => actor;

/** One guest made. */
export interface Invitation {
  readonly guest: string;
  readonly domain: string;
}

/** A day of somebody's invitations. */
export const invitedLately: Window<Invitation> = {
  id: 'invited-lately',
  by: inviterOf,
  keepMinutes: 24 * 60,
  most: 1_000,
  kinds: ['invited'],
  row: (event) => (event.kind === 'invited' ? invitationOf(event) : undefined),
};

/** The most guests somebody made within 24 hours, by day. */
export const guestsADay: Peak = {
  id: 'guests-a-day',
  by: inviterOf,
  keepDays: 90,
  of: (event, memory) =>
    event.kind === 'invited'
      ? guestsIn([...memory.of(event.actor).recent(invitedLately), rowOf(event)]).length
      : 0,
};

function invitationOf({ guest, domain }: Invited): Invitation {
  return { guest, domain };
}

/** An invitation as a row of the window that will hold it. */
export function rowOf(event: Invited): Row<Invitation> {
  return { source: event.source, id: event.id, at: event.at, row: invitationOf(event) };
}

/** The different guests among invitations: one invitation is often written twice. */
export function guestsIn(rows: readonly Row<Invitation>[]): readonly string[] {
  return [...new Set(rows.map(({ row }) => row.guest))];
}
