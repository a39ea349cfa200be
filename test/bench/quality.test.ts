import { describe, expect, it } from '@jest/globals';
import { openAtlas } from '../../bench/quality/atlas.ts';
import { ATTACK_KINDS, type SignInDone } from '../../bench/quality/doing.ts';
import { foundIn, noiseOf, onceEach } from '../../bench/quality/measure.ts';
import { buffaLogs, newRegion } from '../../bench/quality/naive.ts';
import { optionsOf } from '../../bench/quality/options.ts';
import { tableOf } from '../../bench/quality/report.ts';
import { meanOf, shareOf } from '../../bench/quality/statistics.ts';
import { ABLATIONS, atSensitivity } from '../../bench/quality/variants.ts';
import { isSignIn, worldOf } from '../../bench/quality/world.ts';

const atlas = openAtlas();
const world = worldOf(7, 12, atlas);
const NORMAL = atSensitivity('normal');

describe('a tenant’s ordinary life', () => {
  it('is the same for the same seed, and another for another', () => {
    const textOf = (seed: number): string =>
      worldOf(seed, 12, atlas)
        .life.map((doing) => `${doing.at} ${doing.what} ${'address' in doing ? doing.address : ''}`)
        .join('\n');

    expect(textOf(7) === textOf(7)).toBe(true);
    expect(textOf(8) === textOf(7)).toBe(false);
  });

  it('has 120 days of sign-ins from addresses that the place data know', () => {
    const signIns = world.life.filter(isSignIn);
    const placed = signIns.filter(({ address }) => atlas.placeOf(address).country !== undefined);

    expect(signIns.length).toBeGreaterThan(12 * 120);
    expect(placed.length / signIns.length).toBeGreaterThan(0.99);
  });

  it('has break-ins of every kind, each with four sign-ins within two days, and none in the first month', () => {
    const first = Math.min(...world.life.map(({ at }) => at));
    for (const kind of ATTACK_KINDS) {
      const visits = world.attacks.filter(({ attack }) => attack?.kind === kind);
      expect(visits.length % 4).toBe(0);
      expect(visits.length).toBeGreaterThan(0);
    }
    for (const { at } of world.attacks) expect(at - first).toBeGreaterThan(30 * 86_400_000);
  });

  it.each([
    ['foreign hosting', true, 'hosting'],
    ['foreign residential', true, 'unknown'],
    ['home-country proxy', false, 'unknown'],
    ['hosting at home', false, 'hosting'],
  ] as const)('a break-in of the kind %s comes from there', (kind, abroad, networkClass) => {
    for (const { address, by, attack } of world.attacks) {
      if (attack?.kind !== kind) continue;
      const place = atlas.placeOf(address);
      expect(place.networkClass).toBe(networkClass);
      expect(place.country !== by.country).toBe(abroad);
    }
  });
});

describe('what is measured', () => {
  it('finds most break-ins, pages seldom, and calls nobody’s ordinary life critical', () => {
    const noise = noiseOf(world, NORMAL, 'graph', atlas);
    const found = foundIn(world, NORMAL, 'graph', atlas);

    expect(noise.criticals).toBe(0);
    expect(noise.pages).toBeLessThan(2);
    expect(found.filter(({ told }) => told).length / found.length).toBeGreaterThanOrEqual(0.8);
  });

  it('shows less of a break-in where everything is believed at once', () => {
    const instant = ABLATIONS.find(({ name }) => name === 'believed at once') ?? NORMAL;
    const events = (variant: typeof NORMAL): number =>
      foundIn(world, variant, 'graph', atlas).reduce((sum, one) => sum + one.events, 0);

    expect(events(instant)).toBeLessThan(events(NORMAL));
  });

  it.each([
    { name: 'nothing', times: [], left: 0 },
    { name: 'one', times: [5], left: 1 },
    { name: 'two within the time', times: [0, 9], left: 1 },
    { name: 'two a time apart', times: [0, 10], left: 2 },
    { name: 'a chain: each is measured from the last that was told', times: [0, 6, 12, 18], left: 2 },
  ])('told once: $name', ({ times, left }) => {
    expect(onceEach(times, 10)).toBe(left);
  });
});

