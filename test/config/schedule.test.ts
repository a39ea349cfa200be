import { describe, expect, it } from '@jest/globals';
import { isSchedule } from '../../shared/config/values.ts';

describe('a schedule', () => {
  it.each([
    '0 * * * * *',
    '*/5 * * * * *',
    '0 0,30 8-17/2 1 Jan-Mar Mon-Fri',
    '59 59 23 31 12 6',
    '0 0 0 1-15 JUN sun',
  ])('may be %s', (schedule) => {
    expect(isSchedule(schedule)).toBe(true);
  });

  it.each([
    '* * * * *',
    '0 * * * * * *',
    '60 * * * * *',
    '0 0 24 * * *',
    '0 0 0 0 * *',
    '0 0 0 * 13 *',
    '0 0 0 * * 7',
    '0 0 0 L * *',
    '0 0 0 ? * *',
    '0 0 0 * * 1#2',
    '0 9-8 * * * *',
    '*/0 * * * * *',
    '0, * * * * *',
    '00:01:00',
  ])('may not be %s', (schedule) => {
    expect(isSchedule(schedule)).toBe(false);
  });
});
