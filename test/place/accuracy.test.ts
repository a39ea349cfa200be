import { describe, expect, it } from '@jest/globals';
import type { NetworkClass } from '../../shared/model/place.ts';
import { openPlaces } from '../../shared/place/index.ts';

const places = openPlaces();

/** What its holder, a registry or a standard says of an address; undefined: nothing, or it is answered in many places (anycast). */
interface Documented {
  readonly country?: string;
  readonly asn?: number;
  readonly networkClass?: NetworkClass;
}

/** Source → address → what it says. The AS numbers of ISPs and universities are those of the registries (RIPE, ARIN, APNIC, LACNIC, AFRINIC). */
const DOCUMENTED: Readonly<Record<string, Readonly<Record<string, Documented>>>> = {
  // Pages of the resolvers: developers.google.com/speed/public-dns, one.one.one.one, quad9.net, opendns.com, adguard-dns.io, dns.yandex.com,
  // alidns.com, dudns.baidu.com, dnspod.cn, 101.101.101.101 (TWNIC), hinet.net, he.net. Anycast: no country.
  'public resolvers': {
    '8.8.8.8': { asn: 15_169 },
    '2001:4860:4860::8844': { asn: 15_169 },
    '1.1.1.1': { asn: 13_335 },
    '2606:4700:4700::1001': { asn: 13_335 },
    '9.9.9.9': { asn: 19_281 },
    '149.112.112.112': { asn: 19_281 },
    '2620:fe::fe': { asn: 19_281 },
    '208.67.222.222': { asn: 36_692 },
    '2620:119:35::35': { asn: 36_692 },
    '94.140.14.14': { asn: 212_772 },
    '2a10:50c0::ad1:ff': { asn: 212_772 },
    '74.82.42.42': { asn: 6939 },
    '77.88.8.8': { country: 'RU', asn: 13_238 },
    '180.76.76.76': { country: 'CN' },
    '223.5.5.5': { country: 'CN' },
    '119.29.29.29': { country: 'CN' },
    '101.101.101.101': { country: 'TW', asn: 131_644 },
    '168.95.1.1': { country: 'TW', asn: 3462 },
  },
  // net.princeton.edu/ip-network-ranges.html, help.uis.cam.ac.uk (cam-ip-ranges), id.uzh.ch (ip-adressraeume), internal.library.ucsc.edu.
  'ranges that universities publish': {
    '128.112.128.15': { country: 'US', asn: 88 },
    '140.180.1.1': { country: 'US', asn: 88 },
    '128.232.0.1': { country: 'GB', asn: 786 },
    '129.169.1.1': { country: 'GB', asn: 786 },
    '131.111.8.42': { country: 'GB', asn: 786 },
    '193.63.252.1': { country: 'GB', asn: 786 },
    '2001:630:212::1': { country: 'GB', asn: 786 },
    '130.60.1.1': { country: 'CH', asn: 559 },
    '89.206.64.1': { country: 'CH', asn: 559 },
    '128.114.163.7': { country: 'US', asn: 5739 },
  },
  // RFC 1166, Internet Numbers: networks given to universities, which hold them still.
  'RFC 1166': {
    '18.9.22.69': { country: 'US', asn: 3 },
    '128.32.1.1': { country: 'US', asn: 25 },
    '128.100.1.1': { country: 'CA', asn: 239 },
    '128.214.1.1': { country: 'FI', asn: 1741 },
    '128.250.1.1': { country: 'AU', asn: 10_148 },
    '129.67.1.1': { country: 'GB', asn: 786 },
    '129.132.1.1': { country: 'CH', asn: 559 },
    '129.187.1.1': { country: 'DE', asn: 12_816 },
    '129.240.1.1': { country: 'NO', asn: 224 },
    '130.37.1.1': { country: 'NL', asn: 1103 },
    '130.83.1.1': { country: 'DE', asn: 8365 },
    '130.149.1.1': { country: 'DE', asn: 680 },
    '130.225.1.1': { country: 'DK', asn: 1835 },
    '130.237.1.1': { country: 'SE', asn: 1653 },
    '130.238.1.1': { country: 'SE', asn: 2834 },
  },
  // The name servers that these providers hand out to their customers.
  'providers at home': {
    '217.237.150.51': { country: 'DE', asn: 3320 },
    '194.25.2.129': { country: 'DE', asn: 3320 },
    '195.121.1.34': { country: 'NL', asn: 1136 },
    '194.109.6.66': { country: 'NL', asn: 1136 },
    '80.10.246.2': { country: 'FR', asn: 3215 },
    '212.27.40.240': { country: 'FR', asn: 12_322 },
    '62.6.40.178': { country: 'GB', asn: 2856 },
    '194.168.4.100': { country: 'GB', asn: 5089 },
    '90.207.238.97': { country: 'GB', asn: 5607 },
    '195.67.199.27': { country: 'SE', asn: 3301 },
    '130.244.127.161': { country: 'SE', asn: 1257 },
    '193.213.112.4': { country: 'NO', asn: 2119 },
    '193.162.153.164': { country: 'DK', asn: 3292 },
    '193.229.0.40': { country: 'FI', asn: 719 },
    '195.186.1.162': { country: 'CH', asn: 3303 },
    '195.3.96.67': { country: 'AT', asn: 8447 },
    '195.238.2.21': { country: 'BE', asn: 5432 },
    '195.130.130.2': { country: 'BE', asn: 6848 },
    '80.58.61.250': { country: 'ES', asn: 3352 },
    '62.36.225.150': { country: 'ES', asn: 12_479 },
    '212.55.154.174': { country: 'PT', asn: 3243 },
    '151.99.125.1': { country: 'IT', asn: 3269 },
    '194.204.152.34': { country: 'PL', asn: 5617 },
    '160.218.10.200': { country: 'CZ', asn: 5610 },
    '84.2.44.1': { country: 'HU', asn: 5483 },
    '193.231.252.1': { country: 'RO', asn: 8708 },
    '75.75.75.75': { country: 'US', asn: 7922 },
    '68.94.156.1': { country: 'US', asn: 7018 },
    '139.130.4.4': { country: 'AU', asn: 1221 },
    '168.126.63.1': { country: 'KR', asn: 4766 },
    '164.124.101.2': { country: 'KR', asn: 3786 },
    '196.25.1.9': { country: 'ZA', asn: 5713 },
    '200.49.130.41': { country: 'AR', asn: 7303 },
    '2a00:23c8::1': { country: 'GB', asn: 2856 },
    '2003:c0::1': { country: 'DE', asn: 3320 },
    '2a02:a440::1': { country: 'NL', asn: 1136 },
  },
  // Ranges that ARIN, RIPE and APNIC gave to carriers for their phones.
  'mobile carriers': {
    '172.32.1.1': { country: 'US', asn: 21_928, networkClass: 'mobile' },
    '172.56.1.1': { country: 'US', asn: 21_928, networkClass: 'mobile' },
    '2607:fb90::1': { country: 'US', asn: 21_928, networkClass: 'mobile' },
    '174.192.1.1': { country: 'US', asn: 22_394, networkClass: 'mobile' },
    '166.137.1.1': { country: 'US', asn: 20_057, networkClass: 'mobile' },
    '37.168.1.1': { country: 'FR', asn: 51_207, networkClass: 'mobile' },
    '92.40.1.1': { country: 'GB', asn: 206_067, networkClass: 'mobile' },
    '94.197.1.1': { country: 'GB', asn: 206_067, networkClass: 'mobile' },
    '2.64.1.1': { country: 'SE', asn: 44_034, networkClass: 'mobile' },
    '77.116.1.1': { country: 'AT', asn: 25_255, networkClass: 'mobile' },
    '49.36.1.1': { country: 'IN', asn: 55_836, networkClass: 'mobile' },
    '2409:4000::1': { country: 'IN', asn: 55_836, networkClass: 'mobile' },
  },
  // ip-ranges.amazonaws.com/ip-ranges.json (eu-central-1, eu-west-1 to 3, eu-north-1), gstatic.com/ipranges/cloud.json (europe-west2 to 4),
  // docs.oracle.com/iaas/tools/public_ip_ranges.json (eu-frankfurt-1, us-phoenix-1), Azure's service tags (westeurope, uksouth), Hetzner's and
  // OVH's own pages on their locations.
  'cloud ranges': {
    '3.120.0.1': { country: 'DE', asn: 16_509, networkClass: 'hosting' },
    '52.28.0.1': { country: 'DE', asn: 16_509, networkClass: 'hosting' },
    '54.72.0.1': { country: 'IE', asn: 16_509, networkClass: 'hosting' },
    '13.48.0.1': { country: 'SE', asn: 16_509, networkClass: 'hosting' },
    '35.176.0.1': { country: 'GB', asn: 16_509, networkClass: 'hosting' },
    '15.236.0.1': { country: 'FR', asn: 16_509, networkClass: 'hosting' },
    '2a05:d014::1': { country: 'DE', asn: 16_509, networkClass: 'hosting' },
    '34.90.0.1': { country: 'NL', asn: 396_982, networkClass: 'hosting' },
    '34.107.1.1': { country: 'DE', asn: 396_982, networkClass: 'hosting' },
    '35.189.64.1': { country: 'GB', asn: 396_982, networkClass: 'hosting' },
    '130.61.1.1': { country: 'DE', asn: 31_898, networkClass: 'hosting' },
    '129.146.1.1': { country: 'US', asn: 31_898, networkClass: 'hosting' },
    '20.50.2.1': { country: 'NL', asn: 8075, networkClass: 'microsoft' },
    '51.140.1.1': { country: 'GB', asn: 8075, networkClass: 'microsoft' },
    '95.216.1.1': { country: 'FI', asn: 24_940, networkClass: 'hosting' },
    '88.198.1.1': { country: 'DE', asn: 24_940, networkClass: 'hosting' },
    '2a01:4f9::1': { country: 'FI', asn: 24_940, networkClass: 'hosting' },
    '2001:41d0::1': { country: 'FR', asn: 16_276, networkClass: 'hosting' },
  },
  // endpoints.office.com, by MISP's list microsoft-office365-ip. Nobody is where such an address is: no country.
  'Microsoft 365': {
    '13.107.6.152': { asn: 8068, networkClass: 'microsoft' },
    '13.107.18.10': { asn: 8068, networkClass: 'microsoft' },
    '20.190.128.1': { asn: 8075, networkClass: 'microsoft' },
    '40.126.0.1': { asn: 8075, networkClass: 'microsoft' },
    '40.96.1.1': { asn: 8075, networkClass: 'microsoft' },
    '40.107.1.1': { asn: 8075, networkClass: 'microsoft' },
    '52.96.1.1': { asn: 8075, networkClass: 'microsoft' },
    '52.112.1.1': { asn: 8075, networkClass: 'microsoft' },
    '131.253.33.215': { asn: 8068, networkClass: 'microsoft' },
    '2603:1006::1': { asn: 8075, networkClass: 'microsoft' },
    '2603:1036::1': { asn: 8075, networkClass: 'microsoft' },
    '2620:1ec:4::152': { asn: 8068, networkClass: 'microsoft' },
  },
  // applied-privacy.net/abuse, emeraldonion.org, torservers.net; the operators in nusenu.github.io/OrNetStats.
  'Tor exits': {
    '204.8.96.64': { country: 'US', asn: 62_744, networkClass: 'tor' },
    '162.247.74.27': { country: 'US', asn: 401_370, networkClass: 'tor' },
    '109.70.100.1': { country: 'AT', asn: 208_323, networkClass: 'tor' },
    '185.220.101.1': { country: 'DE', asn: 60_729, networkClass: 'tor' },
    '185.220.102.4': { country: 'DE', asn: 60_729, networkClass: 'tor' },
    '23.129.64.131': { country: 'US', asn: 396_507, networkClass: 'tor' },
    '171.25.193.20': { country: 'SE', asn: 198_093, networkClass: 'tor' },
    '192.42.116.16': { country: 'NL', asn: 215_125, networkClass: 'tor' },
    '199.249.230.87': { country: 'US', asn: 62_744, networkClass: 'tor' },
    '2a03:e600:100::1': { country: 'AT', asn: 208_323, networkClass: 'tor' },
  },
  // Mullvad's list of its servers (api.mullvad.net), Private Internet Access's (serverlist.piaservers.net), NordVPN's name servers.
  'VPN sellers': {
    '185.213.154.66': { country: 'SE', asn: 39_351, networkClass: 'vpn' },
    '193.138.218.220': { country: 'SE', asn: 39_351, networkClass: 'vpn' },
    '2a03:1b20::1': { country: 'SE', asn: 39_351, networkClass: 'vpn' },
    '191.96.67.99': { country: 'US', networkClass: 'vpn' },
    '94.156.14.30': { country: 'BG', networkClass: 'vpn' },
    '149.88.26.221': { country: 'IL', networkClass: 'vpn' },
    '77.81.142.30': { country: 'MX', networkClass: 'hosting' },
    '173.244.56.97': { country: 'US', networkClass: 'hosting' },
    '103.86.96.100': { networkClass: 'vpn' },
  },
};

