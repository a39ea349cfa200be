import { describe, expect, it } from '@jest/globals';
import { unfamiliarSignIn } from '../../shared/detectors/unfamiliar-sign-in.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import type { SignIn } from '../../shared/model/events.ts';
import type { Observation } from '../../shared/model/finding.ts';
import { countries, devices, prefixes } from '../../shared/model/habits.ts';
import { dayOf } from '../../shared/model/time.ts';
import { createJudge } from '../../shared/pipeline/judge.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import { after, DANA, HOME, MONDAY, ordinaryDays, signIn } from '../support/events.ts';
import { CARRIER, far, OFFICE, PHONE, spain, TRIP } from '../support/office.ts';

interface Told extends Pick<Observation, 'key' | 'severity' | 'facts'> {
  readonly at: Date;
}

/** All that is told of events, after what came before taught and told nothing. */
function toldOf(past: readonly SignIn[], events: readonly SignIn[]): readonly Told[] {
  const told: Told[] = [];
  const store = memoryStore(declaredBy([unfamiliarSignIn]), () => undefined);
  const { judge } = createJudge(
    [unfamiliarSignIn],
    store,
    ({ seen: { key, severity, facts }, at }) => told.push({ at, key, severity, facts }),
    ({ at }) => at < MONDAY,
  );
  for (const event of [...past].toSorted((a, b) => a.at.getTime() - b.at.getTime())) judge(event);
  for (const event of events) judge(event);
  return told;
}

/** The same sign-in on each of so many days from Monday on. */
function daily(days: number, given: Partial<SignIn>): readonly SignIn[] {
  return Array.from({ length: days }, (_, day) => signIn({ ...given, at: after(MONDAY, day, 'days') }));
}

/** Days since Monday. */
function daysOf(told: readonly Told[]): readonly number[] {
  return told.map(({ at }) => dayOf(at) - dayOf(MONDAY));
}

function keysOf(told: readonly Told[]): readonly string[] {
  return [...new Set(told.map(({ key }) => key))];
}

