import { chanceOf, type Chance } from '../random.ts';
import { drawAddress, drawWire, hostIn, prefixIn, type Atlas, type Wire } from './atlas.ts';
import { atHour, DAYS } from './calendar.ts';
import type { Doing, SignInDone } from './doing.ts';
import { contactsOf, mailsOf } from './mail.ts';
import { machineOf, nearby, type Machine, type Member, type Tenant } from './staff.ts';
import { tunnelAddress, tunnelOf, type Tunnel } from './tunnel.ts';

/**
 * What disturbs a detector, as chances a day of one person; detection facts §3.7 and §3.9. Set so that two naive rules are disturbed as
 * often as those facts measured, and never by what our own score makes of it.
 */
const CHANCES = {
  trip: 1 / 130,
  tripAtHome: 1 / 25,
  cafe: 1 / 12,
  vpn: 0.24,
  relay: 0.3,
  phone: 0.85,
  newMachine: 1 / 240,
  newBrowser: 1 / 160,
  newProvider: 1 / 400,
  newLine: 1 / 45,
  homeOffice: 0.4,
  weekend: 0.25,
  wrongPassword: 0.04,
  background: 0.08,
  /** Where a policy asks for a second factor it does so nearly always. */
  singleFactor: 0.03,
  invite: 1 / 300,
} as const;
const CARRIER_POOL = 6;
const NEW_CARRIER_SPOT = 0.12;

/** Where and with what somebody is working at the moment. */
interface Situation {
  home: { wire: Wire; prefix: string };
  laptop: Machine;
  phone: Machine;
  trip:
    | {
        from: number;
        until: number;
        abroad: boolean;
        wire: Wire;
        prefix: string;
        roams: boolean;
        country: string;
      }
    | undefined;
  /** The day on which a journey abroad ends. */
  back: number | undefined;
}

/** Everything that ordinarily happens in a tenant, in no order. */
export function* lifeOf(seed: number, tenant: Tenant, atlas: Atlas): Generator<Doing> {
  const situations = new Map(tenant.members.map((member) => [member.number, situationOf(member, atlas)]));
  for (const member of tenant.members) yield* lifeOfOne(seed, member, tenant, atlas, situations);
}

function situationOf(member: Member, atlas: Atlas): Situation {
  const { chance } = member;
  return {
    home: lineOf(member, atlas, chance),
    laptop: machineOf('computer', chance, member.registers),
    phone: machineOf('phone', chance, member.registers && chance.next() < 0.5),
    trip: undefined,
    back: undefined,
  };
}

function lineOf({ country, region }: Member, atlas: Atlas, chance: Chance): Situation['home'] {
  const wire = drawWire(atlas.wires(country, 'unknown'), chance);
  if (wire === undefined) throw new Error(`no networks in ${country}`);
  return { wire, prefix: prefixIn(wire, chance, region) };
}

function* lifeOfOne(
  seed: number,
  member: Member,
  tenant: Tenant,
  atlas: Atlas,
  situations: ReadonlyMap<number, Situation>,
): Generator<Doing> {
  const chance = chanceOf(seed, 3, member.number);
  const here = situations.get(member.number);
  if (here === undefined) return;
  const pools = poolsOf(member, atlas, chance);
  const contacts = contactsOf(chance);
  if (member.from > 0) yield* started(member, tenant, chance);
  for (let day = member.from; day < DAYS; day += 1) {
    const weekend = day % 7 > 4;
    for (const doing of changes(member, here, atlas, tenant, day, chance)) yield doing;
    if (isOnTheWay(here, day) || (weekend && chance.next() >= CHANCES.weekend)) continue;
    // A shared account is used by whoever is on duty, from where they are.
    const user =
      member.sharedBy.length === 0
        ? here
        : (situations.get(chance.pick(member.sharedBy as [number, ...number[]])) ?? here);
    yield* signInsOf(member, user, tenant, atlas, pools, day, weekend, chance);
    if (!weekend) yield* mailsOf(member, contacts, day, chance);
    if (chance.next() < CHANCES.invite)
      yield {
        what: 'invite',
        by: member,
        at: atHour(day, 10, chance),
        address: addressAt(member, here, tenant, chance),
        guest: `guest${chance.below(500)}@partner${chance.below(90)}.example`,
      };
  }
}

interface Pools {
  readonly mobile: string[];
  readonly vpn: Tunnel;
}

function poolsOf(member: Member, atlas: Atlas, chance: Chance): Pools {
  return {
    mobile: Array.from({ length: CARRIER_POOL }, () => prefixIn(member.carrier, chance)),
    vpn: tunnelOf(member, atlas, chance),
  };
}

/** Whoever goes abroad spends the first day on the way there, and the one after the last on the way back. */
function isOnTheWay({ trip, back }: Situation, day: number): boolean {
  return back === day || (trip?.abroad === true && trip.from === day);
}

