import { describe, expect, it } from '@jest/globals';
import type { ProblemKind } from '../../../shared/platform/problem.ts';
import {
  afterLicence,
  afterSignIns,
  FIRST_ROUTE,
  routeOf,
  type Licence,
  type RouteSetting,
  type RouteState,
} from '../../../shared/sources/route.ts';
import { NOW } from '../../tenant/started.ts';

const T = NOW.getTime();
const HOUR_MS = 3_600_000;
const NO_LICENCE: ProblemKind = 'licence-missing';

const EVERYWHERE = ['directory-audits', 'message-traces', 'audit-exchange'];
const GRAPH = ['sign-ins', 'background-sign-ins', ...EVERYWHERE];

function after(licence: Licence, ...outcomes: readonly ('good' | ProblemKind)[]): RouteState {
  const known = afterLicence(FIRST_ROUTE, licence, T);
  return outcomes.reduce((state, outcome) => afterSignIns(state, outcome, T), known);
}

const times = <K>(count: number, outcome: K): readonly K[] => Array<K>(count).fill(outcome);

const CASES: readonly {
  name: string;
  state: RouteState;
  signIns: string;
  told: readonly RegExp[];
  setting?: RouteSetting;
  later?: number;
}[] = [
  { name: 'with P1', state: after('p1'), signIns: 'graph', told: [] },
  { name: 'with P2', state: after('p2', 'good'), signIns: 'graph', told: [] },
  {
    name: 'without P1',
    state: after('free'),
    signIns: 'management',
    told: [/no Entra ID P1.*Nothing to do/],
  },
  {
    name: 'without P1, and refused',
    state: after('free', NO_LICENCE),
    signIns: 'management',
    told: [/no Entra ID P1/],
  },
  { name: 'without P1, though sign-ins are read', state: after('free', 'good'), signIns: 'graph', told: [] },
  {
    name: 'without P1 any more',
    state: after('free', 'good', NO_LICENCE),
    signIns: 'management',
    told: [/no Entra/],
  },
  { name: 'with P1, refused once', state: after('p1', NO_LICENCE), signIns: 'graph', told: [] },
  {
    name: 'with P1, refused four times',
    state: after('p1', ...times(4, NO_LICENCE)),
    signIns: 'graph',
    told: [],
  },
  {
    name: 'with P1, refused five times',
    state: after('p1', ...times(5, NO_LICENCE)),
    signIns: 'both',
    told: [/Directory\.Read\.All.*grant-permissions\.sh/],
  },
  {
    name: 'with P1, refused now and then',
    state: after('p1', ...times(4, NO_LICENCE), 'good', ...times(4, NO_LICENCE)),
    signIns: 'graph',
    told: [],
  },
  {
    name: 'with P1, and a permission missing',
    state: after('p1', ...times<ProblemKind>(5, 'permission-missing')),
    signIns: 'both',
    told: [/stands in/],
  },
  {
    name: 'with P1, mended once',
    state: after('p1', ...times(5, NO_LICENCE), 'good'),
    signIns: 'both',
    told: [],
  },
  {
    name: 'with P1, mended',
    state: after('p1', ...times(5, NO_LICENCE), ...times(3, 'good' as const)),
    signIns: 'graph',
    told: [],
  },
  {
    name: 'at the very beginning',
    state: FIRST_ROUTE,
    signIns: 'both',
    told: [/licences of this tenant could not be read/],
  },
  {
    name: 'with an unknown licence, read well',
    state: after('unknown', 'good'),
    signIns: 'graph',
    told: [/licences/],
  },
  {
    name: 'with an unknown licence, refused',
    state: after('unknown', ...times(5, NO_LICENCE)),
    signIns: 'both',
    told: [/licences/, /stands in/],
  },
  {
    name: 'with a licence that nobody could ask for since a week',
    state: after('free'),
    signIns: 'both',
    told: [/licences/],
    later: 8 * 24 * HOUR_MS,
  },
  {
    name: 'with a licence asked for six days ago',
    state: after('free'),
    signIns: 'management',
    told: [/P1/],
    later: 6 * 24 * HOUR_MS,
  },
  {
    name: 'told to take Graph',
    state: after('free', NO_LICENCE),
    setting: 'graph',
    signIns: 'graph',
    told: [/settings say so/],
  },
  {
    name: 'told to take the audit log',
    state: after('p1', 'good'),
    setting: 'management',
    signIns: 'management',
    told: [/settings say so/],
  },
];

describe('the route', () => {
  it.each(CASES)('$name', ({ state, signIns, told, setting = 'auto', later = 0 }) => {
    const route = routeOf(state, setting, T + later);

    expect(route.signIns).toBe(signIns);
    expect(route.told).toEqual(told.map((words) => expect.stringMatching(words)));
  });

  it('names the logs', () => {
    expect(routeOf(after('p1'), 'auto', T).feeds).toEqual(GRAPH);
    expect(routeOf(after('free'), 'auto', T).feeds).toEqual(['audit-entra', ...EVERYWHERE]);
    expect(routeOf(FIRST_ROUTE, 'auto', T).feeds).toEqual([...GRAPH, 'audit-entra']);
  });

  it('says what cannot be seen, a sentence each', () => {
    const [free, p1, p2] = (['free', 'p1', 'p2'] as const).map(
      (licence) => routeOf(after(licence), 'auto', T).notVisible,
    );

    expect([free?.length, p1?.length, p2?.length]).toEqual([5, 1, 0]);
    expect([...(free ?? []), ...(p1 ?? [])].every((words) => /^[A-Z].*\.$/.test(words))).toBe(true);
  });

  it('keeps what it knows as plain JSON', () => {
    const state = after('p1', ...times(5, NO_LICENCE), 'good');

    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });

  it('keeps the licence it knew where it cannot be read', () => {
    expect(afterLicence(after('p1'), 'unknown', T + HOUR_MS)).toMatchObject({ licence: 'p1', licenceAt: T });
  });
});
