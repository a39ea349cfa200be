import type { SignIn } from '../../shared/model/events.ts';
import type { Place } from '../../shared/model/place.ts';
import { before, FAR, HOME, MONDAY, ordinaryDays, user } from './events.ts';

export const SPAIN: Place = {
  country: 'ES',
  region: 'Madrid',
  asn: 3352,
  organisation: 'Telefonica de Espana',
  networkClass: 'residential',
};
export const CARRIER: Place = {
  country: 'SE',
  region: 'Stockholm',
  asn: 44034,
  organisation: 'Hi3G Access AB',
  networkClass: 'mobile',
};
export const AWAY = '192.0.2.44';
export const far = { ip: '198.51.100.7', place: FAR };
export const spain = { ip: AWAY, place: SPAIN };
export const PHONE = 'ios/safari';

/** Thirty believed days of an office of so many, Dana not among them. */
export function colleagues(count: number): readonly SignIn[] {
  return Array.from({ length: count }, (_, index) =>
    ordinaryDays(31, MONDAY, { actor: user(`colleague${index}`) }),
  ).flat();
}

/** The same for an office of forty, Dana among them. */
export const OFFICE = [...ordinaryDays(31, MONDAY), ...colleagues(39)];

/** So many of Dana's colleagues did this last week, on so many days. */
export function also(count: number, given: Partial<SignIn>, days = 2): readonly SignIn[] {
  return Array.from({ length: count }, (_, index) =>
    ordinaryDays(days, before(MONDAY, 5, 'days'), { actor: user(`colleague${index}`), ...given }),
  ).flat();
}

/** A laptop that the tenant knows, used by Dana on so many believed days. */
export function laptop(days: number): readonly SignIn[] {
  return ordinaryDays(days, before(MONDAY, 4, 'days'), { deviceId: 'laptop-1' });
}

/** The country alone speaks: no region, network or holder is known. */
export const onlySpain = { ip: AWAY, place: { country: 'ES', networkClass: 'unknown' } } as const;
export const spainByVpn = { ip: AWAY, place: { country: 'ES', networkClass: 'vpn' } } as const;
export const azure = {
  ip: '192.0.2.200',
  place: { ...HOME, asn: 8075, organisation: 'Microsoft', networkClass: 'microsoft' },
} as const;

/** A trip that costs 57 points: Spain, where four of 39 colleagues are, by a network they have. */
export const TRIP = [...OFFICE, ...also(4, { ...spain, ip: '192.0.2.1' })];

/** What Dana did at her desk on so many believed days, the last of them two days ago. */
export function deskDays(days: number, given: Partial<SignIn>): readonly SignIn[] {
  return ordinaryDays(days, before(MONDAY, 1, 'days'), given);
}
