/** What kind of network an address belongs to. `unknown`: no source of ours says, which costs nobody a point. */
export type NetworkClass =
  'residential' | 'mobile' | 'business' | 'hosting' | 'vpn' | 'relay' | 'tor' | 'microsoft' | 'unknown';

/** A point on the map with the radius (km) that holds 95 % of the addresses it stands for. */
interface Point {
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusKm: number;
}

/** Where an address is. An absent field is unknown, which is never a value. */
export interface Place {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country?: string;
  /** First subdivision, as the place data names it. */
  readonly region?: string;
  readonly point?: Point;
  /** Autonomous system number. */
  readonly asn?: number;
  /** Who holds the autonomous system, as the place data names it. */
  readonly organisation?: string;
  readonly networkClass: NetworkClass;
}

const HIDING: ReadonlySet<NetworkClass> = new Set(['hosting', 'vpn', 'tor', 'microsoft']);

/** Whether a network hides where people are: a machine rented anywhere, or a service sold for it. */
export function isHiding(place: Place | undefined): boolean {
  return HIDING.has(place?.networkClass ?? 'unknown');
}