/** What the data get wrong, and why. */
const KNOWN_WRONG: Readonly<Record<string, string>> = {
  '119.29.29.29': 'DNSPod answers from China; DB-IP has Singapore, where its holder Tencent has its cloud',
  '80.10.246.2': 'Orange’s name server stands in a range that no route of the AS table covers',
  '2a00:23c8::1': 'the registry names AS5400, a sister of BT’s AS2856, under BT’s name',
  '2a01:4f9::1': 'Hetzner has this /32 in Helsinki; DB-IP has its seat in Germany',
  '199.249.230.87':
    'a Tor exit of Quintex in every list of exits; the AS table has another holder, in Canada',
  '2a03:e600:100::1':
    'the registry names the carrier (AS1764), not the foundation whose exits they are: unknown class',
};

const rows = Object.entries(DOCUMENTED).flatMap(([source, addresses]) =>
  Object.entries(addresses).map(([address, said]) => ({ source, address, said })),
);

function isRight(address: string, said: Documented): boolean {
  const found = places.of(address);
  return Object.entries(said).every(([key, value]) => found[key as keyof Documented] === value);
}

/** The share of addresses, of those of which something is said, that the data have right. */
function shareOf(key: keyof Documented): number {
  const told = rows.filter(({ said }) => said[key] !== undefined);
  return told.filter(({ address, said }) => places.of(address)[key] === said[key]).length / told.length;
}

