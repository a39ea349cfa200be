import { describe, expect, it } from '@jest/globals';
import { placeAge } from '../../shared/app/place-age.ts';

describe('the age of the place data', () => {
  it.each<{ name: string; builtOn: string; today: string; expected: unknown }>([
    { name: 'of today', builtOn: '2026-06-05', today: '2026-06-05T12:00:00Z', expected: undefined },
    { name: 'of 90 days ago', builtOn: '2026-06-05', today: '2026-09-03T23:59:00Z', expected: undefined },
    {
      name: 'of 91 days ago',
      builtOn: '2026-06-05',
      today: '2026-09-04T00:00:00Z',
      expected: expect.stringMatching(/place data of 5 Jun 2026, more than 90 days old: .*\. Update Vigil: /),
    },
    { name: 'of tomorrow', builtOn: '2026-06-05', today: '2026-03-02T00:00:00Z', expected: undefined },
    { name: 'of a day that is none', builtOn: 'unknown', today: '2026-09-04T00:00:00Z', expected: undefined },
  ])('is told where it is too great: $name', ({ builtOn, today, expected }) => {
    expect(placeAge(builtOn, Date.parse(today))).toEqual(expected);
  });
});
