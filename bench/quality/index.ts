import { openAtlas } from './atlas.ts';
import { curveOf } from './curve.ts';
import { ATTACK_KINDS } from './doing.ts';
import { foundIn, naiveIn, noiseOf, type Found, type Noise } from './measure.ts';
import { optionsOf, USAGE, type Options, type Part } from './options.ts';
import { costOf, findsOf, ofMean, ofShare, summaryCells, tableOf, type Rows } from './report.ts';
import type { Route } from './records.ts';
import { meanOf, shareOf } from './statistics.ts';
import { ABLATIONS, atSensitivity, type Variant } from './variants.ts';
import { worldOf, type World } from './world.ts';

const BANDS = [0, 30, 50, 65, 80, 95] as const;
const THRESHOLDS = [40, 50, 60, 65, 70, 75, 80, 85, 90, 95, 100, 110, 120] as const;
const NORMAL = atSensitivity('normal');
const SUMMARY = [
  '',
  'pages a week',
  'digest entries a week',
  'paged',
  'told',
  'sign-ins told, of 4',
] as const;

const options = given(process.argv.slice(2));
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
const atlas = openAtlas();
const { people, seeds, from } = options;
const worlds = Array.from({ length: seeds }, (_, at) => from + at);
console.log(
  `${seeds} tenants of ${people} people over 120 days, seeds ${from} to ${from + seeds - 1}; places of ${atlas.builtOn}; Node ${process.version}`,
);

const parts: Readonly<Record<Part, () => readonly [title: string, ...tables: Rows[]]>> = {
  figures: () => ['What it costs, and what it finds', ...figuresOf('graph')],
  rules: () => [
    'Two naive rules on the same lives: is the noise like that of detection facts §3.9 (16.3 and 37.9)?',
    rules(),
  ],
  route: () => ['Without Entra ID P1: sign-ins of the unified audit log', ...figuresOf('management')],
  sensitivity: () => [
    'What each sensitivity costs and finds',
    [SUMMARY, ...(['low', 'normal', 'high'] as const).map(atSensitivity).map(summary)],
  ],
  ablations: () => ['One thing taken away at a time', [SUMMARY, ...[NORMAL, ...ABLATIONS].map(summary)]],
  curve: () => ['Calibration, and what every threshold would cost and find', ...curve()],
};
for (const part of options.parts) {
  process.stderr.write(`${part} …\n`);
  const [title, ...tables] = parts[part]();
  console.log(['', title, ...tables.map(tableOf)].join('\n\n'));
}

function given(args: readonly string[]): Options {
  try {
    return optionsOf(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}

/** Worlds are made anew each time: all of them at once would not fit. */
function each<T>(of: (world: World) => T): readonly T[] {
  return worlds.map((seed) => of(worldOf(seed, people, atlas)));
}

function judgedAll(variant: Variant, route: Route): [readonly Noise[], readonly Found[]] {
  const all = each(
    (world) => [noiseOf(world, variant, route, atlas), foundIn(world, variant, route, atlas)] as const,
  );
  return [all.map(([noise]) => noise), all.flatMap(([, found]) => found)];
}

function figuresOf(route: Route): readonly Rows[] {
  const [noise, found] = judgedAll(NORMAL, route);
  return [costOf(noise), findsOf(found)];
}

function summary(variant: Variant): readonly string[] {
  return [variant.name, ...summaryCells(...judgedAll(variant, 'graph'))];
}

function rules(): Rows {
  const all = each((world) => naiveIn(world, atlas));
  const row = (name: string, rule: 'buffaLogs' | 'newRegion'): readonly string[] => [
    name,
    ofMean(meanOf(all.map((one) => one[rule].alerts))),
    ...ATTACK_KINDS.map((kind) =>
      ofShare(
        shareOf(
          all.flatMap((one) =>
            one[rule].found.filter((found) => found.kind === kind).map(({ told }) => told),
          ),
        ),
      ),
    ),
  ];
  return [
    ['rule', 'false alerts a week', ...ATTACK_KINDS],
    row('BuffaLogs, its defaults', 'buffaLogs'),
    row('country and region not seen for 10 days', 'newRegion'),
  ];
}

function curve(): readonly Rows[] {
  const curves = each((world) => curveOf(world, NORMAL, atlas));
  const attacks = curves.flatMap((one) => one.attacks);
  const bands = BANDS.map((low, at) => {
    const high = BANDS[at + 1] ?? Infinity;
    const ordinary = meanOf(curves.map((one) => one.ordinary(low) - one.ordinary(high)));
    const within = attacks.filter(({ points }) => points >= low && points < high);
    return [
      `${low}–${high === Infinity ? '' : high - 1} points`,
      ofMean(ordinary),
      String(within.length),
      ...ATTACK_KINDS.map((kind) => String(within.filter((one) => one.kind === kind).length)),
    ];
  });
  const thresholds = THRESHOLDS.map((least) => [
    `page from ${least}`,
    ofMean(meanOf(curves.map((one) => one.pages(least)))),
    ofShare(shareOf(attacks.map((one) => one.pages(least)))),
    ...ATTACK_KINDS.map((kind) =>
      ofShare(shareOf(attacks.filter((one) => one.kind === kind).map((one) => one.pages(least)))),
    ),
  ]);
  return [
    [['score', 'ordinary sign-ins a week', 'break-ins', ...ATTACK_KINDS], ...bands],
    [['threshold', 'pages a week', 'all break-ins', ...ATTACK_KINDS], ...thresholds],
  ];
}