describe('unfamiliar-sign-in over weeks', () => {
  it.each<[string, Partial<SignIn>]>([
    ['of Graph', {}],
    [
      'of the unified audit log that names an old protocol',
      { source: 'unified-audit', userAgent: 'CBAInPROD' },
    ],
  ])('names nothing as not visible where the record %s shows everything', (_name, given) => {
    const [told] = toldOf(OFFICE, daily(1, { ...far, ...given }));

    expect(told?.severity).toBe('high');
    expect(told?.facts).not.toHaveProperty('notVisible');
  });

  it('tells of the thief on each of the first five days, and not for ever', () => {
    const told = toldOf(OFFICE, daily(14, far));

    expect(daysOf(told).slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
    expect(told.slice(0, 5).map(({ severity }) => severity)).toEqual([
      'high',
      'high',
      'high',
      'high',
      'high',
    ]);
    expect(daysOf(told).filter((day) => day > 8)).toEqual([]);
    expect(keysOf(told)).toEqual(['place:NG|14061']);
  });

  it('tells each sign-in of a break-in of 40 hours: its second half teaches nothing either', () => {
    const breakIn = [0, 13, 27, 40].map((hours) => signIn({ ...far, at: after(MONDAY, hours, 'hours') }));

    expect(toldOf(OFFICE, breakIn).map(({ severity }) => severity)).toEqual(['high', 'high', 'high', 'high']);
  });

  it('is not taught by a burst: 500 sign-ins of a night leave the next day as strange', () => {
    const burst = Array.from({ length: 500 }, (_, minute) => signIn({ ...far, at: after(MONDAY, minute) }));
    const told = toldOf(OFFICE, [...burst, signIn({ ...far, at: after(MONDAY, 40, 'hours') })]);

    expect(told).toHaveLength(501);
    expect(told.at(-1)?.severity).toBe('high');
  });

  it('gets used to a trip that only the digest told of: nothing from the third day on', () => {
    const told = toldOf(TRIP, daily(10, spain));

    expect(daysOf(told)).toEqual([0, 1]);
    expect(told.map(({ severity }) => severity)).toEqual(['low', 'low']);
    expect(keysOf(told)).toEqual(['place:ES|3352']);
  });

  it('tells a trip that paged for six days, less on the last, as one finding of one incident, then believes it', () => {
    const told = toldOf(OFFICE, daily(14, spain));

    expect(daysOf(told)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(told.map(({ severity }) => severity)).toEqual(['high', 'high', 'high', 'high', 'high', 'low']);
    expect(keysOf(told)).toEqual(['place:ES|3352']);
  });

  it('tells a traveller who comes again after a month nothing', () => {
    const again = daily(30, {}).map((event, day) =>
      day < 6 || day > 26 ? signIn({ ...event, ...spain }) : event,
    );
    const told = toldOf(TRIP, again);

    expect(daysOf(told)).toEqual([0, 1]);
  });

  it('costs a new phone one entry in a fortnight, told on two days', () => {
    const told = toldOf(
      OFFICE,
      daily(14, {}).flatMap((desk) => [desk, signIn({ at: after(desk.at, 3, 'hours'), family: PHONE })]),
    );

    expect(daysOf(told)).toEqual([0, 1]);
    expect(told.map(({ severity }) => severity)).toEqual(['low', 'low']);
    expect(keysOf(told)).toEqual(['place:SE|3301']);
  });

  it('costs a new phone that moves between home and carrier no page', () => {
    const told = toldOf(
      OFFICE,
      daily(14, { family: PHONE }).map((event, day) =>
        day % 2 === 0 ? event : signIn({ ...event, ip: '192.0.2.9', place: CARRIER }),
      ),
    );

    expect(told.map(({ severity }) => severity)).toEqual(['low', 'low']);
    expect(keysOf(told)).toEqual(['place:SE|3301', 'place:SE|44034']);
  });

  it('pages for a new phone in the week in which it joins a network that nobody here has: a thief’s proxy at home looks the same', () => {
    const café = { ip: '198.51.100.30', place: { ...HOME, asn: 8473, organisation: 'Bahnhof AB' } };
    const told = toldOf(
      OFFICE,
      daily(14, { family: PHONE }).map((event, day) => (day === 4 ? signIn({ ...event, ...café }) : event)),
    );

    expect(told.map(({ key, severity }) => [key, severity])).toEqual([
      ['place:SE|3301', 'low'],
      ['place:SE|3301', 'low'],
      ['place:SE|8473', 'high'],
    ]);
  });
});

describe('unfamiliar-sign-in of one user with 10,000 sign-ins in an hour', () => {
  const HOUR = Array.from({ length: 10_000 }, (_, index) =>
    signIn({
      at: new Date(MONDAY.getTime() + index * 360),
      ip: `2001:db8:${(index % 5000).toString(16)}::${index.toString(16)}`,
      deviceId: `device-${index}`,
      place: { ...HOME, country: `${index % 26 < 13 ? 'A' : 'B'}${String.fromCharCode(65 + (index % 26))}` },
    }),
  );

  it('answers each, and keeps no more than its habits and windows allow', () => {
    const store = memoryStore(declaredBy([unfamiliarSignIn]), () => undefined);
    const { judge, unanswered } = createJudge([unfamiliarSignIn], store, () => undefined);
    const started = performance.now();
    for (const event of [...ordinaryDays(31, MONDAY), ...HOUR]) judge(event);
    const later = signIn({ at: after(MONDAY, 3, 'days') });
    const dana = store.before(later).of(DANA);
    const [lately] = unfamiliarSignIn.windows;

    expect(unanswered.broken.size).toBe(0);
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(dana.habit(prefixes).size).toBeLessThanOrEqual(prefixes.most);
    expect(dana.habit(devices).size).toBeLessThanOrEqual(devices.most);
    expect(dana.habit(countries).size).toBeLessThanOrEqual(countries.most);
    expect(lately === undefined ? 0 : dana.recent(lately).length).toBeLessThanOrEqual(40);
  });
});
