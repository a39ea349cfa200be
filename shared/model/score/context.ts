import { hiddenNetworks, secondFactors, signInDays, waysIn } from '../habits.ts';
import type { Known, Memory } from '../memory.ts';
import { isHiding } from '../place.ts';
import { counted, placeInWords, spanInWords } from '../words.ts';
import { POINTS_A_BIT, type Candidate, type Term } from './term.ts';
import type { Leap } from './travel.ts';

/** Bits for what a thief does and an owner seldom: detection facts §3.8. */
const BITS = { hidden: 3, vpn: 1, singleFactor: 1, legacy: 2, 'device-code': 3, risk: 2, leap: 3 } as const;
/** Believed days on networks that hide a place after which one more says nothing: the user has a VPN. */
const HIDDEN_DAYS = 3;
/** A second factor is usual where it was needed on so many believed days, and on so large a share of those with a sign-in. */
const USUAL_FACTOR = { days: 3, share: 0.5 } as const;
const WAYS = {
  legacy: 'for the first time through an old protocol, which knows no second factor',
  'device-code': 'for the first time with a device code, which a thief has somebody else enter',
} as const;

/** What speaks for a thief besides place and device. `isOpen`: the network hides nothing, whatever its class. */
export function contextTerms(
  candidate: Candidate,
  memory: Memory,
  isOpen: boolean,
  leap: Leap | undefined,
): readonly Term[] {
  const known = memory.of(candidate.actor);
  const terms: Term[] = [];
  const add = (term: Term | undefined): void => {
    if (term !== undefined) terms.push(term);
  };
  if (!isOpen) {
    add(hiddenTerm(candidate, known));
    add(factorTerm(candidate, memory, known));
  }
  add(wayTerm(candidate, known));
  add(riskTerm(candidate));
  add(leapTerm(leap));
  return terms;
}

/** A network that hides where people are: a thief's, unless the user has one of their own. */
function hiddenTerm({ place }: Candidate, known: Known): Term | undefined {
  if (!isHiding(place) || (known.habit(hiddenNetworks).get('yes')?.days ?? 0) >= HIDDEN_DAYS)
    return undefined;
  const bits = place?.networkClass === 'vpn' ? BITS.vpn : BITS.hidden;
  return { points: bits * POINTS_A_BIT, words: () => 'the network is one that hides where people are' };
}

function factorTerm({ requirement, actor }: Candidate, memory: Memory, known: Known): Term | undefined {
  if (requirement !== 'single') return undefined;
  const days = known.habit(secondFactors).get('yes')?.days ?? 0;
  if (days < USUAL_FACTOR.days) return undefined;
  const watched = signInDays(memory, actor);
  if (days < USUAL_FACTOR.share * watched) return undefined;
  return {
    points: BITS.singleFactor * POINTS_A_BIT,
    words: () =>
      `let in with the password alone, though on ${days} of ${counted(watched, 'day')} more was needed`,
  };
}

function wayTerm({ way }: Candidate, known: Known): Term | undefined {
  if (way === undefined || known.habit(waysIn).has(way)) return undefined;
  return { points: BITS[way] * POINTS_A_BIT, words: () => WAYS[way] };
}

/** Whether Microsoft saw something in it. */
export function isRisky({ risk }: Pick<Candidate, 'risk'>): boolean {
  return risk === 'unnamed' || risk === 'medium' || risk === 'high';
}

function riskTerm(candidate: Candidate): Term | undefined {
  if (!isRisky(candidate)) return undefined;
  const { risk } = candidate;
  const words =
    risk === 'unnamed'
      ? 'Microsoft saw a risk that it names only with Entra ID P2'
      : `Microsoft calls its risk ${risk}`;
  return { points: BITS.risk * POINTS_A_BIT, words: () => words };
}

function leapTerm(leap: Leap | undefined): Term | undefined {
  if (leap === undefined) return undefined;
  const { from, km, hours } = leap;
  return {
    points: BITS.leap * POINTS_A_BIT,
    words: () =>
      `${placeInWords(from.place)} is at least ${km.toLocaleString('en')} km away, with ${spanInWords(hours)} between: nobody travels so fast`,
  };
}
