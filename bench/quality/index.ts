import { openAtlas, type Atlas } from './atlas.ts';
import { ATTACK_KINDS } from './doing.ts';
import { foundIn, naiveIn, noiseOf, scoresIn, type Found, type Noise, type Scored } from './measure.ts';
import { meanOf, shareOf, type Mean, type Share } from './statistics.ts';
import { ABLATIONS, atSensitivity, type Variant } from './variants.ts';
import { worldOf, type World } from './world.ts';

const [first = 1, last = 3, people = 40, which = 'main'] = process.argv.slice(2);
const atlas = openAtlas();
const worlds = Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) =>
  worldOf(Number(first) + at, Number(people), atlas),
);
const mean = ({ mean, half }: Mean): string => `${mean.toFixed(2)} ± ${half.toFixed(2)}`;
const share = ({ share, from, to }: Share): string =>
  `${(100 * share).toFixed(0)} % (${(100 * from).toFixed(0)}–${(100 * to).toFixed(0)})`;

function line(name: string, noise: readonly Noise[], found: readonly Found[]): void {
  console.log(
    name.padEnd(48),
    'pages',
    mean(meanOf(noise.map(({ pages }) => pages))),
    'digest',
    mean(meanOf(noise.map(({ digests }) => digests))),
    'critical',
    noise.reduce((sum, { criticals }) => sum + criticals, 0),
    'events',
    meanOf(found.map(({ events }) => events)).mean.toFixed(2),
    'paged',
    share(shareOf(found.map(({ paged }) => paged))),
  );
  for (const kind of ATTACK_KINDS) {
    const of = found.filter((one) => one.kind === kind);
    const delays = of.flatMap(({ delay }) => (delay === undefined ? [] : [delay]));
    console.log(
      '   ',
      kind.padEnd(22),
      'page',
      share(shareOf(of.map(({ paged }) => paged))),
      'told',
      share(shareOf(of.map(({ told }) => told))),
      'delay',
      delays.length === 0 ? '-' : meanOf(delays).mean.toFixed(2),
    );
  }
}

function run(variant: Variant, route: 'graph' | 'management' = 'graph'): void {
  line(
    `${variant.name} ${route}`,
    worlds.map((world) => noiseOf(world, variant, route, atlas)),
    worlds.flatMap((world) => foundIn(world, variant, route, atlas)),
  );
}

const t = Date.now();
const naive = worlds.map((world) => naiveIn(world, atlas));
for (const rule of ['buffaLogs', 'newRegion'] as const) {
  console.log(rule, mean(meanOf(naive.map((one) => one[rule].alerts))));
  for (const kind of ATTACK_KINDS)
    console.log(
      '   ',
      kind,
      share(
        shareOf(
          naive.flatMap((one) => one[rule].found.filter((f) => f.kind === kind).map(({ told }) => told)),
        ),
      ),
    );
}
run(atSensitivity('normal'));
if (which !== 'main') {
  run(atSensitivity('normal'), 'management');
  run(atSensitivity('low'));
  run(atSensitivity('high'));
  for (const variant of ABLATIONS) run(variant);
}
if (which === 'curve' || which === 'all') {
  const all = worlds.map((world) => scoresIn(world, atSensitivity('normal'), atlas));
  for (let points = 30; points <= 120; points += 5) {
    const alerts = all.map((scores) => {
      const times = new Map<number, number>();
      let n = 0;
      for (const s of scores)
        if (
          s.attack === undefined &&
          s.points >= points &&
          s.at - (times.get(s.user) ?? -Infinity) > 86_400_000
        ) {
          n++;
          times.set(s.user, s.at);
        }
      return n / ((120 - 35) / 7);
    });
    const rec = ATTACK_KINDS.map((kind) => {
      const best = new Map<string, number>();
      all.forEach((scores, w) => {
        for (const s of scores)
          if (s.attack?.kind === kind) {
            const k = `${w}|${s.attack.number}`;
            best.set(k, Math.max(best.get(k) ?? 0, s.points));
          }
      });
      return [...best.values()].filter((b) => b >= points).length / Math.max(1, best.size);
    });
    console.log(points, 'alerts', mean(meanOf(alerts)), ...rec.map((r) => (100 * r).toFixed(0).padStart(4)));
  }
}
console.log(((Date.now() - t) / 1000).toFixed(0), 's');
