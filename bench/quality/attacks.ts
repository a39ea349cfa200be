import { chanceOf, type Chance } from '../random.ts';
import { drawWire, hostIn, prefixIn, type Atlas, type Wire } from './atlas.ts';
import { ATTACK_KINDS, type Attack, type AttackKind, type SignInDone } from './doing.ts';
import { DAYS, FIRST_DAY } from './calendar.ts';
import { anywhere, thiefsMachine, type Machine, type Tenant } from './staff.ts';

const MS_A_DAY = 86_400_000;
const MS_AN_HOUR = 3_600_000;
/** Break-ins of each kind in one life of a tenant: so few that they teach nobody about each other. */
const OF_EACH_KIND = 2;
/** No break-in before a month of ordinary life was seen. */
const FROM_DAY = 40;
/** When the thief comes back, in hours: within the day, and in the two days after. */
const FOLLOW_UPS = [
  [1, 5],
  [9, 20],
  [22, 40],
] as const;
const COPIES_VICTIM = 0.5;
const SINGLE_FACTOR = 0.5;

/** What a victim has been signing in with, and from which networks (AS numbers). */
export interface Usual {
  readonly machine: Machine;
  readonly networks: ReadonlySet<number>;
}

/** Break-ins into accounts that have been in use for a month, each with three returns of the thief. `usualOf`: what a victim had before a moment. */
export function* attacksOn(
  seed: number,
  tenant: Tenant,
  atlas: Atlas,
  usualOf: (victim: number, at: number) => Usual | undefined,
): Generator<SignInDone> {
  const chance = chanceOf(seed, 4);
  const old = tenant.members.filter(({ from }) => from === 0);
  for (const [number, kind] of Array.from({ length: OF_EACH_KIND }, () => ATTACK_KINDS)
    .flat()
    .entries()) {
    const victim = old[chance.below(old.length)];
    const from = FIRST_DAY + (FROM_DAY + chance.next() * (DAYS - FROM_DAY - 4)) * MS_A_DAY;
    const usual = victim === undefined ? undefined : usualOf(victim.number, from);
    if (victim === undefined || usual === undefined) continue;
    const wire = wireOf(kind, victim.country, usual, atlas, chance);
    if (wire === undefined) continue;
    const phone = kind === 'phone user agent';
    const thiefs = thiefsMachine(usual.machine, !phone && chance.next() < COPIES_VICTIM, phone, chance);
    yield* visits({ number, kind, victim }, from, wire, thiefs, chance);
  }
}

function* visits(
  attack: Attack,
  from: number,
  wire: Wire,
  machine: Machine,
  chance: Chance,
): Generator<SignInDone> {
  const prefix = prefixIn(wire, chance);
  const mfa = chance.next() >= SINGLE_FACTOR;
  const times = [
    0,
    ...FOLLOW_UPS.map(([least, most]) => (least + chance.next() * (most - least)) * MS_AN_HOUR),
  ];
  for (const time of times)
    yield {
      what: 'sign-in',
      by: attack.victim,
      at: Math.floor((from + time) / 1_000) * 1_000,
      address: hostIn(prefix, chance),
      machine,
      interactive: time === 0,
      mfa,
      code: 0,
      attack,
    };
}

/** A thief's network. */
function wireOf(
  kind: AttackKind,
  home: string,
  usual: Usual,
  atlas: Atlas,
  chance: Chance,
): Wire | undefined {
  const abroad = anywhere(home, atlas, chance);
  switch (kind) {
    case 'foreign hosting':
      return drawWire(atlas.wires(hostingCountry(abroad, atlas, chance), 'hosting'), chance);
    case 'foreign residential':
      return drawWire(atlas.wires(abroad, 'unknown'), chance);
    case 'home-country proxy':
      return proxy(atlas.wires(home, 'unknown'), usual, chance);
    case 'hosting at home':
      return drawWire(atlas.wires(home, 'hosting'), chance);
    case 'phone user agent':
      return chance.next() < 0.5
        ? drawWire(atlas.wires(hostingCountry(abroad, atlas, chance), 'hosting'), chance)
        : drawWire(atlas.wires(abroad, 'unknown'), chance);
  }
}

/** Sellers of home connections have them in many networks, small ones too; the victim's own provider would be chance. */
function proxy(wires: readonly Wire[], { networks }: Usual, chance: Chance): Wire | undefined {
  const others = wires.filter(({ asn }) => !networks.has(asn));
  const [first, ...rest] = others;
  return first === undefined ? undefined : chance.pick([first, ...rest]);
}

function hostingCountry(wished: string, atlas: Atlas, chance: Chance): string {
  return atlas.wires(wished, 'hosting').length > 0 ? wished : chance.pick(['US', 'NL', 'DE', 'FR']);
}
