import type { OpenTenant } from '../tenant/open-tenant.ts';
import { isOn, type FaultName } from './faults.ts';
import { randomOf, type Random } from './random.ts';
import type { Logged } from './shapes.ts';
import { count, type Counts } from './tally.ts';
import { MS_A_DAY, MS_A_MINUTE, MS_AN_HOUR, WORLD_BEGINS, WORLD_ENDS } from './world.ts';

/** When one body of a record could be read: what the checkpoints are held against. Milliseconds since 1970. */
export interface Shown {
  readonly logged: Logged;
  /** What its log sorts it by: when it happened, in the audit log's feed when it was put there. */
  readonly at: number;
  readonly from: number;
  readonly until: number;
  readonly missing: { readonly from: number; readonly until: number } | undefined;
}

/** Of all records; a week has several hundred. */
const SHARE: Readonly<Partial<Record<FaultName, number>>> = {
  late: 0.08,
  doubled: 0.06,
  changed: 0.06,
  missing: 0.05,
};
/** Parts of the feed are made on full quarters of an hour here, so that they hold several records. */
const GRID_MS = 15 * MS_A_MINUTE;
const SILENT_MS = 12 * MS_AN_HOUR;

/** Puts what happened into the tenant's logs, to be read now or later, and whatever is wrong with it. */
export function showAll(
  tenant: OpenTenant,
  logged: readonly Logged[],
  seed: number,
  bits: number,
  struck: Counts,
): readonly Shown[] {
  const random = randomOf(seed, 'showings');
  const fate = fateOf(random, bits, struck);
  const shown: Shown[] = [];
  for (const one of logged) {
    const isFeed = one.source === 'unified-audit';
    const from = fate.visibleAt(one);
    const missing = missingOf(random, from);
    const own = [shownOf(one, from, fate.strikes('missing', !isFeed) ? missing : undefined)];
    const again = grid(one, from + random.int(1, 300) * MS_A_MINUTE);
    if (fate.strikes('doubled')) own.push(shownOf(one, again));
    const at = grid(one, from + random.int(5, 300) * MS_A_MINUTE);
    const record = changedBody(one, random);
    const isChanged = fate.strikes('changed');
    // Where a record was, another stands in its place; in the feed both are there.
    shown.push(...own.map((old) => (isChanged && !isFeed ? { ...old, until: at } : old)));
    if (isChanged) shown.push(shownOf({ ...one, record }, at));
  }
  addAll(tenant, shown);
  return shown;
}

function shownOf(logged: Logged, from: number, missing?: Shown['missing']): Shown {
  const at = logged.source === 'unified-audit' ? from : logged.at;
  return { logged, at, from, until: Infinity, missing };
}

/** Parts of the feed hold whatever was put there together, so they are added at once. */
function addAll(tenant: OpenTenant, shown: readonly Shown[]): void {
  const bodies = new Map<string, object>();
  for (const { logged, from, missing } of shown.filter(({ logged }) => logged.source !== 'unified-audit')) {
    const { source, record } = logged;
    const key = `${source} ${String(record['id'])}`;
    const replaces = (bodies.get(key) ?? record) !== record;
    bodies.set(key, record);
    tenant.add(source, [record], {
      visibleAt: new Date(from),
      replaces,
      ...(missing && { missing: { from: new Date(missing.from), until: new Date(missing.until) } }),
    });
  }
  const parts = shown.filter(({ logged }) => logged.source === 'unified-audit');
  tenant.add(
    'unified-audit',
    parts.map(({ logged }) => logged.record),
    { visibleAt: (_record, index) => new Date(parts[index]?.from ?? 0) },
  );
}

interface Fate {
  /** Whether a fault strikes the record that is looked at. */
  readonly strikes: (name: FaultName, mayStrike?: boolean) => boolean;
  /** From when on a record can be read. */
  readonly visibleAt: (logged: Logged) => number;
}

function fateOf(random: Random, bits: number, struck: Counts): Fate {
  const silentFrom = WORLD_BEGINS + random.int(2 * MS_A_DAY, WORLD_ENDS - WORLD_BEGINS - MS_A_DAY);

  function strikes(name: FaultName, mayStrike = true): boolean {
    // The dice fall whether or not it is on: without one fault the others strike the same records.
    const hits = random.chance(SHARE[name] ?? 0) && mayStrike && isOn(bits, name);
    if (hits) count(struck, name);
    return hits;
  }

  return {
    strikes,
    visibleAt({ source, at }) {
      const usual = source === 'unified-audit' ? random.int(40, 90) : random.int(1, 9);
      const late = lateness(random);
      const from = at + (usual + (strikes('late') ? late : 0)) * MS_A_MINUTE;
      if (source !== 'unified-audit') return from;
      const isSilent = isOn(bits, 'silent') && from >= silentFrom && from < silentFrom + SILENT_MS;
      if (isSilent) count(struck, 'silent');
      return Math.ceil((isSilent ? silentFrom + SILENT_MS : from) / GRID_MS) * GRID_MS;
    },
  };
}

function grid({ source }: Logged, at: number): number {
  return source === 'unified-audit' ? Math.ceil(at / GRID_MS) * GRID_MS : at;
}

/** Mostly hours, seldom days; up to seven. In minutes. */
function lateness(random: Random): number {
  const most = random.pick([4 * 60, 20 * 60, 20 * 60, 7 * 24 * 60]);
  return random.int(10, most);
}

function missingOf(random: Random, from: number): NonNullable<Shown['missing']> {
  const begins = from + random.int(0, 120) * MS_A_MINUTE;
  return { from: begins, until: begins + random.int(5, 240) * MS_A_MINUTE };
}

/** The same id with another body: a sign-in that came further, a mail that was delivered, a record with one field more or less. */
function changedBody({ source, record }: Logged, random: Random): Logged['record'] {
  const way = random.int(0, 2);
  switch (source) {
    case 'sign-ins':
      if (way === 0) return { ...record, status: { ...(record['status'] as object), errorCode: 0 } };
      if (way === 1) return { ...record, authenticationRequirement: 'multiFactorAuthentication' };
      return { ...record, userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/115.0' };
    case 'unified-audit':
      return { ...record, ...(way === 0 && { ClientIP: '' }), ResultStatus: 'Succeeded' };
    case 'message-traces':
      return { ...record, status: 'filteredAsSpam' };
    case 'directory-audits':
      return { ...record, resultReason: 'changed' };
  }
}