describe('naive rules', () => {
  const [member] = world.tenant.members;
  const HOME = {
    country: 'SE',
    region: 'Stockholm',
    point: { latitude: 59.3, longitude: 18, radiusKm: 20 },
    networkClass: 'unknown',
  } as const;
  const AWAY = {
    country: 'NG',
    region: 'Lagos',
    point: { latitude: 6.5, longitude: 3.4, radiusKm: 20 },
    networkClass: 'unknown',
  } as const;
  const laptop = {
    deviceId: undefined,
    system: 'Windows10',
    browser: 'Edge',
    userAgent: 'Mozilla/5.0 (Windows NT 10.0)',
  };

  function done(day: number, given: Partial<SignInDone> = {}): SignInDone {
    if (member === undefined) throw new Error('nobody works here');
    return {
      what: 'sign-in',
      by: member,
      at: day * 86_400_000,
      address: '192.0.2.1',
      machine: laptop,
      interactive: true,
      mfa: false,
      code: 0,
      ...given,
    };
  }

  it.each([
    {
      name: 'a new country after two weeks',
      day: 20,
      given: { address: '192.0.2.9' },
      place: AWAY,
      told: true,
    },
    {
      name: 'a new country while it still learns',
      day: 5,
      given: { address: '192.0.2.9' },
      place: AWAY,
      told: false,
    },
    {
      name: 'a phone',
      day: 20,
      given: { machine: { ...laptop, userAgent: 'Mozilla/5.0 (iPhone; CPU)' } },
      place: AWAY,
      told: false,
    },
    { name: 'the same place', day: 20, given: {}, place: HOME, told: false },
  ])('BuffaLogs: $name', ({ day, given, place, told }) => {
    const rule = buffaLogs();
    for (let before = 0; before < day; before += 1) rule(done(before), HOME);

    expect(rule(done(day, given), place)).toBe(told);
  });

  it.each([
    { name: 'a region never seen', last: undefined, told: true },
    { name: 'a region of eleven days ago', last: 19, told: true },
    { name: 'a region of nine days ago', last: 21, told: false },
  ])('new region: $name', ({ last, told }) => {
    const rule = newRegion();
    for (let before = 0; before < 30; before += 1) rule(done(before), before === last ? AWAY : HOME);

    expect(rule(done(30), AWAY)).toBe(told);
  });
});

describe('statistics', () => {
  it('gives a mean with its interval by Student', () => {
    const { mean, half, least, most } = meanOf([1, 2, 3, 4]);

    expect({ mean, least, most }).toEqual({ mean: 2.5, least: 1, most: 4 });
    expect(half).toBeCloseTo((3.18 * 1.291) / 2, 2);
  });

  it('knows no mean of nothing', () => {
    expect(() => meanOf([])).toThrow('no values');
  });

  it.each([
    { hits: 0, of: 10, from: 0, to: 0.278 },
    { hits: 10, of: 10, from: 0.722, to: 1 },
    { hits: 5, of: 10, from: 0.237, to: 0.763 },
  ])('gives a share with its interval by Wilson: $hits of $of', ({ hits, of, from, to }) => {
    const share = shareOf(Array.from({ length: of }, (_, at) => at < hits));

    expect(share.from).toBeCloseTo(from, 2);
    expect(share.to).toBeCloseTo(to, 2);
  });
});

describe('the command line', () => {
  it('has defaults that are not the seeds thresholds were chosen on', () => {
    expect(optionsOf([])).toMatchObject({ people: 40, seeds: 30, from: 201 });
  });

  it.each([[['--people', '1']], [['--seeds', 'many']], [['--only', 'all']], [['--unknown']]])(
    'refuses %p',
    (args) => {
      expect(() => optionsOf(args)).toThrow(/whole number|no part|Unknown option/);
    },
  );

  it('writes tables that Markdown reads', () => {
    expect(
      tableOf([
        ['a', 'b'],
        ['longer', '1'],
      ]),
    ).toBe('| a      | b   |\n| ------ | --- |\n| longer | 1   |');
  });
});
