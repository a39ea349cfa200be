import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  createGathering,
  type Group,
  type LooseChoice,
  type Sighting,
} from '../../shared/incidents/gather.ts';
import { incidentsOf } from '../../shared/incidents/index.ts';
import type { Detector, Incident, Observation } from '../../shared/model/finding.ts';
import { after, DANA, MONDAY, user } from '../support/events.ts';

const LEE = user('lee');
const HOURS = 3_600;

function detector(id: string): Detector {
  return {
    id,
    about: { what: '', why: '', benign: '', check: [], attack: ['T1078'] },
    asked: 'each',
    habits: [],
    peaks: [],
    windows: [],
    detect: {},
  };
}

interface Given extends Partial<Observation> {
  readonly detector?: string;
  /** Seconds after Monday. */
  readonly second?: number;
}

/** Something seen of Dana that opens an incident. */
function sighting({ detector: id = 'burst', second = 0, ...seen }: Given = {}): Sighting {
  const at = after(MONDAY, second / 60);
  return {
    detector: detector(id),
    at,
    seen: {
      about: DANA,
      key: 'seen',
      stage: 'spreading',
      severity: 'medium',
      opens: true,
      size: 1,
      title: 'Seen',
      facts: {},
      evidence: [{ source: 'sign-ins', id: `e${second}`, at }],
      others: [],
      undo: [],
      ...seen,
    },
  };
}

function groupsOf(sightings: readonly Sighting[]): readonly Group[] {
  const gathering = createGathering();
  for (const each of sightings) gathering.add(each);
  return gathering.groups();
}

