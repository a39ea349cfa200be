import { chanceOf, type Chance } from '../random.ts';
import { drawAddress, drawWire, type Atlas, type Wire } from './atlas.ts';

/** What a sign-in shows of a machine. */
export interface Machine {
  /** Given where the machine is registered with the tenant. */
  readonly deviceId: string | undefined;
  readonly system: string;
  readonly browser: string;
  readonly userAgent: string;
}

/** Somebody of the pretend tenant, with what is ordinary for them. Chances are a day's. */
export interface Member {
  readonly number: number;
  readonly id: string;
  readonly upn: string;
  readonly name: string;
  /** The day on which they start. */
  readonly from: number;
  readonly country: string;
  readonly region: string;
  readonly atOffice: boolean;
  readonly carrier: Wire;
  /** iCloud Private Relay, or a service like it. */
  readonly relay: boolean;
  readonly vpn: boolean;
  readonly registers: boolean;
  readonly mfa: boolean;
  /** An account several people use: their numbers. */
  readonly sharedBy: readonly number[];
  readonly chance: Chance;
}

/** A tenant before anything happens in it. */
export interface Tenant {
  readonly country: string;
  readonly domain: string;
  readonly office: string;
  readonly members: readonly Member[];
  /** Countries its people go to more than to others. */
  readonly abroad: readonly string[];
}

/** Shares of people; detection facts §3.9: a fifth has a VPN, three of five have no registered device. */
const SHARE = { vpn: 0.2, relay: 0.15, registers: 0.4, atOffice: 0.7, elsewhere: 0.06, mfa: 0.6 } as const;
const PEOPLE_A_SHARED_ACCOUNT = 15;
/** Countries with enough networks to draw a firm's life from. */
const HOMES = ['DE', 'GB', 'NL', 'SE', 'FR', 'IT', 'ES', 'PL', 'AT', 'DK', 'US', 'AU'] as const;
/** Days on which somebody new begins. */
const STARTS = [35, 62, 62, 80, 101] as const;
const PEOPLE_A_START = 13;

/** Builds a tenant of `people`: the same seed gives the same one. */
export function tenantOf(seed: number, people: number, atlas: Atlas): Tenant {
  const chance = chanceOf(seed, 1);
  const country = chance.pick(HOMES);
  const homes = atlas.wires(country, 'unknown');
  const first = drawWire(homes, chance);
  if (first === undefined) throw new Error(`no networks in ${country}`);
  const office = drawAddress(first, chance);
  const region = atlas.placeOf(office).region ?? '';
  const mobiles = atlas.wires(country, 'mobile');
  const abroad = Array.from({ length: 5 }, () => nearby(country, atlas, chance));
  const late = Math.min(STARTS.length, Math.floor(people / PEOPLE_A_START));
  const members = Array.from({ length: people }, (_, number): Member => {
    const own = chanceOf(seed, 2, number);
    const shared = number > 0 && number % PEOPLE_A_SHARED_ACCOUNT === 0;
    const elsewhere = own.next() < SHARE.elsewhere ? nearby(country, atlas, own) : country;
    return {
      number,
      id: own.guid(),
      upn: `${shared ? 'office' : 'person'}${number}@northwind.example`,
      name: `${shared ? 'Office' : 'Person'} ${number}`,
      from: number >= people - late ? (STARTS[people - 1 - number] ?? 0) : 0,
      country: elsewhere,
      region: elsewhere === country ? region : '',
      atOffice: elsewhere === country && own.next() < SHARE.atOffice,
      carrier: carrierOf(
        elsewhere === country && mobiles.length > 0 ? mobiles : atlas.wires(elsewhere, 'unknown'),
        own,
        first,
      ),
      relay: own.next() < SHARE.relay,
      vpn: own.next() < SHARE.vpn,
      registers: own.next() < SHARE.registers,
      mfa: own.next() < SHARE.mfa,
      sharedBy: shared ? [number - 1, number - 2, number - 3].filter((other) => other >= 0) : [],
      chance: own,
    };
  });
  return { country, domain: 'northwind.example', office, members, abroad };
}

function carrierOf(wires: readonly Wire[], chance: Chance, otherwise: Wire): Wire {
  return drawWire(wires.slice(0, 3), chance) ?? otherwise;
}

/** A country somebody goes to: gravity, as journeys are. Source: Tinbergen, Shaping the World Economy (1962), app. VI. */
export function nearby(home: string, { countries, pull }: Atlas, chance: Chance): string {
  const pulls = countries.map((country) => ({ country, weight: pull(home, country) }));
  let left = chance.next() * pulls.reduce((sum, { weight }) => sum + weight, 0);
  return pulls.find(({ weight }) => (left -= weight) < 0)?.country ?? home;
}

/** Another country, wherever: large ones are likelier. */
export function anywhere(home: string, { countries }: Atlas, chance: Chance): string {
  const others = countries.filter((country) => country !== home);
  return others[Math.floor(chance.next() ** 2 * others.length)] ?? home;
}

interface Model {
  readonly system: string;
  readonly browser: string;
  readonly userAgent: string;
}

const COMPUTERS: readonly [Model, ...Model[]] = [
  model(
    'Windows10',
    'Edge 131.0.0',
    'Windows NT 10.0; Win64; x64',
    'Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
  ),
  model(
    'Windows10',
    'Edge 131.0.0',
    'Windows NT 10.0; Win64; x64',
    'Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
  ),
  model('Windows10', 'Chrome 131.0.0', 'Windows NT 10.0; Win64; x64', 'Chrome/131.0.0.0 Safari/537.36'),
  model('MacOs', 'Safari 18.1', 'Macintosh; Intel Mac OS X 10_15_7', 'Version/18.1 Safari/605.1.15'),
];
const PHONES: readonly [Model, ...Model[]] = [
  model(
    'Ios 18.1',
    'Mobile Safari',
    'iPhone; CPU iPhone OS 18_1 like Mac OS X',
    'Version/18.1 Mobile/15E148 Safari/604.1',
  ),
  model(
    'Android 15',
    'Chrome Mobile 131.0.0',
    'Linux; Android 15; Pixel 9',
    'Chrome/131.0.0.0 Mobile Safari/537.36',
  ),
];
const LINUX = model('Linux', 'Firefox 132.0', 'X11; Linux x86_64; rv:132.0', 'Gecko/20100101 Firefox/132.0');

function model(system: string, browser: string, machine: string, engine: string): Model {
  return { system, browser, userAgent: `Mozilla/5.0 (${machine}) AppleWebKit/537.36 ${engine}` };
}

/** A new machine of somebody; its id where they register theirs. */
export function machineOf(kind: 'computer' | 'phone', chance: Chance, registers: boolean): Machine {
  const model = chance.pick(kind === 'computer' ? COMPUTERS : PHONES);
  return { deviceId: registers ? chance.guid() : undefined, ...model };
}

/** What a thief signs in with: a copy of the victim's, or their own. */
export function thiefsMachine(victims: Machine, copies: boolean, phone: boolean, chance: Chance): Machine {
  const own = phone ? chance.pick(PHONES) : chance.pick([...COMPUTERS, LINUX] as [Model, ...Model[]]);
  return { ...(copies ? victims : own), deviceId: undefined };
}
