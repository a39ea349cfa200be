import { describe, expect, it } from '@jest/globals';
import type { NetworkClass, Place } from '../../../shared/model/place.ts';
import { isStale, leapBetween, type Whereabouts } from '../../../shared/model/score/travel.ts';
import { dayOf } from '../../../shared/model/time.ts';
import { after, MONDAY } from '../../support/events.ts';

const TODAY = dayOf(MONDAY);
const DEGREE_KM = (Math.PI * 6371) / 180;

/** A place on the equator, so many km east of the origin; its region is known, and its circle is small. */
function east(km: number, given: Partial<Place> = {}): Place {
  const point = { latitude: 0, longitude: km / DEGREE_KM, radiusKm: 10 };
  return { country: 'GA', region: 'Estuaire', point, networkClass: 'unknown', ...given };
}

function radius(km: number, radiusKm: number, given: Partial<Place> = {}): Place {
  const place = east(km, given);
  return place.point === undefined ? place : { ...place, point: { ...place.point, radiusKm } };
}

/** The same place, where only the country is known. */
function somewhere(km: number): Place {
  const { region: _region, ...place } = east(km);
  return place;
}

function was(place: Place | undefined, given: Partial<Whereabouts> = {}): Whereabouts {
  return { at: MONDAY, place, deviceId: undefined, family: undefined, ...given };
}

const soon = { at: after(MONDAY, 10) };

