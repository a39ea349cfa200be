import type { SignIn } from '../model/events.ts';
import {
  anomalous,
  evidenceOf,
  undecided,
  USUAL,
  type Detector,
  type Observation,
  type Verdict,
} from '../model/finding.ts';
import {
  countries,
  devices,
  families,
  hiddenNetworks,
  holders,
  networks,
  prefixes,
  regions,
  secondFactors,
  showsPerson,
  signInDays,
  signsIn,
  userOf,
  waysIn,
} from '../model/habits.ts';
import type { Memory, Row, Window } from '../model/memory.ts';
import type { Sensitivity } from '../model/policy.ts';
import { leapBack, leapTo } from '../model/score/beside.ts';
import { isRisky } from '../model/score/context.ts';
import {
  candidateOf,
  deniedCountry,
  isSurelyBelow,
  scoreOf,
  signInOf,
  type Score,
} from '../model/score/score.ts';
import { observed } from '../model/score/told.ts';
import type { Join } from '../model/score/strange.ts';
import type { Candidate } from '../model/score/term.ts';
import type { Leap } from '../model/score/travel.ts';
import { provesPassword } from '../model/sign-in.ts';

/**
 * Score from which somebody is told at once, and from which it stands in the digest and is evidence. Chosen on synthetic tenants other than
 * those that docs/quality.md reports.
 */
const THRESHOLDS: Readonly<Record<Sensitivity, { readonly page: number; readonly digest: number }>> = {
  low: { page: 95, digest: 65 },
  normal: { page: 80, digest: 50 },
  high: { page: 65, digest: 40 },
};
/** A user watched for few days has few habits to differ from: the thresholds rise. */
const NEW_USER = { days: 3, raise: 35 } as const;
const YOUNG_USER = { days: 10, raise: 15 } as const;
/** A new user is judged by what the colleagues do, where there are enough of them. */
const KNOWN_TENANT = 5;
const TOO_NEW = `sign-ins of the user were seen on fewer than ${NEW_USER.days} days`;
/** A new device alone is a new device: nobody is told at once where place and way in say less than this. */
const BESIDE_DEVICE = 40;

const lately: Window<Candidate> = {
  id: 'signed-in-lately',
  by: userOf,
  keepMinutes: 72 * 60,
  most: 40,
  kinds: ['sign-in'],
  row: (event) => (event.kind === 'sign-in' && event.errorCode === 0 ? candidateOf(event) : undefined),
};

/** The detector with another way of joining what says the same thing: for trials; {@link unfamiliarSignIn} is the one that watches. */
export function unfamiliarSignInBy(join?: Join): Detector {
  return {
    id: 'unfamiliar-sign-in',
    about: {
      what: 'A sign-in with the right password from a country, network and device that neither the user nor the colleagues have.',
      why: 'A thief has the password, not the habits. What is unusual is told in bits that add up: place, network, device, and the way in.',
      benign:
        'A trip, a new phone, a new provider at home, a VPN. On a registered device the place counts for less.',
      check: [
        'Call the user: was it you, from there, at that time?',
        'Look at what the account did in the hour after the sign-in.',
      ],
      attack: ['T1078.004'],
    },
    asked: 'each',
    habits: [
      signsIn,
      countries,
      regions,
      networks,
      holders,
      prefixes,
      devices,
      families,
      hiddenNetworks,
      secondFactors,
      waysIn,
    ],
    peaks: [],
    windows: [lately],
    detect: {
      'sign-in'(event, memory) {
        if (event.actor.kind !== 'user' || !provesPassword(event.errorCode) || !showsPerson(event))
          return USUAL;
        if (event.guest === true) return undecided('a guest has the habits of another organisation');
        if (event.ip === undefined) return undecided('the record names no address');
        return verdictOn(event, memory, join);
      },
    },
  };
}

/** Signs of somebody else with the right password: see `about`. */
export const unfamiliarSignIn: Detector = unfamiliarSignInBy();

