import { beforeAll, describe, expect, it } from '@jest/globals';
import { incidentsIn } from '../../local/start/told.ts';
import { ordinaryLife } from '../../local/story/ordinary.ts';
import { PEOPLE, signInRecord } from '../../local/story/records.ts';
import { USUAL } from '../../local/tenant/index.ts';
import type { Environment } from '../../shared/config.ts';
import { incidentLine } from '../../shared/pages/ndjson.ts';
import { aVigil, HOUR_MS, MINUTE_MS, show } from './a-vigil.ts';

const DAY_MS = 24 * HOUR_MS;
/** A Monday after five quiet weeks. */
const TODAY = Date.parse('2026-03-02T00:00:00Z');
/** History reaches back 89 days, one a minute. */
const READY = TODAY + 2 * HOUR_MS;
const ENDED = TODAY + DAY_MS + 2 * HOUR_MS;

/** Lines of providers, and a rented server, picked by their number alone. */
const SPAIN = { branch: '83.32.10.1', hotel: '88.0.1.1', flat: '88.0.1.2', rented: '82.223.10.10' };
const FINLAND = '91.152.1.1';
const NEW_BRANCH = {
  ...USUAL.namedLocations[0],
  displayName: 'Branch in Madrid',
  ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '83.32.10.0/24' }],
};

/** Who signs in today, besides the usual, from where, and so many hours after midnight. */
const SIGN_INS = {
  'lee.park, at the new branch': { ip: SPAIN.branch, hours: 9 },
  'mika.holm, in a hotel': { ip: SPAIN.hotel, hours: 23.5 },
  'ana.costa, on a rented server': { ip: SPAIN.rented, hours: 9 },
  'sara.lind, in a flat': { ip: SPAIN.flat, hours: 9 },
  'omar.aziz, in a hotel, after midnight': { ip: SPAIN.hotel, hours: 24.5 },
  'jon.berg, at the second home in Finland': { ip: FINLAND, hours: 15 },
} as const;
type Who = keyof typeof SIGN_INS;

function signInOf(who: Who): object {
  const { ip, hours } = SIGN_INS[who];
  const at = new Date(TODAY + hours * HOUR_MS);
  return signInRecord(personIn(who), at, ip, { deviceId: '' });
}

function personIn(who: string): (typeof PEOPLE)[number] {
  const person = PEOPLE.find(({ upn }) => upn.startsWith(`${who.split(',')[0]}@`));
  if (person === undefined) throw new Error(`nobody is called ${who}`);
  return person;
}

/** Jon works from Finland in the evening, every day. */
function evenings(): readonly object[] {
  return Array.from({ length: 35 }, (_, back) =>
    signInRecord(personIn('jon.berg'), new Date(TODAY - (back + 1) * DAY_MS + 17 * HOUR_MS), FINLAND, {
      deviceId: '',
    }),
  );
}

/** Of whom a strange sign-in was told at once, by watch and by scan. */
interface Told {
  readonly watch: ReadonlySet<string>;
  readonly scan: ReadonlySet<string>;
}

/** Lets Vigil learn five quiet weeks, then sets what is set and lets the day begin. */
async function day(settings: Environment, namedLocations: readonly object[]): Promise<Told> {
  const { tenant, tick, build, keeper } = await aVigil(TODAY, { namedLocations });
  const quiet = ordinaryLife(new Date(TODAY), 35);
  show(tenant, { 'sign-ins': [...quiet.signIns, ...evenings()], 'message-traces': quiet.traces });
  await tick(build(), TODAY, READY, 1);
  show(tenant, { 'sign-ins': (Object.keys(SIGN_INS) as Who[]).map(signInOf) });
  const vigil = build(settings);
  for (const { hours } of Object.values(SIGN_INS).toSorted((a, b) => a.hours - b.hours))
    await tick(vigil, TODAY + hours * HOUR_MS, TODAY + hours * HOUR_MS + 15 * MINUTE_MS, 5);
  await tick(vigil, ENDED, ENDED + 10 * MINUTE_MS, 1); // what was missed between the ticks is caught up with
  const scanned = await vigil.scan({
    from: new Date(TODAY),
    to: new Date(ENDED),
    users: [],
    post: false,
    resume: undefined,
  });
  const known = (await incidentsIn(keeper)).map((incident) => JSON.parse(incidentLine(incident)) as Line);
  return { watch: toldOf(known), scan: toldOf(scanned.incidents as readonly Line[]) };
}

/** An incident as a scan gives it. */
interface Line {
  readonly type: string;
  readonly actor: { readonly id: string };
  readonly findings: readonly {
    readonly detector: string;
    readonly severity: string;
    readonly last: string;
  }[];
}

function toldOf(lines: readonly Line[]): ReadonlySet<string> {
  const isToldToday = ({ detector, severity, last }: Line['findings'][number]): boolean =>
    detector === 'unfamiliar-sign-in' && severity === 'high' && Date.parse(last) >= TODAY;
  return new Set(
    lines
      .filter(({ type, findings }) => type === 'incident' && findings.some(isToldToday))
      .map(({ actor }) => actor.id),
  );
}

describe('what an administrator says of where people are', () => {
  const told: Record<'nothing' | 'something', Told> = {
    nothing: { watch: new Set(), scan: new Set() },
    something: { watch: new Set(), scan: new Set() },
  };

  beforeAll(async () => {
    told.nothing = await day({}, []);
    told.something = await day(
      {
        TRAVEL: `${personIn('mika.holm').objectId} es 2026-03-02; ana.costa@fjordline.example ES 2026-03-09; Omar.Aziz@fjordline.example ES 2026-03-02`,
        DENIED_COUNTRIES: 'FI',
      },
      [...USUAL.namedLocations, NEW_BRANCH],
    );
  }, 120_000);

  it.each<[Who, boolean, boolean, string]>([
    ['lee.park, at the new branch', true, false, 'Entra trusts its network'],
    ['mika.holm, in a hotel', true, false, 'a journey was noted, and its last day is not over'],
    ['omar.aziz, in a hotel, after midnight', true, true, 'the last day of the journey is over'],
    ['sara.lind, in a flat', true, true, 'the journeys are of others'],
    ['ana.costa, on a rented server', true, true, 'a journey says nothing of rented servers'],
    ['jon.berg, at the second home in Finland', false, true, 'the country is denied, however usual'],
  ])('%s: told at once %j, then %j: %s', (who, before, after) => {
    const { upn } = personIn(who);

    for (const by of ['watch', 'scan'] as const)
      expect({ by, before: told.nothing[by].has(upn), after: told.something[by].has(upn) }).toEqual({
        by,
        before,
        after,
      });
  });
});