describe('a leap between two sign-ins', () => {
  it.each<{
    readonly name: string;
    readonly from: Whereabouts;
    readonly to: Whereabouts;
    readonly builtOn?: number;
    readonly km: number | undefined;
  }>([
    {
      name: '2,000 km in ten minutes: both circles are taken off, 50 km each at the least',
      from: was(east(0)),
      to: was(east(2000), soon),
      km: 1900,
    },
    {
      name: 'in the same second',
      from: was(east(0)),
      to: was(east(2000)),
      km: 1900,
    },
    {
      name: 'the clock goes back: the later in order says it was earlier',
      from: was(east(0), soon),
      to: was(east(2000)),
      km: 1900,
    },
    {
      name: 'a place with a large circle has all of it taken off',
      from: was(radius(0, 400)),
      to: was(east(2000), soon),
      km: 1550,
    },
    {
      name: 'both places have large circles',
      from: was(radius(0, 400)),
      to: was(radius(2000, 700), soon),
      km: 900,
    },
    {
      name: 'of one only the country is known: 300 km at the least',
      from: was(somewhere(0)),
      to: was(east(2000), soon),
      km: 1650,
    },
    {
      name: 'of both only the country is known',
      from: was(somewhere(0)),
      to: was(somewhere(2000), soon),
      km: 1400,
    },
    {
      name: 'circles that overlap',
      from: was(radius(0, 1200)),
      to: was(radius(2000, 1200), soon),
      km: undefined,
    },
    {
      name: '499.9 km once the circles are off',
      from: was(east(0)),
      to: was(east(599.9), soon),
      km: undefined,
    },
    { name: '500.5 km once the circles are off', from: was(east(0)), to: was(east(600.5), soon), km: 501 },
    {
      name: '900 km and a bit in an hour',
      from: was(east(0)),
      to: was(east(1000.6), { at: after(MONDAY, 60) }),
      km: 901,
    },
    {
      name: '900 km less a bit in an hour',
      from: was(east(0)),
      to: was(east(999.5), { at: after(MONDAY, 60) }),
      km: undefined,
    },
    {
      name: 'to the antipodes in a day: 833 km an hour',
      from: was(east(0)),
      to: was(east(20_000), { at: after(MONDAY, 24, 'hours') }),
      km: undefined,
    },
    {
      name: 'one and the same place',
      from: was(east(0)),
      to: was(east(0), soon),
      km: undefined,
    },
    { name: 'no place before', from: was(undefined), to: was(east(2000), soon), km: undefined },
    { name: 'no place after', from: was(east(0)), to: was(undefined, soon), km: undefined },
    { name: 'no place at either end', from: was(undefined), to: was(undefined, soon), km: undefined },
    {
      name: 'a country without a point',
      from: was(east(0)),
      to: was({ country: 'NG', networkClass: 'unknown' }, soon),
      km: undefined,
    },
    {
      name: 'over the antimeridian: Fiji and Samoa are near',
      from: was(east(0, { point: { latitude: -17, longitude: 179.5, radiusKm: 10 } })),
      to: was(east(0, { point: { latitude: -17, longitude: -179.5, radiusKm: 10 } }), soon),
      km: undefined,
    },
    {
      name: 'the same device by its id, whatever it says of itself',
      from: was(east(0), { deviceId: 'laptop-1', family: 'windows/edge' }),
      to: was(east(2000), { ...soon, deviceId: 'laptop-1', family: 'macos/safari' }),
      km: undefined,
    },
    {
      name: 'two devices by their ids, though both are of one kind',
      from: was(east(0), { deviceId: 'laptop-1', family: 'windows/edge' }),
      to: was(east(2000), { ...soon, deviceId: 'laptop-2', family: 'windows/edge' }),
      km: 1900,
    },
    {
      name: 'the same kind of device, neither with an id: it may be one',
      from: was(east(0), { family: 'windows/edge' }),
      to: was(east(2000), { ...soon, family: 'windows/edge' }),
      km: undefined,
    },
    {
      name: 'the same kind of device, one of them with an id: it may be one',
      from: was(east(0), { deviceId: 'laptop-1', family: 'windows/edge' }),
      to: was(east(2000), { ...soon, family: 'windows/edge' }),
      km: undefined,
    },
    {
      name: 'two kinds of device',
      from: was(east(0), { family: 'windows/edge' }),
      to: was(east(2000), { ...soon, family: 'ios/safari' }),
      km: 1900,
    },
    {
      name: 'place data of 90 days: fresh',
      from: was(east(0)),
      to: was(east(680), soon),
      builtOn: TODAY - 90,
      km: 580,
    },
    {
      name: 'place data of 91 days: the circles are twice as wide',
      from: was(east(0)),
      to: was(east(680), soon),
      builtOn: TODAY - 91,
      km: undefined,
    },
    {
      name: 'old place data, far enough all the same',
      from: was(east(0)),
      to: was(east(2000), soon),
      builtOn: TODAY - 400,
      km: 1800,
    },
    {
      name: 'place data made after the sign-ins, as in a replay',
      from: was(east(0)),
      to: was(east(2000), soon),
      builtOn: TODAY + 300,
      km: 1900,
    },
    {
      name: 'place data of 90 days at the later of the two',
      from: was(east(0)),
      to: was(east(14_550), { at: after(MONDAY, 16, 'hours') }),
      builtOn: TODAY - 89,
      km: 14_450,
    },
    {
      name: 'place data that turned 91 days old between the two',
      from: was(east(0)),
      to: was(east(14_550), { at: after(MONDAY, 16, 'hours') }),
      builtOn: TODAY - 90,
      km: undefined,
    },
  ])('$name: $km', ({ from, to, builtOn, km }) => {
    expect(leapBetween(from, to, builtOn)?.km).toBe(km);
  });

  it.each<[NetworkClass, boolean]>([
    ['microsoft', false],
    ['hosting', false],
    ['vpn', false],
    ['relay', false],
    ['tor', false],
    ['mobile', false],
    ['residential', true],
    ['business', true],
    ['unknown', true],
  ])('at either end a %s network says where somebody is: %p', (networkClass, says) => {
    const [there, other] = [was(east(2000, { networkClass }), soon), was(east(0))];

    expect(leapBetween(other, there, undefined) !== undefined).toBe(says);
    expect(leapBetween(there, other, undefined) !== undefined).toBe(says);
  });

  it('is told from where, and how long it took, whichever came first', () => {
    const [here, there] = [was(east(0)), was(east(2000), { at: after(MONDAY, 90) })];

    expect(leapBetween(here, there, undefined)).toEqual({ from: here, km: 1900, hours: 1.5 });
    expect(leapBetween(there, here, undefined)).toEqual({ from: there, km: 1900, hours: 1.5 });
  });
});

describe('isStale', () => {
  it.each<[string, number | undefined, boolean]>([
    ['of today', TODAY, false],
    ['of 90 days ago', TODAY - 90, false],
    ['of 91 days ago', TODAY - 91, true],
    ['of tomorrow', TODAY + 1, false],
    ['of no known day', undefined, false],
  ])('place data %s: %p', (_name, builtOn, expected) => {
    expect(isStale(builtOn, TODAY)).toBe(expected);
  });
});
