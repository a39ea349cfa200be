import { grouped } from '../group.ts';
import type { Atlas } from './atlas.ts';
import { attacksOn, type Usual } from './attacks.ts';
import type { Doing, SignInDone } from './doing.ts';
import { lifeOf } from './life.ts';
import { tenantOf, type Tenant } from './staff.ts';

/** A tenant with all that ordinarily happens in it, and the break-ins that can be put into it. */
export interface World {
  readonly seed: number;
  readonly tenant: Tenant;
  readonly life: readonly Doing[];
  readonly attacks: readonly SignInDone[];
}

/** Builds a world: the same seed and number of people give the same one. */
export function worldOf(seed: number, people: number, atlas: Atlas): World {
  const tenant = tenantOf(seed, people, atlas);
  const life = [...lifeOf(seed, tenant, atlas)].toSorted((a, b) => a.at - b.at);
  const signIns = grouped(life.filter(isSignIn), ({ by }) => by.number);
  const usualOf = (victim: number, at: number): Usual | undefined => {
    const before = (signIns.get(victim) ?? []).filter((doing) => doing.at < at);
    const last = before.findLast(({ interactive }) => interactive);
    if (last === undefined) return undefined;
    const networks = before.map(({ address }) => atlas.placeOf(address).asn ?? 0);
    return { machine: last.machine, networks: new Set(networks) };
  };
  return { seed, tenant, life, attacks: [...attacksOn(seed, tenant, atlas, usualOf)] };
}

/** Whether somebody got in. */
export function isSignIn(doing: Doing): doing is SignInDone {
  return doing.what === 'sign-in' && doing.code === 0;
}
