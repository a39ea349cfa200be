import { describe, expect, it } from '@jest/globals';
import {
  afterSending,
  deliveryOf,
  NOTHING_SENT,
  unparked,
  waitAfter,
  type OutboxEntry,
  type SentTimes,
} from '../../shared/pipeline/outbox.ts';

const NOW = Date.parse('2026-03-02T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function entry(id: string, changes: Partial<OutboxEntry> = {}): OutboxEntry {
  return { kind: 'incident', id, revision: 1, why: 'opened', since: NOW, ...changes };
}

function sentAt(id: string, minutesAgo: readonly number[]): SentTimes {
  return { byIncident: { [id]: minutesAgo.map((minutes) => NOW - minutes * MINUTE) }, all: [] };
}

function ids(entries: readonly OutboxEntry[]): readonly string[] {
  return entries.map(({ id }) => id);
}

describe('what is sent now', () => {
  it.each<[string, OutboxEntry, SentTimes, boolean]>([
    ['a new incident', entry('A'), NOTHING_SENT, true],
    ['one that grew, half an hour after its last card', entry('A', { why: 'size' }), sentAt('A', [30]), true],
    ['one that grew, sooner', entry('A', { why: 'size' }), sentAt('A', [29]), false],
    ['a new stage, at once', entry('A', { why: 'stage' }), sentAt('A', [1]), true],
    ['a higher severity, at once', entry('A', { why: 'severity' }), sentAt('A', [1]), true],
    [
      'the seventh of a day, even of a new stage',
      entry('A', { why: 'stage' }),
      sentAt('A', [600, 500, 400, 300, 200, 100]),
      false,
    ],
    [
      'the seventh after six hours',
      entry('A', { why: 'stage' }),
      sentAt('A', [900, 800, 700, 600, 500, 360]),
      true,
    ],
    [
      'cards of yesterday count no more',
      entry('A', { why: 'size' }),
      sentAt('A', [1_500, 1_490, 1_480, 1_470, 1_460, 1_450]),
      true,
    ],
    ['what was put off, before its time', entry('A', { notBefore: NOW + 1 }), NOTHING_SENT, false],
    ['what was parked', entry('A', { waitingFor: [], parked: { teams: 'off' } }), NOTHING_SENT, false],
  ])('%s', (_name, one, sent, isSent) => {
    expect(deliveryOf([one], sent, NOW).single).toEqual(isSent ? [one] : []);
  });

  it('is one list where more than five opened', () => {
    const six = ['A', 'B', 'C', 'D', 'E', 'F'].map((id) => entry(id));

    expect(deliveryOf(six.slice(1), NOTHING_SENT, NOW)).toMatchObject({ single: six.slice(1), together: [] });
    expect(deliveryOf(six, NOTHING_SENT, NOW)).toMatchObject({ single: [], together: six });
  });

  it('keeps within ninety an hour and fifty in half a minute; what does not fit is told together', () => {
    const all = (count: number, ago: number): SentTimes => ({
      byIncident: {},
      all: Array.from({ length: count }, () => NOW - ago),
    });
    const three = ['A', 'B', 'C'].map((id) => entry(id, { why: 'stage' }));

    expect(ids(deliveryOf(three, all(88, 40 * MINUTE), NOW).together)).toEqual(['A', 'B', 'C']);
    expect(deliveryOf(three, all(90, 40 * MINUTE), NOW)).toEqual({
      single: [],
      together: [],
      nextAt: NOW + MINUTE,
    });
    expect(deliveryOf(three, all(50, 10_000), NOW).single).toEqual([]);
    expect(deliveryOf(three, all(90, 61 * MINUTE), NOW).single).toEqual(three);
  });

  it('says when it is to be looked at again', () => {
    expect(deliveryOf([], NOTHING_SENT, NOW).nextAt).toBeUndefined();
    expect(deliveryOf([entry('A', { why: 'size' })], sentAt('A', [10]), NOW).nextAt).toBe(NOW + 20 * MINUTE);
  });
});

describe('what could not be sent', () => {
  it.each([
    [0, undefined, 1],
    [1, undefined, 2],
    [5, undefined, 32],
    [6, undefined, 60],
    [50, undefined, 60],
  ])('after %i tries, asked to wait %s ms, waits %i minutes', (tries, asked, minutes) => {
    expect(waitAfter(tries, asked, 1)).toBe(minutes * MINUTE);
    expect(waitAfter(tries, asked, 0)).toBe(Math.max(asked ?? 0, (minutes * MINUTE) / 2));
  });

  it('waits as long as the other side asks, at least', () => {
    expect(waitAfter(0, 10 * MINUTE, 0.5)).toBe(10 * MINUTE);
    expect(waitAfter(6, 10 * MINUTE, 0)).toBe(30 * MINUTE);
  });

  it('is tried again by a process that did not park it, and by no other', () => {
    const parked = entry('A', { waitingFor: [], parked: { teams: 'The flow is off.' }, parkedBy: 'one' });

    expect(unparked(parked, 'one')).toBe(parked);
    expect(unparked(parked, 'two').waitingFor).toEqual(['teams']);
  });
});

describe('when cards were sent', () => {
  it('is kept as long as a limit looks at it', () => {
    const sent = afterSending(
      { byIncident: { A: [NOW - 25 * HOUR], B: [NOW - HOUR] }, all: [NOW - 2 * HOUR, NOW - MINUTE] },
      ['B'],
      NOW,
    );

    expect(sent).toEqual({ byIncident: { B: [NOW - HOUR, NOW] }, all: [NOW - MINUTE, NOW] });
  });
});