describe('where well-known addresses are', () => {
  it.each(rows.filter(({ address }) => KNOWN_WRONG[address] === undefined))(
    '$source: $address',
    ({ address, said }) => {
      expect(places.of(address)).toMatchObject(said);
    },
  );

  it.each(rows.filter(({ address }) => KNOWN_WRONG[address] !== undefined))(
    'known to be wrong, $source: $address',
    ({ address, said }) => {
      expect(isRight(address, said)).toBe(false);
    },
  );

  it('is right nearly always', () => {
    expect(rows.length).toBeGreaterThan(60);
    expect(shareOf('country')).toBeGreaterThanOrEqual(0.95);
    expect(shareOf('asn')).toBeGreaterThanOrEqual(0.95);
    expect(shareOf('networkClass')).toBeGreaterThanOrEqual(0.95);
  });
});

/**
 * Country → addresses of Apple's own list of where iCloud Private Relay comes out (mask-api.icloud.com/egress-ip-ranges.csv), as of February
 * 2026: London, Berlin (one address a network), Sweden without a region, Niamey and Hordaland. Apple says where the person is.
 */
const RELAYS: Readonly<Record<string, string>> = {
  DE:
    '104.28.45.21 104.28.62.40 104.28.64.19 104.28.114.18 104.28.129.22 140.248.34.44 140.248.36.56 146.75.166.14 ' +
    '146.75.169.44 172.225.6.92 172.225.135.56 172.225.184.184 172.225.189.186 172.225.195.24 172.225.240.184 ' +
    '172.226.104.88 172.226.108.54 172.226.110.54 172.226.112.88',
  GB:
    '140.248.40.70 146.75.168.84 146.75.174.58 146.75.185.84 2a04:4e41:1301:8000::1 2a04:4e41:1601:e000::1 ' +
    '2a04:4e41:4e01:7000::1 2a04:4e41:7401:e000::1',
  SE:
    '2606:54c0:5170::1 2606:54c3:0:1200::1 2a09:bac2:5170::1 2a09:bac3:5170::1 2a04:4e41:1c5::1 ' +
    '2a04:4e41:183b::1 140.248.37.22 146.75.200.28',
  NE:
    '104.28.34.92 104.28.60.117 104.28.87.38 104.28.88.54 104.28.96.86 2606:54c0:4cb8::1 ' +
    '2606:54c3:0:1101::1 2a09:bac2:4cb8::1 2a09:bac3:4cb8::1',
  NO: '2a04:4e41:1c0:8000::1 2a04:4e41:4c40:2000::1 146.75.200.24 146.75.218.6',
};
const relays = Object.entries(RELAYS).flatMap(([country, addresses]) =>
  addresses.split(' ').map((address) => ({ country, address, family: address.includes(':') ? 6 : 4 })),
);

describe('where iCloud Private Relay comes out', () => {
  it.each(relays)('$address is known to be a relay', ({ address }) => {
    expect(places.of(address).networkClass).toBe('relay');
  });

  it.each([
    [4, 0.25, 0.4],
    [6, 0.75, 0.95],
  ])(
    'IPv%i: many countries share a /24, few a /48; a share of %d to %d has the right country',
    (family, least, most) => {
      const some = relays.filter((relay) => relay.family === family);
      const right = some.filter(({ address, country }) => places.of(address).country === country);

      expect(right.length / some.length).toBeGreaterThan(least);
      expect(right.length / some.length).toBeLessThan(most);
    },
  );
});