/** Each group by the seconds of its findings, earliest first. */
function seconds(sightings: readonly Sighting[]): readonly (readonly number[])[] {
  return groupsOf(sightings)
    .map(({ findings }) => findings.map(({ at }) => (at.getTime() - MONDAY.getTime()) / 1000))
    .toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

const opener = (second: number): Sighting => sighting({ second, key: `at ${second}` });
const other = (second: number): Sighting => sighting({ second, key: `other at ${second}`, opens: false });

describe('findings of one subject', () => {
  it.each([
    { name: 'an opener alone', given: [opener(0)], expected: [[0]] },
    {
      name: 'openers 72 h apart are one',
      given: [opener(0), opener(72 * HOURS)],
      expected: [[0, 72 * HOURS]],
    },
    {
      name: 'openers 72 h and a second apart are two',
      given: [opener(0), opener(72 * HOURS + 1)],
      expected: [[0], [72 * HOURS + 1]],
    },
    {
      name: 'openers chain',
      given: [opener(0), opener(60 * HOURS), opener(130 * HOURS)],
      expected: [[0, 60 * HOURS, 130 * HOURS]],
    },
    { name: 'no opener, no incident', given: [other(0), other(10)], expected: [] },
    {
      name: 'others attach within 72 h either side',
      given: [other(0), opener(72 * HOURS), other(144 * HOURS)],
      expected: [[0, 72 * HOURS, 144 * HOURS]],
    },
    {
      name: 'others do not attach a second beyond',
      given: [other(-1), opener(72 * HOURS), other(144 * HOURS + 1)],
      expected: [[72 * HOURS]],
    },
    {
      name: 'others attach to the nearest',
      given: [opener(0), other(60 * HOURS), opener(100 * HOURS), other(30 * HOURS)],
      expected: [
        [0, 30 * HOURS],
        [60 * HOURS, 100 * HOURS],
      ],
    },
    {
      name: 'others half way attach to the earlier',
      given: [opener(100 * HOURS), other(50 * HOURS), opener(0)],
      expected: [[0, 50 * HOURS], [100 * HOURS]],
    },
    {
      name: 'others do not chain',
      given: [opener(0), other(72 * HOURS), opener(144 * HOURS)],
      expected: [[0, 72 * HOURS], [144 * HOURS]],
    },
    {
      name: 'a late opener that bridges two makes one',
      given: [opener(0), opener(140 * HOURS), opener(70 * HOURS)],
      expected: [[0, 70 * HOURS, 140 * HOURS]],
    },
  ])('$name', ({ given, expected }) => {
    expect(seconds(given)).toEqual(expected);
    expect(seconds(given.toReversed())).toEqual(expected);
  });

  it('are never those of another, however near', () => {
    const groups = groupsOf([opener(0), sighting({ second: 1, about: LEE }), other(2)]);

    expect(groups.map(({ about, findings }) => [about.name, findings.length])).toEqual([
      ['dana', 2],
      ['lee', 1],
    ]);
  });

  it('are of one subject, whatever object names it', () => {
    expect(
      groupsOf([opener(0), sighting({ second: 9, about: { ...DANA, name: 'Dana Example' } })]),
    ).toHaveLength(1);
  });
});

describe('one finding', () => {
  const evidence = (...ids: readonly string[]): Observation['evidence'] =>
    ids.map((id) => ({ source: 'sign-ins', id, at: after(MONDAY, Number(id)) }));
  const only = (sightings: readonly Sighting[]): unknown =>
    groupsOf(sightings).map(({ findings }) => findings);

  it('grows: first and last time, evidence once each, the worst severity, the larger tells', () => {
    const grown = [
      sighting({ second: 120, size: 3, title: 'Three', evidence: evidence('2', '1') }),
      sighting({ second: 180, size: 7, title: 'Seven', severity: 'low', evidence: evidence('1', '3') }),
      sighting({ second: 240, size: 5, title: 'Five', severity: 'high', evidence: evidence('4') }),
    ];
    const expected = [
      [
        {
          detector: 'burst',
          key: 'seen',
          title: 'Seven',
          size: 7,
          severity: 'high',
          attack: ['T1078'],
          at: after(MONDAY, 1), // of its first evidence
          last: after(MONDAY, 4),
          evidence: evidence('1', '2', '3', '4'),
        },
      ],
    ];

    expect(only(grown)).toMatchObject(expected);
    expect(only(grown.toReversed())).toMatchObject(expected);
  });

  it('of two sights alike in size is told by the earlier, whose time the finding has', () => {
    const given = [
      sighting({ second: 0, title: 'Earlier' }),
      sighting({ second: 5, title: 'Later' }),
      sighting({ second: 9, size: 0, title: 'Smaller' }),
    ];

    expect(only(given)).toMatchObject([[{ title: 'Earlier' }]]);
    expect(only(given.toReversed())).toMatchObject([[{ title: 'Earlier' }]]);
  });

  it('keeps evidence of two sources with one id apart', () => {
    const at = MONDAY;
    const given = sighting({
      evidence: [
        { source: 'unified-audit', id: 'x', at },
        { source: 'sign-ins', id: 'x', at },
      ],
    });

    expect(only([given])).toMatchObject([
      [{ evidence: [{ source: 'sign-ins' }, { source: 'unified-audit' }] }],
    ]);
  });

  it('opens where any sight of it does, though the larger does not', () => {
    const given = [sighting({ second: 0 }), sighting({ second: 60, opens: false, size: 9, severity: 'low' })];

    expect(only(given)).toMatchObject([[{ size: 9, opens: true, severity: 'medium' }]]);
    expect(incidentsOf(groupsOf(given))).toMatchObject([{ severity: 'medium' }]);
  });

  it('is two where detectors, or keys, differ', () => {
    const given = [sighting(), sighting({ detector: 'rule' }), sighting({ key: 'elsewhere' })];

    expect(only(given)).toMatchObject([
      [
        { detector: 'burst', key: 'elsewhere' },
        { detector: 'burst', key: 'seen' },
        { detector: 'rule', key: 'seen' },
      ],
    ]);
  });

  it('stands once in each incident it belongs to', () => {
    const given = [
      sighting({ second: 0 }),
      sighting({ second: 200 * HOURS }),
      sighting({ second: 201 * HOURS, opens: false }),
    ];

    expect(only(given)).toMatchObject([
      [{ at: MONDAY, last: MONDAY }],
      [{ at: after(MONDAY, 200, 'hours'), last: after(MONDAY, 201, 'hours') }],
    ]);
  });
});

describe('what belongs to no incident', () => {
  const proof = sighting({ key: 'proof', opens: false, evidenceOnly: true });

  it.each<{ name: string; given: readonly Sighting[]; choice?: LooseChoice; expected: readonly string[] }>([
    { name: 'nothing of nothing', given: [], expected: [] },
    {
      name: 'what opened nothing',
      given: [other(0), other(5)],
      expected: ['other at 0 ×1', 'other at 5 ×1'],
    },
    {
      name: 'one thing at two moments, the same moment twice',
      given: [0, 5, 5].map((second) => sighting({ second, key: 'a', opens: false })),
      expected: ['a ×2'],
    },
    { name: 'not what is worth nothing alone', given: [proof], expected: [] },
    { name: 'not what an opener is near of', given: [other(0), opener(72 * HOURS)], expected: [] },
    {
      name: 'what is a second too far from an opener',
      given: [other(0), opener(72 * HOURS + 1)],
      expected: ['other at 0 ×1'],
    },
    {
      name: 'what is near of a muted opener',
      given: [other(0), opener(10)],
      choice: { isMuted: ({ key }) => key === 'at 10' },
      expected: ['other at 0 ×1'],
    },
    {
      name: 'not where one of two openers is not muted',
      given: [other(0), opener(10), opener(20)],
      choice: { isMuted: ({ key }) => key === 'at 10' },
      expected: [],
    },
    {
      name: 'only what is asked for',
      given: [0, 5].map((second) => sighting({ second, key: 'a', opens: false })),
      choice: { isAsked: (_about, key) => key === `burst|a|${after(MONDAY, 5 / 60).getTime()}` },
      expected: ['a ×1'],
    },
  ])('is $name', ({ given, choice, expected }) => {
    const gathering = createGathering();
    for (const each of given) gathering.add(each);
    const again = createGathering();
    again.restore(DANA, gathering.kept(DANA));
    const told = [gathering, again].map((one) =>
      one.loose(choice).flatMap(({ findings }) => findings.map(({ key, times }) => `${key} ×${times}`)),
    );

    expect(told).toEqual([expected, expected]);
  });

  it('is told of each subject by itself', () => {
    const gathering = createGathering();
    for (const about of [DANA, LEE]) gathering.add(sighting({ about, opens: false }));

    expect(gathering.loose().map(({ about }) => about)).toEqual([DANA, LEE]);
  });
});

describe('incidents are a function of the set of sightings', () => {
  const people = [DANA, LEE, user('sam')];
  const anySighting = fc
    .record({
      who: fc.integer({ min: 0, max: 1 }),
      named: fc.subarray(people),
      detector: fc.constantFrom('burst', 'rule'),
      key: fc.constantFrom('a', 'b'),
      // Around the reach of 72 hours, and within one moment.
      second: fc.oneof(
        fc.integer({ min: 0, max: 9 }).map((step) => step * 36 * HOURS),
        fc.integer({ min: 0, max: 400 }).map((hour) => hour * HOURS),
        fc.constantFrom(0, 1, 72 * HOURS - 1, 72 * HOURS, 72 * HOURS + 1),
      ),
      opens: fc.boolean(),
      size: fc.integer({ min: 1, max: 3 }),
      severity: fc.constantFrom('low', 'medium', 'high'),
      title: fc.constantFrom('One', 'Other'),
      guests: fc.integer({ min: 0, max: 2 }),
      records: fc.subarray(['sign-ins 1', 'sign-ins 2', 'unified-audit 1', 'unified-audit 3']),
    })
    .map(({ who, named, guests, records, ...given }) =>
      sighting({
        ...given,
        about: people[who] ?? DANA,
        others: named,
        facts: { guests },
        stage: given.detector === 'burst' ? 'spreading' : 'hiding',
        evidence: records.map((record) => {
          const [source = '', id = ''] = record.split(' ');
          return { source, id, at: after(MONDAY, Number(id)) };
        }),
      }),
    );

  function incidents(sightings: readonly Sighting[]): readonly Incident[] {
    return incidentsOf(groupsOf(sightings));
  }

  it('whatever their order, and however often each comes', () => {
    const sets = fc.array(anySighting, { minLength: 1, maxLength: 12 }).chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray([...list, ...list.slice(0, 3)], {
          minLength: list.length + Math.min(3, list.length),
        }),
      ),
    );
    fc.assert(
      fc.property(sets, ([list, shuffled]) => {
        expect(incidents(shuffled)).toEqual(incidents(list));
      }),
      { numRuns: 2_000 },
    );
  });

  it('whatever was asked in between', () => {
    fc.assert(
      fc.property(fc.array(anySighting, { maxLength: 8 }), (list) => {
        const gathering = createGathering();
        for (const each of list) {
          gathering.add(each);
          gathering.groups();
        }
        expect(incidentsOf(gathering.groups())).toEqual(incidents(list));
      }),
    );
  });

  it('whether windows cite the same rows again or copies of them', () => {
    const windows = fc.array(
      fc.record({
        second: fc.integer({ min: 0, max: 6 }).map((step) => step * 30 * HOURS),
        from: fc.integer({ min: 0, max: 11 }),
        length: fc.integer({ min: 0, max: 6 }),
        left: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
        reversed: fc.boolean(),
      }),
      { maxLength: 8 },
    );
    // Two rows of one record with different times, and a second object of one row.
    const rows = Array.from({ length: 12 }, (_, id) => ({
      source: 'sign-ins',
      id: `e${id % 10}`,
      at: after(MONDAY, id),
    }));
    fc.assert(
      fc.property(windows, (list) => {
        const cited = list.map(({ second, from, length, left, reversed }) => {
          const evidence = rows.slice(from, from + length).filter((_, at) => !left.includes(from + at));
          return sighting({ second, evidence: reversed ? evidence.toReversed() : evidence });
        });
        const copied = cited.map((one) => ({
          ...one,
          seen: { ...one.seen, evidence: one.seen.evidence.map((each) => ({ ...each })) },
        }));

        expect(incidents(cited)).toEqual(incidents(copied));
      }),
      { numRuns: 2_000 },
    );
  });

  it('and lose no opener and no evidence of one', () => {
    fc.assert(
      fc.property(fc.array(anySighting, { maxLength: 12 }), (list) => {
        const shown = incidents(list).flatMap(({ about, findings }) =>
          findings.flatMap(({ detector: id, key, evidence }) =>
            evidence.map((each) => `${about.id} ${id} ${key} ${each.source} ${each.id}`),
          ),
        );
        const opened = list.filter(({ seen }) => seen.opens);
        const wanted = opened.flatMap(({ detector: { id }, seen: { about, key, evidence } }) =>
          evidence.map((each) => `${about.id} ${id} ${key} ${each.source} ${each.id}`),
        );
        expect(shown).toEqual(expect.arrayContaining(wanted));
        expect(incidents(list).length > 0).toBe(opened.length > 0);
      }),
    );
  });

  it('when two openers of one finding that do not overlap are bridged late', () => {
    const inOrder = [
      sighting({ second: 0, size: 5, title: 'First' }),
      sighting({ second: 70 * HOURS, size: 3 }),
      sighting({ second: 139 * HOURS, size: 3 }),
      sighting({ second: 140 * HOURS, size: 5, title: 'Second' }),
      sighting({ second: 141 * HOURS, size: 3 }),
    ];
    const [first, bridge, near, second, last] = inOrder;
    if (!first || !bridge || !near || !second || !last) throw new Error('no sightings');

    expect(incidents(inOrder)).toMatchObject([{ findings: [{ title: 'First' }] }]);
    expect(incidents([first, second, bridge, near, last])).toEqual(incidents(inOrder));
  });
});