function verdictOn(event: SignIn, memory: Memory, join: Join | undefined): Verdict {
  const candidate = candidateOf(event);
  const rows = (): readonly Row<Candidate>[] => memory.of(event.actor).recent(lately);
  const leapt = leapTo(candidate, rows, memory.tenant.policy.placesBuiltOn);
  const earlier = leapt === undefined ? undefined : earlierAnew(leapt, candidate, memory, join);
  const verdict = ofItself(event, candidate, leapt?.leap, rows, memory, join);
  if (earlier === undefined) return verdict;
  const own = verdict.outcome === 'anomalous' ? verdict.seen : [];
  return { outcome: 'anomalous', seen: [earlier.seen, ...own], of: [earlier.event] };
}

function ofItself(
  event: SignIn,
  candidate: Candidate,
  leap: Leap | undefined,
  rows: () => readonly Row<Candidate>[],
  memory: Memory,
  join: Join | undefined,
): Verdict {
  const denied = deniedCountry(candidate, memory.tenant.policy);
  // What is surely below is so where the strongest term counts.
  const isPlain = denied === undefined && leap === undefined && join === undefined && !isRisky(candidate);
  if (isPlain && memory.of(event.actor).settled(candidate, () => isSurelyUsual(candidate, memory)))
    return USUAL;
  const days = signInDays(memory, event.actor);
  const limits = limitsFor(days, memory);
  const isNew = days < NEW_USER.days;
  const score = scoreOf(candidate, memory, leap, join);
  const pages = denied !== undefined || isPage(score, limits.page);
  if (isNew && !(pages && memory.of(event.actor).colleagues(signsIn, 'yes') >= KNOWN_TENANT))
    return undecided(TOO_NEW);
  if (!pages && score.points < limits.digest) return USUAL;
  const told = { candidate, score, pages, denied, inside: event.errorCode === 0 };
  return anomalous(observed(told, [evidenceOf(event)], rows(), memory));
}

/** Whether a sign-in of somebody watched long enough stays below every threshold, by the user's own habits alone. */
function isSurelyUsual(candidate: Candidate, memory: Memory): boolean {
  const days = signInDays(memory, candidate.actor);
  const { digest } = limitsFor(days, memory);
  return days >= NEW_USER.days && isSurelyBelow(digest, candidate, memory, undefined);
}

/** The sign-in before, when only this one shows that it cannot have been the same person: told where that makes it worse. */
function earlierAnew(
  { leap, row }: { readonly leap: Leap; readonly row: Row<Candidate> },
  later: Candidate,
  memory: Memory,
  join: Join | undefined,
): { readonly seen: Observation; readonly event: SignIn } | undefined {
  const candidate = row.row;
  const days = signInDays(memory, later.actor);
  const limits = limitsFor(days, memory);
  const score = scoreOf(candidate, memory, leapBack(leap, later), join);
  if (days < NEW_USER.days || score.points < limits.digest) return undefined;
  const before = scoreOf(candidate, memory, undefined, join);
  const pages = isPage(score, limits.page);
  if (pages ? isPage(before, limits.page) : before.points >= limits.digest) return undefined;
  const rows = memory
    .of(later.actor)
    .recent(lately)
    .filter(({ at }) => at < row.at);
  const evidence = [{ source: row.source, id: row.id, at: row.at }];
  const seen = observed({ candidate, score, pages, denied: undefined, inside: true }, evidence, rows, memory);
  return { seen, event: signInOf(candidate, row.id) };
}

function isPage({ points, device }: Score, page: number): boolean {
  return points >= page && points - (device?.points ?? 0) >= BESIDE_DEVICE;
}

/** From which score a user's sign-ins are told. */
function limitsFor(days: number, { tenant }: Memory): { readonly page: number; readonly digest: number } {
  const { page, digest } = THRESHOLDS[tenant.policy.sensitivity];
  const raise = days < NEW_USER.days ? NEW_USER.raise : days < YOUNG_USER.days ? YOUNG_USER.raise : 0;
  return { page: page + raise, digest: digest + raise };
}
