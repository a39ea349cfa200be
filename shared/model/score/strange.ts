import { mostBits, strangenessOf, type Strangeness } from '../familiarity.ts';
import {
  countries,
  devices,
  families,
  holders,
  networks,
  prefixes,
  regions,
  signInDays,
  type SignInHabit,
} from '../habits.ts';
import type { Memory } from '../memory.ts';
import { isHiding, type NetworkClass } from '../place.ts';
import { counted, countryName, familyInWords } from '../words.ts';
import { POINTS_A_BIT, strongest, type Candidate, type Term } from './term.ts';

/** How terms that say the same thing become one. */
export type Join = (terms: readonly (Term | undefined)[]) => Term | undefined;

/** A habit that speaks, for how much of a bit, and how its values are called. */
interface Voice {
  readonly habit: SignInHabit;
  readonly weight: number;
  readonly name: (value: string) => string;
}

/** Base rates for a network nobody here has, by class: an unknown class is as likely as a usual one. Detection facts §3.8. */
const USUAL_RATE = 0.02;
const RATES: Partial<Record<NetworkClass, number>> = {
  relay: 0.004,
  vpn: 0.002,
  hosting: 0.0005,
  microsoft: 0.0005, // a person who signs in from there sits at a rented machine
  tor: 0.0005,
};
const VALUE_RATE = 0.01;

const COUNTRY: Voice = { habit: countries, weight: 1, name: countryName };
const REGION: Voice = {
  habit: regions,
  weight: 0.5,
  name: (region) => region.slice(region.indexOf('/') + 1),
};
const NETWORK: Voice = { habit: networks, weight: 0.8, name: (network) => `the network ${network}` };
/** Sister networks of one carrier have many numbers and one holder: the more familiar of the two counts. */
const HOLDER: Voice = { ...NETWORK, habit: holders };
const PREFIX: Voice = { habit: prefixes, weight: 0.25, name: (prefix) => `addresses like ${prefix}` };
const DEVICE: Voice = { habit: devices, weight: 0.8, name: () => 'this device' };
const FAMILY: Voice = { habit: families, weight: 0.8, name: familyInWords };

/** The place: country, region, network and prefix say the same thing, so the strongest counts. `anyCountry`: which country it is says nothing. */
export function placeTerm(
  candidate: Candidate,
  memory: Memory,
  anyCountry: boolean,
  join: Join,
): Term | undefined {
  const rate = networkRate(candidate);
  // Colleagues share offices and providers; a rented network is shared with the world, and only its very addresses say that they share a server.
  const prefix = PREFIX.habit.valueOf(candidate);
  const sharers =
    isHiding(candidate.place) && prefix !== undefined
      ? memory.of(candidate.actor).colleagues(prefixes, prefix)
      : undefined;
  const [byNumber, byHolder] = [
    termOf(candidate, memory, NETWORK, rate, sharers),
    termOf(candidate, memory, HOLDER, rate, sharers),
  ];
  const network =
    byNumber === undefined || (byHolder?.points ?? Infinity) < byNumber.points ? byHolder : byNumber;
  return join([
    anyCountry ? undefined : termOf(candidate, memory, COUNTRY, VALUE_RATE),
    anyCountry ? undefined : termOf(candidate, memory, REGION, VALUE_RATE),
    network,
    termOf(candidate, memory, PREFIX, rate),
  ]);
}

/** The device, by its id or by what system and browser it says it is: the stranger of the two. */
export function deviceTerm(candidate: Candidate, memory: Memory): Term | undefined {
  return strongest([
    termOf(candidate, memory, DEVICE, VALUE_RATE),
    termOf(candidate, memory, FAMILY, VALUE_RATE),
  ]);
}

/** The most points that place and device can have together, by the user's own days alone: most sign-ins are settled by this. */
export function mostPoints(candidate: Candidate, memory: Memory, isPlaceKnown: boolean): number {
  const bits = ({ habit, weight }: Voice): number => {
    const value = habit.valueOf(candidate);
    return value === undefined ? 0 : weight * mostBits(memory, candidate.actor, habit, value);
  };
  const device = Math.max(bits(DEVICE), bits(FAMILY));
  const network = candidate.place?.asn === undefined ? HOLDER : NETWORK; // as in `placeTerm`: the holder alone speaks where no number is known
  const place = isPlaceKnown ? 0 : Math.max(bits(COUNTRY), bits(REGION), bits(network), bits(PREFIX));
  return (device + place) * POINTS_A_BIT;
}

function networkRate({ place }: Candidate): number {
  return RATES[place?.networkClass ?? 'unknown'] ?? USUAL_RATE;
}

function termOf(
  candidate: Candidate,
  memory: Memory,
  { habit, weight, name }: Voice,
  rate: number,
  sharers?: number,
): Term | undefined {
  const value = habit.valueOf(candidate);
  if (value === undefined) return undefined;
  const strange = strangenessOf(memory, candidate.actor, habit, value, rate, sharers);
  return {
    points: strange.bits * weight * POINTS_A_BIT,
    words: () => inWords(name(value), strange, candidate, memory),
  };
}

function inWords(
  name: string,
  { days, colleagues }: Strangeness,
  { actor }: Candidate,
  memory: Memory,
): string {
  const watched = counted(signInDays(memory, actor), 'day');
  const others = counted(Math.max(0, memory.tenant.activeUsers - 1), 'colleague');
  if (days === 0 && colleagues === 0)
    return `${name}: never in ${watched} of ${actor.name}, nor for any of ${others}`;
  return `${name}: on ${days} of ${watched} of ${actor.name}, for ${colleagues} of ${others}`;
}
