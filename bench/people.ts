import { chanceOf, type Chance } from './random.ts';

/** A user of the pretend tenant, with what is usual for them. */
export interface Person {
  readonly id: string;
  readonly upn: string;
  readonly name: string;
  /** At home, on the way, and for two of three a third one: 2.66 a user. Each is in a network (/24) of its own. */
  readonly addresses: readonly [string, ...string[]];
  readonly devices: readonly [Device, Device];
}

export interface Device {
  readonly id: string;
  readonly system: string;
  readonly browser: string;
  readonly userAgent: string;
}

export const DOMAIN = 'northwind.example';
export const TENANT_ID = '6f3c1d52-8b0e-4c5a-9d27-5e1f0a7b3c94';

const FIRST = ['Ann', 'Ben', 'Carla', 'David', 'Eva', 'Frank', 'Greta', 'Hugo', 'Ines', 'Jonas'] as const;
const LAST = ['Bauer', 'Fischer', 'Hoffmann', 'Keller', 'Lang', 'Meyer', 'Schulz', 'Vogel', 'Weber'] as const;
/** Networks of German providers, for the wire at home and for the phone: first octet, and the second ones from and before. */
const WIRES = [
  [79, 192, 256],
  [84, 128, 192],
  [87, 128, 192],
  [91, 0, 64],
  [93, 192, 256],
] as const;
const MOBILES = [
  [80, 187, 188],
  [109, 40, 48],
  [176, 0, 8],
] as const;
const THIRD_ADDRESS = 0.66;

const SYSTEMS = [
  {
    system: 'Windows10',
    browser: 'Edge 119.0.0',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36 Edg/119.0.0.0',
  },
  {
    system: 'MacOs',
    browser: 'Safari 17.1',
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15',
  },
  {
    system: 'Ios 17.1.1',
    browser: 'Mobile Safari',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  },
  {
    system: 'Android 14',
    browser: 'Chrome Mobile 119.0.0',
    userAgent:
      'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Mobile Safari/537.36',
  },
] as const;

/** The user with this number; the same for the same seed. */
export function personOf(seed: number, number: number): Person {
  const chance = chanceOf(seed, 1, number);
  const [first, last] = [chance.pick(FIRST), chance.pick(LAST)];
  const third = chance.next() < THIRD_ADDRESS ? [addressIn(WIRES, chance)] : [];
  return {
    id: chance.guid(),
    upn: `${first}.${last}.${number}@${DOMAIN}`.toLowerCase(),
    name: `${first} ${last}`,
    addresses: [addressIn(WIRES, chance), addressIn(MOBILES, chance), ...third],
    devices: [device(chance, 0), device(chance, 2)],
  };
}

function addressIn(networks: typeof WIRES | typeof MOBILES, chance: Chance): string {
  const [first, from, before] = chance.pick<readonly [number, number, number]>(networks);
  return [first, from + chance.below(before - from), chance.below(256), 1 + chance.below(254)].join('.');
}

/** A computer (from 0) or a phone (from 2). */
function device(chance: Chance, from: 0 | 2): Device {
  const model = SYSTEMS[chance.next() < 0.7 ? from : from + 1] ?? SYSTEMS[0];
  return { id: chance.guid(), ...model };
}
