/** A point of the globe, in degrees. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

const EARTH_RADIUS_KM = 6371;

/** The great-circle distance in km, by the haversine formula, which holds at the poles, over the antimeridian and for points that are one. */
export function distanceKm(one: Coordinates, other: Coordinates): number {
  const across = sinSquared((radians(other.latitude) - radians(one.latitude)) / 2);
  const around = sinSquared((radians(other.longitude) - radians(one.longitude)) / 2);
  const chord = across + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * around;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, chord)));
}

function sinSquared(angle: number): number {
  return Math.sin(angle) ** 2;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
