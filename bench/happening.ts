import type { Device, Person } from './people.ts';
import type { Chance } from './random.ts';

/** What happened, before it is written the way one source writes it. */
export interface Happening {
  readonly chance: Chance;
  readonly at: Date;
  readonly person: Person;
  readonly address: string;
  readonly device: Device;
}

/** Three of a hundred sign-ins fail: a wrong password, or a step on the way. */
const FAILURES = 0.03;
const CODES = [50126, 50126, 50074, 50140, 50058] as const;

interface App {
  readonly id: string;
  readonly name: string;
}

const APPS: readonly [App, ...App[]] = [
  { id: '00000002-0000-0ff1-ce00-000000000000', name: 'Office 365 Exchange Online' },
  { id: '1fec8e78-bce4-4aaf-ab1b-5451cc387264', name: 'Microsoft Teams' },
  { id: '00000003-0000-0ff1-ce00-000000000000', name: 'Office 365 SharePoint Online' },
  { id: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c', name: 'Azure Portal' },
];

/** How a sign-in ends, by its AADSTS code; 0 is success. */
export function codeOf(chance: Chance): number {
  return chance.next() < FAILURES ? chance.pick(CODES) : 0;
}

/** The app a sign-in is for. */
export function appOf(chance: Chance): App {
  return chance.pick(APPS);
}
