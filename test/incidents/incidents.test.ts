import { describe, expect, it } from '@jest/globals';
import { createGathering, type Sighting } from '../../shared/incidents/gather.ts';
import { incidentsOf } from '../../shared/incidents/index.ts';
import type { Incident, Observation } from '../../shared/model/finding.ts';
import { addressSubject, TENANT, type Subject } from '../../shared/model/subject.ts';
import { after, DANA, MONDAY, user } from '../support/events.ts';

const LEE = user('lee');
const SAM = user('sam');
const ADDRESS = addressSubject('198.51.100.7');
const APP: Subject = { kind: 'app', id: 'app', name: 'App' };

interface Given extends Partial<Observation> {
  readonly detector?: string;
  readonly hour?: number;
}

function sighting({ detector: id = 'burst', hour = 0, ...seen }: Given): Sighting {
  return {
    detector: {
      id,
      about: { what: '', why: '', benign: '', check: [], attack: [] },
      asked: 'each',
      habits: [],
      peaks: [],
      windows: [],
      detect: {},
    },
    at: after(MONDAY, hour, 'hours'),
    seen: {
      about: DANA,
      key: 'seen',
      stage: 'spreading',
      severity: 'medium',
      opens: true,
      size: 1,
      title: 'Seen',
      facts: {},
      evidence: [],
      others: [],
      undo: [],
      ...seen,
    },
  };
}

function incidents(...given: readonly Given[]): readonly Incident[] {
  const gathering = createGathering();
  for (const each of given) gathering.add(sighting(each));
  return incidentsOf(gathering.groups());
}

/** Which incidents are linked, by whom they are about. */
function links(found: readonly Incident[]): Record<string, readonly string[]> {
  const names = new Map(found.map(({ id, about }) => [id, about.name]));
  return Object.fromEntries(
    found.map(({ about, linked }) => [about.name, linked.map((id) => names.get(id) ?? id).toSorted()]),
  );
}

describe('an incident', () => {
  it('tells from when to when, the stages in order and the severity', () => {
    const [incident] = incidents(
      { hour: 5, stage: 'spreading', detector: 'c' },
      { hour: 1, stage: 'inside', detector: 'b', severity: 'high' },
      { hour: 0, stage: 'credential-known', detector: 'a', opens: false },
      { hour: 9, stage: 'spreading', detector: 'd' },
    );

    expect(incident).toMatchObject({
      about: DANA,
      firstSeen: MONDAY,
      lastSeen: after(MONDAY, 9, 'hours'),
      stages: ['credential-known', 'inside', 'spreading'],
      severity: 'critical',
      linked: [],
    });
  });

  it('stands among others by its time', () => {
    const found = incidents({ about: SAM, hour: 9 }, { about: LEE, hour: 4 }, { about: DANA, hour: 6 });

    expect(found.map(({ about }) => about.name)).toEqual(['lee', 'dana', 'sam']);
  });
});

describe('an incident’s id', () => {
  const idOf = (...given: readonly Given[]): string | undefined => incidents(...given)[0]?.id;

  it('is six letters that nobody reads as others', () => {
    expect(idOf({})).toMatch(/^INC-[A-HJKMNP-TV-Z0-9]{6}$/);
  });

  it.each<[string, readonly Given[]]>([
    ['grows', [{}, { hour: 3, detector: 'rule' }, { hour: 60 }]],
    ['is told by another object', [{ about: { ...DANA, name: 'Dana Example' } }]],
    ['has evidence and attached findings from before', [{}, { hour: -5, opens: false }]],
    ['grows in severity and size', [{ severity: 'high', size: 99, title: 'Much' }]],
    ['begins a fraction of its second later', [{ hour: 0.5 / 3_600 }]],
  ])('is the same when it %s', (_case, given) => {
    expect(idOf(...given)).toBe(idOf({}));
  });

  it.each<[string, Given]>([
    ['subject', { about: LEE }],
    ['kind of subject', { about: { ...DANA, kind: 'app' } }],
    ['detector', { detector: 'rule' }],
    ['key', { key: 'elsewhere' }],
    ['second', { hour: 1 / 3_600 }],
  ])('differs by the %s of its first opener', (_case, given) => {
    expect(idOf(given)).not.toBe(idOf({}));
  });
});

describe('links', () => {
  it.each<{ name: string; given: readonly Given[]; expected: Record<string, readonly string[]> }>([
    {
      name: 'an address and the user it hit, both ways',
      given: [
        { about: ADDRESS, others: [DANA] },
        { about: DANA, hour: 1 },
      ],
      expected: { [ADDRESS.name]: ['dana'], dana: [ADDRESS.name] },
    },
    {
      name: 'two users who name one address',
      given: [{ about: DANA, others: [ADDRESS] }, { about: LEE, others: [ADDRESS] }, { about: SAM }],
      expected: { dana: ['lee'], lee: ['dana'], sam: [] },
    },
    {
      name: 'users who share nothing are not',
      given: [{ about: DANA }, { about: LEE }],
      expected: { dana: [], lee: [] },
    },
    {
      name: 'users who share an app, or the tenant, are not',
      given: [
        { about: DANA, others: [APP, TENANT] },
        { about: LEE, others: [APP, TENANT] },
      ],
      expected: { dana: [], lee: [] },
    },
    {
      name: 'up to 72 h apart',
      given: [
        { about: ADDRESS, others: [DANA] },
        { about: DANA, hour: 72 },
      ],
      expected: { [ADDRESS.name]: ['dana'], dana: [ADDRESS.name] },
    },
    {
      name: 'not beyond',
      given: [
        { about: ADDRESS, others: [DANA] },
        { about: DANA, hour: 72 + 1 / 3_600 },
      ],
      expected: { [ADDRESS.name]: [], dana: [] },
    },
    {
      name: 'from the end of the earlier',
      given: [
        { about: ADDRESS, others: [DANA] },
        { about: ADDRESS, hour: 60 },
        { about: DANA, hour: 130 },
      ],
      expected: { [ADDRESS.name]: ['dana'], dana: [ADDRESS.name] },
    },
  ])('$name', ({ given, expected }) => {
    expect(links(incidents(...given))).toEqual(expected);
    expect(links(incidents(...given.toReversed()))).toEqual(expected);
  });

  it('never merge', () => {
    const found = incidents({ about: DANA, others: [LEE] }, { about: LEE, others: [DANA] });

    expect(found.map(({ findings }) => findings.length)).toEqual([1, 1]);
  });

  it('are not between two incidents of one subject', () => {
    const found = incidents({ others: [ADDRESS] }, { hour: 73, others: [ADDRESS] });

    expect(found.map(({ linked }) => linked)).toEqual([[], []]);
  });

  it.each([
    { count: 50, linked: 49 },
    { count: 51, linked: 0 },
  ])('of $count incidents that share an address: $linked each', ({ count, linked }) => {
    const found = incidents(
      ...Array.from({ length: count }, (_, at) => ({ about: user(`user${at}`), others: [ADDRESS] })),
    );

    expect(new Set(found.map((incident) => incident.linked.length))).toEqual(new Set([linked]));
  });
});
