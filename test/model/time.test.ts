import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayIn, dayOf, minutesBetween, parseTime } from '../../shared/model/time.ts';

describe('parseTime', () => {
  it.each([
    ['UTC', '2026-03-02T09:00:01Z', '2026-03-02T09:00:01.000Z'],
    ['no zone, which is UTC', '2026-03-02T09:00:01', '2026-03-02T09:00:01.000Z'],
    ['a blank for the T', '2026-03-02 09:00:01', '2026-03-02T09:00:01.000Z'],
    ['lower case', '2026-03-02t09:00:01z', '2026-03-02T09:00:01.000Z'],
    ['one decimal', '2026-03-02T09:00:01.5Z', '2026-03-02T09:00:01.500Z'],
    ['seven decimals, cut off', '2026-03-02T09:00:01.9999999Z', '2026-03-02T09:00:01.999Z'],
    ['nine decimals', '2026-03-02 09:00:01.087554000', '2026-03-02T09:00:01.087Z'],
    ['an offset', '2026-03-02T09:00:01.5100003+00:00', '2026-03-02T09:00:01.510Z'],
    ['an offset to the east', '2026-03-02T00:30:00+05:30', '2026-03-01T19:00:00.000Z'],
    ['an offset to the west', '2026-03-02T20:30:00-0800', '2026-03-03T04:30:00.000Z'],
    ['a blank before the zone', '2026-03-02 09:00:01 +01:00', '2026-03-02T08:00:01.000Z'],
    ['a leap day', '2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['the first moment', '2000-01-01T00:00:00Z', '2000-01-01T00:00:00.000Z'],
    ['the last second', '2099-12-31T23:59:59Z', '2099-12-31T23:59:59.000Z'],
    ['the older reporting service', '/Date(1772442001000)/', '2026-03-02T09:00:01.000Z'],
    ['the same with a zone', '/Date(1772442001000+0100)/', '2026-03-02T09:00:01.000Z'],
  ])('reads %s', (_name, text, expected) => {
    expect(parseTime(text)?.toISOString()).toBe(expected);
  });

  it.each([
    '2026-03-02T09:00:60Z',
    '2026-03-02T09:00:65Z',
    '2026-03-02T09:60:00Z',
    '2026-03-02T24:00:00Z',
    '2026-02-29T09:00:00Z',
    '2026-02-30T09:00:00Z',
    '2026-04-31T09:00:00Z',
    '2026-00-01T09:00:00Z',
    '2026-01-00T09:00:00Z',
    '2026-13-01T09:00:00Z',
    '2026-03-02T09:00:00+15:00',
    '2026-03-02T09:00:00+01:60',
    '0000-00-00T00:00:00',
    '0001-01-01T00:00:00',
    '0099-06-01T00:00:00',
    '1601-01-01T00:00:00Z',
    '1970-01-01T00:00:00Z',
    '1999-12-31T23:59:59Z',
    '2000-01-01T00:00:00+00:01',
    '2100-01-01T00:00:00Z',
    '+12026-03-02T09:00:00Z',
    '/Date(0)/',
    '/Date(-62135596800000)/',
    '/Date(99999999999999999999)/',
    '/Date()/',
    '2026-03-02',
    '09:00:00',
    '20260302T090000Z',
    '3/2/2026 9:00:00 AM',
    'Mon, 02 Mar 2026 09:00:00 GMT',
    ' 2026-03-02T09:00:00Z',
    '2026-03-02T09:00:00Z\n2026-03-02T09:00:00Z',
    '2026-03-02T09:00:00 Europe/Oslo',
    'now',
    'null',
    '<null>',
    '1772442001',
    '',
  ])('%p is no time', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });

  it.each([[undefined], [null], [0], [1_772_442_001_000], [Number.NaN], [true], [{}], [[]], [new Date()]])(
    '%p is no time',
    (value) => {
      expect(parseTime(value)).toBeUndefined();
    },
  );

  it('gives back every moment it can hold', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('2000-01-01T00:00:00Z'),
          max: new Date('2099-12-31T23:59:59.999Z'),
          noInvalidDate: true,
        }),
        (at) => {
          expect(parseTime(at.toISOString())).toEqual(at);
          expect(parseTime(`/Date(${at.getTime()})/`)).toEqual(at);
        },
      ),
    );
  });

  it('gives nothing made up for any text', () => {
    const digits = fc.string({
      unit: fc.constantFrom(...'0123456789-:TZ.+ /Date()'.split('')),
      maxLength: 40,
    });
    const nearly = fc
      .tuple(
        ...[9999, 19, 39, 29, 69, 69].map((max) => fc.nat({ max })),
        fc.constantFrom('', 'Z', '+01:00', '-99:99', '.999999999'),
      )
      .map(([year, ...rest]) => {
        const [month, day, hour, minute, second] = rest
          .slice(0, 5)
          .map((part) => String(part).padStart(2, '0'));
        return `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}${rest[5]}`;
      });

    fc.assert(
      fc.property(fc.oneof(fc.string(), digits, nearly), (text) => {
        const at = parseTime(text);
        if (at === undefined) return;
        expect(at.getTime()).toBeGreaterThanOrEqual(Date.UTC(2000, 0, 1));
        expect(at.getTime()).toBeLessThan(Date.UTC(2100, 0, 1));
        expect(text).toMatch(/^\d{4}-\d\d-\d\d[T ]|^\/Date\(/i);
      }),
      { numRuns: 3_000 },
    );
  });

  it('of a moment that the calendar has not, gives nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2000, max: 2099 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (year, month, day) => {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T12:00:00Z`;
          const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
          expect(parseTime(text)?.getUTCDate()).toBe(day <= last ? day : undefined);
        },
      ),
    );
  });
});

describe('dayOf', () => {
  it.each([
    ['1970-01-01T23:59:59.999Z', 0],
    ['1970-01-02T00:00:00Z', 1],
    ['2026-03-02T00:00:00Z', 20_514],
    ['2026-03-02T23:59:59Z', 20_514],
  ])('%s', (text, day) => {
    expect(dayOf(new Date(text))).toBe(day);
  });
});

describe('dayIn', () => {
  it.each([
    ['2026-03-02', 20_514],
    ['2024-02-29', 19_782],
    ['2026-02-29', undefined],
    ['2026-3-2', undefined],
    ['2026-03-02T00:00:00Z', undefined],
    ['9999-12-31', undefined],
    ['', undefined],
  ])('%j', (date, day) => {
    expect(dayIn(date)).toBe(day);
  });
});

describe('minutesBetween', () => {
  it('is the same both ways', () => {
    const [one, other] = [new Date('2026-03-02T09:00:00Z'), new Date('2026-03-02T10:30:30Z')];

    expect(minutesBetween(one, other)).toBe(90.5);
    expect(minutesBetween(other, one)).toBe(90.5);
  });
});
