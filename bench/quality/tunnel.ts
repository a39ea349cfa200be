import type { Chance } from '../random.ts';
import { drawWire, hostIn, prefixIn, type Atlas } from './atlas.ts';
import { nearby, type Member } from './staff.ts';

const VPN_EXITS = 3;
const NEW_VPN_EXIT = 0.35;
/** Apps take the fastest exit or the one that was chosen once: seldom is it another country. */
const NEW_VPN_COUNTRY = 0.04;

/** A VPN: its country, and the /24s it comes out at. */
export interface Tunnel {
  country: string;
  exits: string[];
}

/** A VPN as somebody set it up: out at home, or abroad. */
export function tunnelOf({ country }: Member, atlas: Atlas, chance: Chance): Tunnel {
  const where = chance.next() < 0.4 ? country : nearby(country, atlas, chance);
  return { country: where, exits: Array.from({ length: VPN_EXITS }, () => vpnExit(where, atlas, chance)) };
}

/** Sellers of VPNs mostly rent servers. */
function vpnExit(country: string, atlas: Atlas, chance: Chance): string {
  const kind = chance.next() < 0.4 ? 'vpn' : 'hosting';
  const wire =
    drawWire(atlas.wires(country, kind), chance) ??
    drawWire(atlas.wires(country, 'hosting'), chance) ??
    drawWire(atlas.wires('US', 'vpn'), chance);
  return wire === undefined ? '' : prefixIn(wire, chance);
}

/** Where it comes out today; now and then somewhere new. */
export function tunnelAddress(member: Member, tunnel: Tunnel, atlas: Atlas, chance: Chance): string {
  if (chance.next() < NEW_VPN_COUNTRY) Object.assign(tunnel, tunnelOf(member, atlas, chance));
  const { country, exits } = tunnel;
  if (chance.next() < NEW_VPN_EXIT) exits[chance.below(exits.length)] = vpnExit(country, atlas, chance);
  return hostIn(exits[chance.below(exits.length)] ?? '', chance);
}