/** What becomes different on a day: a journey begins or ends, a machine, a browser, a provider. */
function* changes(
  member: Member,
  here: Situation,
  atlas: Atlas,
  tenant: Tenant,
  day: number,
  chance: Chance,
): Generator<Doing> {
  if (here.trip !== undefined && here.trip.until < day) {
    if (here.trip.abroad) here.back = day;
    here.trip = undefined;
  }
  if (here.trip === undefined && chance.next() < CHANCES.trip)
    here.trip = journey(member, atlas, tenant, day, true, chance);
  if (here.trip === undefined && chance.next() < CHANCES.tripAtHome)
    here.trip = journey(member, atlas, tenant, day, false, chance);
  if (chance.next() < CHANCES.newProvider) here.home = lineOf(member, atlas, chance);
  if (chance.next() < CHANCES.newLine)
    here.home = { ...here.home, prefix: prefixIn(here.home.wire, chance, member.region) };
  if (chance.next() < CHANCES.newBrowser)
    here.laptop = { ...machineOf('computer', chance, false), deviceId: here.laptop.deviceId };
  if (chance.next() >= CHANCES.newMachine) return;
  if (chance.next() < 0.4) here.laptop = machineOf('computer', chance, member.registers);
  else {
    here.phone = machineOf('phone', chance, member.registers && chance.next() < 0.5);
    if (member.mfa)
      yield {
        what: 'method',
        by: member,
        at: atHour(day, 12, chance),
        address: addressAt(member, here, tenant, chance),
      };
  }
}

function journey(
  member: Member,
  atlas: Atlas,
  tenant: Tenant,
  day: number,
  abroad: boolean,
  chance: Chance,
): Situation['trip'] {
  const country = abroad
    ? chance.next() < 0.6
      ? chance.pick(tenant.abroad as [string, ...string[]])
      : nearby(member.country, atlas, chance)
    : member.country;
  const wire = drawWire(atlas.wires(country, 'unknown'), chance);
  if (wire === undefined) return undefined;
  const until = day + (abroad ? 1 + chance.below(9) : chance.below(3));
  return {
    from: day,
    until,
    abroad,
    country,
    wire,
    prefix: prefixIn(wire, chance),
    roams: chance.next() < 0.6,
  };
}

function addressAt(member: Member, here: Situation, { office }: Tenant, chance: Chance): string {
  if (here.trip !== undefined) return hostIn(here.trip.prefix, chance);
  return member.atOffice && chance.next() >= CHANCES.homeOffice ? office : hostIn(here.home.prefix, chance);
}

function* signInsOf(
  member: Member,
  here: Situation,
  tenant: Tenant,
  atlas: Atlas,
  pools: Pools,
  day: number,
  weekend: boolean,
  chance: Chance,
): Generator<SignInDone> {
  const base = weekend
    ? hostIn((here.trip ?? here.home).prefix, chance)
    : addressAt(member, here, tenant, chance);
  const mfa = member.mfa && chance.next() >= CHANCES.singleFactor;
  const signIn = (
    hour: number,
    address: string,
    machine: Machine,
    interactive: boolean,
    code = 0,
  ): SignInDone => ({
    what: 'sign-in',
    by: member,
    at: atHour(day, hour, chance),
    address,
    machine,
    interactive,
    mfa,
    code,
  });
  if (chance.next() < CHANCES.wrongPassword) yield signIn(7, base, here.laptop, true, 50126);
  yield signIn(8, base, here.laptop, true);
  yield signIn(13, base, here.laptop, false);
  if (chance.next() < CHANCES.phone) {
    const away = here.trip?.abroad === true && here.trip.roams === false;
    yield signIn(
      17,
      away ? hostIn(here.trip?.prefix ?? '', chance) : carrierAddress(member, pools, chance),
      here.phone,
      chance.next() < 0.3,
    );
  }
  if (member.relay && chance.next() < CHANCES.relay) {
    const address = relayAddress(member, atlas, chance);
    if (address !== undefined) yield signIn(19, address, here.phone, chance.next() < 0.3);
  }
  if (member.vpn && chance.next() < CHANCES.vpn) {
    yield signIn(15, tunnelAddress(member, pools.vpn, atlas, chance), here.laptop, chance.next() < 0.5);
  }
  if (chance.next() < CHANCES.cafe) {
    const wire = drawWire(atlas.wires(here.trip?.country ?? member.country, 'unknown'), chance);
    if (wire !== undefined)
      yield signIn(
        11,
        drawAddress(wire, chance, here.trip === undefined ? member.region : undefined),
        here.laptop,
        chance.next() < 0.5,
      );
  }
  if (chance.next() < CHANCES.background) {
    const wire = drawWire(atlas.wires(chance.pick([member.country, 'IE', 'NL', 'US']), 'microsoft'), chance);
    if (wire !== undefined) yield signIn(chance.below(24), drawAddress(wire, chance), here.laptop, false);
  }
}

/** Phones of one carrier come out wherever the carrier likes: the regions bounce. */
function carrierAddress({ carrier }: Member, { mobile }: Pools, chance: Chance): string {
  if (chance.next() < NEW_CARRIER_SPOT) mobile[chance.below(mobile.length)] = prefixIn(carrier, chance);
  return hostIn(mobile[chance.below(mobile.length)] ?? '', chance);
}

function relayAddress({ country }: Member, atlas: Atlas, chance: Chance): string | undefined {
  const wire =
    drawWire(atlas.wires(country, 'relay'), chance) ?? drawWire(atlas.wires('FR', 'relay'), chance);
  return wire === undefined ? undefined : drawAddress(wire, chance);
}

/** The account is made the evening before. */
function* started(member: Member, tenant: Tenant, chance: Chance): Generator<Doing> {
  const [admin] = tenant.members;
  if (admin === undefined) return;
  yield {
    what: 'account',
    by: admin,
    at: atHour(member.from - 1, 16, chance),
    address: tenant.office,
    starter: member,
  };
  yield { what: 'method', by: member, at: atHour(member.from, 9, chance), address: tenant.office };
}
