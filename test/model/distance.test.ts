import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { distanceKm, type Coordinates } from '../../shared/model/distance.ts';

/** Half the circumference: nothing is farther. */
const ANTIPODES_KM = Math.PI * 6371;
/** One degree of a great circle. */
const DEGREE_KM = ANTIPODES_KM / 180;

function at(latitude: number, longitude: number): Coordinates {
  return { latitude, longitude };
}

const point = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe('distanceKm', () => {
  it.each<[string, Coordinates, Coordinates, number]>([
    ['one and the same point', at(52.37, 4.9), at(52.37, 4.9), 0],
    ['the origin and itself', at(0, 0), at(0, 0), 0],
    ['a pole seen from two longitudes', at(90, 12), at(90, -170), 0],
    ['180° east and 180° west', at(-17, 180), at(-17, -180), 0],
    ['pole to pole', at(90, 0), at(-90, 77), ANTIPODES_KM],
    ['antipodes on the equator', at(0, 0), at(0, 180), ANTIPODES_KM],
    ['antipodes: Madrid and New Zealand', at(40.4, -3.7), at(-40.4, 176.3), ANTIPODES_KM],
    ['a degree of a meridian', at(10, 20), at(11, 20), DEGREE_KM],
    ['a degree of the equator', at(0, 20), at(0, 21), DEGREE_KM],
    ['two degrees over the antimeridian', at(0, 179), at(0, -179), 2 * DEGREE_KM],
    ['over the pole, not round it', at(89, 0), at(89, 180), 2 * DEGREE_KM],
  ])('%s', (_name, one, other, km) => {
    expect(distanceKm(one, other)).toBeCloseTo(km, 6);
  });

  it.each<[string, Coordinates, Coordinates, number]>([
    ['Amsterdam and New York', at(52.37, 4.9), at(40.71, -74.01), 5860],
    ['Auckland and Suva, over the antimeridian', at(-36.85, 174.76), at(-18.14, 178.44), 2110],
    ['Suva and Apia, over the antimeridian', at(-18.14, 178.44), at(-13.83, -171.76), 1150],
    ['Sydney and Santiago de Chile, past the pole', at(-33.87, 151.21), at(-33.45, -70.67), 11_350],
  ])('%s, to one in a hundred', (_name, one, other, km) => {
    expect(Math.abs(distanceKm(one, other) - km)).toBeLessThan(km / 100);
  });

  it('is the same both ways, never negative and never beyond the antipodes', () => {
    fc.assert(
      fc.property(point, point, (one, other) => {
        const km = distanceKm(one, other);
        expect(km).toBeGreaterThanOrEqual(0);
        expect(km).toBeLessThanOrEqual(ANTIPODES_KM + 1e-6);
        expect(distanceKm(other, one)).toBeCloseTo(km, 6);
      }),
    );
  });

  it('is never shorter by a detour', () => {
    fc.assert(
      fc.property(point, point, point, (one, between, other) => {
        const detour = distanceKm(one, between) + distanceKm(between, other);
        expect(distanceKm(one, other)).toBeLessThanOrEqual(detour + 1e-4);
      }),
    );
  });
});
