import type { Observation } from '../finding.ts';
import type { Evidence, Memory, Row } from '../memory.ts';
import { mfaInWords } from '../mfa.ts';
import { countryName, familyInWords, networkInWords, placeInWords } from '../words.ts';
import { placeKey, previousInWords } from './beside.ts';
import type { Score } from './score.ts';
import type { Candidate } from './term.ts';

const TOLD_TERMS = 3;

/** What is told of a sign-in, and at which level. */
export interface Told {
  readonly candidate: Candidate;
  readonly score: Score;
  readonly pages: boolean;
  /** The country, where nobody is ever to be there. */
  readonly denied: string | undefined;
  readonly inside: boolean;
}

/** A sign-in as it is told: the three strongest terms, the sign-in before, how a second factor was met, and what its record does not say. */
export function observed(
  { candidate, score, pages, denied, inside }: Told,
  evidence: readonly Evidence[],
  rows: readonly Row<Candidate>[],
  memory: Memory,
): Observation {
  const { actor, place, ip = '', app, family, reported, source } = candidate;
  return {
    about: actor,
    key: `${inside ? 'place' : 'password'}:${placeKey(candidate)}`,
    stage: inside ? 'inside' : 'credential-known',
    severity: pages ? (inside ? 'high' : 'medium') : 'low',
    opens: pages,
    size: score.points,
    title: titleOf(candidate, score, inside),
    facts: {
      score: score.points,
      why: [
        ...(denied === undefined
          ? []
          : [`${countryName(denied)}: your settings say that nobody here is ever there`]),
        ...whyInWords(score),
      ],
      address: ip,
      place: placeInWords(place),
      network: networkInWords(place),
      app: app ?? 'not recorded',
      device: family === undefined ? 'not recorded' : familyInWords(family),
      mfa: mfaInWords({
        errorCode: inside ? 0 : -1,
        requirement: candidate.requirement,
        mfaDetail: candidate.mfaDetail,
        source,
      }),
      previous: previousInWords(candidate, rows, memory),
      ...(reported === undefined ? {} : { microsoftSays: reported }),
      ...notVisible(candidate),
    },
    evidence,
    others: [],
    undo: [],
  };
}

function whyInWords({ terms }: Score): readonly string[] {
  return terms
    .filter(({ points }) => points >= 1)
    .slice(0, TOLD_TERMS)
    .map(({ points, words }) => `${words()} (+${Math.round(points)})`);
}

/** What the record does not say, so that its silence is not read as an all-clear. */
function notVisible({ place, source, way }: Candidate): { readonly notVisible?: readonly string[] } {
  const missing = [
    ...(place?.country === undefined ? ['where the address is'] : []),
    ...(source === 'unified-audit' && way === undefined
      ? ['whether an old protocol or a device code was used']
      : []),
  ];
  return missing.length === 0 ? {} : { notVisible: missing };
}

function titleOf({ actor, place }: Candidate, score: Score, inside: boolean): string {
  const where = placeInWords(place);
  if (!inside) return `Gave the right password from ${where} and was stopped before getting in`;
  const device = score.device?.points ?? 0;
  return device > score.points - device
    ? `Signed in with a device that is new for ${actor.name}, from ${where}`
    : `Signed in from ${where}, which is not usual for ${actor.name}`;
}
