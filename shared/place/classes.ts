/**
 * What kind of network an autonomous system is. Our own lists, as no source we may ship tells it: the organisations from
 * what they say they sell, the numbers and spellings as the AS tables of 2026-06-17 name them (a test compares the two, so
 * a number that changes hands shows when the data is renewed). No list for `residential` and `business`: no source.
 */
import type { NetworkClass } from '../model/place.ts';

/** Organisation, spelt as in the place data → its AS numbers. */
export type NetworkList = Readonly<Record<string, readonly number[]>>;

/**
 * Rented servers. A person at a desk comes from one only by a remote desktop, a proxy or a tool; a thief often does.
 * M247, GSL and Datacamp 60068 (CDN77) also carry many VPNs. AS15169 is Google's own as well as its cloud's.
 */
const hosting: NetworkList = {
  '1337 Services GmbH': [210558],
  'A2 Hosting, Inc.': [55293],
  'AEZA INTERNATIONAL LTD': [210644],
  'ALEXHOST SRL': [200019],
  'Aeza Group LLC': [216246],
  'Akamai Technologies, Inc.': [63949],
  'Alibaba (US) Technology Co., Ltd.': [45102],
  'Alibaba Cloud (Singapore) Private Limited': [134963],
  'AltusHost B.V.': [51430],
  'Amazon Data Services Ireland Ltd': [8987],
  'Amazon.com, Inc.': [14618, 16509],
  'B2 Net Solutions Inc.': [55286],
  'BL Networks': [399629],
  'BlueVPS OU': [62005],
  'Clouvider Europe B.V.': [214578],
  'Clouvider Limited': [34202, 62240, 202791, 202792, 206136, 206822, 207019, 207158],
  'Clouvider, Inc.': [197331, 401881],
  'Contabo Asia Private Limited': [141995],
  'Contabo GmbH': [51167],
  'Contabo Inc.': [40021],
  'DREAM VPS LTD': [213038],
  'Datacamp Limited': [60068],
  'DigitalOcean, LLC': [14061, 46652, 393406],
  EGIHosting: [18779, 54500],
  'Eonix Corporation': [30693, 49532, 62904],
  'FDCservers.net': [30058],
  'FlokiNET ehf': [200651],
  'Fly.io, Inc.': [40509],
  'FranTech Solutions': [53667],
  'G-Core Labs S.A.': [199524, 202422, 210559],
  'GLOBAL CONNECTIVITY SOLUTIONS LLP': [215540],
  'GSL Networks Pty LTD': [137409],
  GTHost: [63023],
  'GleSYS AB': [35382, 42708, 62131],
  'Google LLC': [15169, 396982],
  'HIVELOCITY, Inc.': [29802],
  HOSTKEY: [395839],
  'HOSTKEY B.V.': [50867, 57043],
  'Hangzhou Alibaba Advertising Co.,Ltd.': [37963],
  'Hetzner Online GmbH': [24940, 212317, 213230, 215859],
  'Hivelocity Inc': [61317],
  'Host Sailor Ltd': [60117],
  'HostHatch, LLC': [63473],
  HostPapa: [11989, 23273, 36352, 40092, 54290, 394738],
  'HostRoyale LLC': [46516, 396931],
  'HostRoyale Technologies Pvt Ltd': [39486, 44144, 133499, 134450, 203020, 204287, 207990],
  'Hostinger International Limited': [47583, 204915],
  'Huawei Cloud Service data center': [55990],
  'Hydra Communications Ltd': [25369, 49999, 58325, 200039],
  'IBM Cloud': [36351],
  'IONOS SE': [8560],
  'IP Volume inc': [202425],
  'Interserver, Inc': [19318, 26666],
  'JSC "TIMEWEB"': [9123, 51789],
  'JSC Selectel': [49505, 50340, 61976],
  'Kamatera Inc': [41436, 204548, 210329, 215728],
  'Kamatera, Inc.': [36007, 54913, 64022, 396948, 396949],
  'LEASEWEB AUSTRALIA PTY LIMITED': [136988],
  'LEASEWEB HONG KONG LIMITED': [133752],
  'LEASEWEB SINGAPORE PTE. LTD.': [59253],
  'LEASEWEB UK LIMITED': [205544],
  'Latitude.sh': [396356],
  'LeaseWeb LeaseWeb Network B.V.': [60626],
  'LeaseWeb Netherlands B.V.': [60781],
  'LeaseWeb Network B.V.': [16265, 38930],
  'Leaseweb Canada Inc.': [32613],
  'Leaseweb Deutschland GmbH': [28753],
  'Leaseweb Japan K.K.': [134351],
  'Leaseweb USA, Inc.': [7203, 19148, 27411, 30633, 393886, 394380, 395954, 396190, 396362],
  'Limestone Networks, Inc.': [46475],
  'Linode, LLC': [48337],
  'M247 Europe SRL': [9009, 51332],
  'M247 Ltd': [33970],
  'M247 UK Ltd': [16247, 42973],
  'MVPS LTD': [202448],
  'Melbikomas UAB': [8849, 44571, 49287, 50098, 56630],
  'NForce Entertainment B.V.': [43350, 64437],
  'Nexeon Technologies, Inc.': [20278, 131199, 202397],
  'Nocix, LLC': [33387],
  'OVH SAS': [16276, 35540],
  'Oracle Corporation': [31898],
  'PEG TECH INC': [36137, 54600, 394432, 398478, 398823, 398993, 399195],
  'Performive LLC': [22384, 46562],
  'Private Layer INC': [51852],
  'Psychz Networks': [40676, 63993],
  'QuadraNet Enterprises LLC': [8100],
  'ReliableSite.Net LLC': [23470],
  'RouterHosting LLC': [14956],
  'RoyaleHosting BV': [212477],
  'SCALEWAY S.A.S.': [29447, 202023],
  'Scaleway SAS': [12876],
  'Serverius Holding B.V.': [50673, 211895],
  'Servers.com B.V.': [61107],
  'Servers.com, Inc.': [7979, 46786],
  Sharktech: [46844],
  'Shenzhen Tencent Computer Systems Company Limited': [45090, 132203],
  'Spartan Host Ltd': [50131, 201106],
  'The Constant Company, LLC': [11508, 20473, 46407, 54094],
  'Timeweb, LLP': [204427, 210976],
  'UAB Cherry Servers': [16125, 59642, 204770, 210162, 213896, 214159, 216444],
  'UCLOUD INFORMATION TECHNOLOGY (HK) LIMITED': [135377, 139327],
  'UpCloud Ltd': [202053],
  'UpCloud USA Inc': [25697],
  'WholeSale Internet, Inc.': [32097],
  'WorldStream B.V.': [8315, 25525, 28836, 49981],
  'Zappie Host LLC': [61138, 151817],
  'dataforest GmbH': [58212],
  'i3D.net B.V': [49544],
  'netcup GmbH': [197540, 214996],
  'tzulo, inc.': [11878],
  'velia.net Internetdienste GmbH': [29066],
  'xTom GmbH': [3214, 35536, 35537, 39220, 41767, 43959, 43992, 57969, 205758, 208982],
};

/**
 * Microsoft's own services acting for a person, or a virtual machine rented from Azure: the address tells no place.
 */
const microsoft: NetworkList = {
  'Microsoft Corporation': [
    3598, 5761, 8068, 8069, 8070, 8071, 8075, 12076, 17144, 30520, 46182, 54396, 63314,
  ],
  'Microsoft Limited': [35106],
};

/**
 * Networks that chiefly carry phones: carriers without lines to houses, or the network a carrier keeps for its phones. Where
 * both share one network it is left out.
 */
const mobile: NetworkList = {
  '"Rightel Communication Service Company PJS"': [57218],
  'ADVANCED WIRELESS NETWORK COMPANY LIMITED': [131445],
  'AT&T Enterprises, LLC': [20057],
  'Airtel Networks Kenya Limited': [36926],
  'Airtel Networks Limited': [36873],
  'Axiata (Bangladesh) Limited': [24432],
  'Banglalink Digital Communications Ltd': [45245],
  'Bharti Airtel Limited': [45609],
  'Boost Mobile': [398378],
  'CMPak Limited': [59257],
  'COMCEL S.A.': [26611],
  'Celcom Axiata Berhad': [10030],
  'Claro S/A': [22085],
  'Colombia Movil': [27831],
  'Emerging Markets Telecommunication Services (EMTS) Limited': [37076],
  'Free Mobile SAS': [51207],
  'Globe Telecom Inc.': [132199],
  'Hi3G Access AB': [44034],
  'Hutchison 3G UK Limited': [60339, 206067],
  'Hutchison Drei Austria GmbH': [25255],
  'Iran Cell Service and Communication Company': [44244],
  'MOBIFONE Corporation': [131429],
  'MTN NIGERIA Communication limited': [29465],
  'Mobile Communication Company of Iran PLC': [197207],
  'Mobile Telecom-Service LLP': [48503],
  'Mobile Telecommunication Company Saudi Arabia Joint-Stock company': [43766],
  'Mobilink GSM, Pakistan Mobile Communication Ltd.': [45669],
  'Mobitel Pvt Ltd': [45356],
  'NTT DOCOMO, INC.': [9605],
  'P4 Sp. z o.o.': [39603],
  'PT XL Axiata': [24203],
  'PT. Telekomunikasi Selular': [23693],
  'RadioMovil Dipsa, S.A. de C.V.': [28403],
  'Rakuten Mobile, Inc.': [138384],
  'Realmove Company Limited': [132061],
  'Reliance Jio Infocomm Limited': [55836],
  'Singapore Telecom Mobile Pte Ltd': [45143],
  'Smart Axiata Co., Ltd.': [45498],
  'T-Mobile USA, Inc.': [21928, 22140],
  'T2 Mobile LLC': [12958],
  'TELEFONICA BRASIL S.A': [26599],
  'TT Mobil Iletisim Hizmetleri A.S': [20978],
  'TURKCELL ILETISIM HIZMETLERI A.S.': [16135],
  'Telenor Pakistan (Pvt) Ltd': [24499],
  'Total Access Communication PLC.': [24378],
  'U Mobile Sdn Bhd': [38466],
  'Verizon Business': [6167, 22394],
  'Vietnamobile Telecommunications Joint Stock Company': [38247],
  'Vodafone Idea Ltd. (VIL)': [38266, 45271, 55410],
  'grameenphone limited': [24389],
};

/**
 * Where iCloud Private Relay comes out: Akamai, Cloudflare and Fastly run it
 * (https://blog.apnic.net/2023/01/25/an-investigation-into-apples-new-relay-network/). Cloudflare's also carries WARP. All
 * three carry other traffic too, but hardly a person's sign-in.
 */
const relay: NetworkList = {
  'Akamai Technologies, Inc.': [36183],
  'Cloudflare, Inc.': [13335],
  'Fastly, Inc.': [54113],
};

/**
 * Networks whose holders run Tor exits and little else: Emerald Onion (https://emeraldonion.org), the Foundation for Applied Privacy
 * (https://applied-privacy.net/abuse), the Stiftung Erneuerbare Freiheit, which houses Artikel10 and ForPrivacyNET, the Church of Cyberology
 * (Nothing to Hide), DFRI, Quintex and Calyx (exits and no guards in https://nusenu.github.io/OrNetStats). F3 Netze is left out: it carries
 * Freifunk's homes too. Most exits stand in rented servers and count as hosting.
 */
const tor: NetworkList = {
  'CALYX NETWORKS': [401370],
  'Church of Cyberology': [215125],
  'Emerald Onion': [396507],
  'Foreningen for digitala fri- och rattigheter': [198093],
  'Foundation for Applied Privacy': [208323],
  'Quintex Alliance Consulting': [62744],
  'Stiftung Erneuerbare Freiheit': [60729],
  'The Calyx Institute': [4224],
};

/**
 * Networks of VPN sellers, or (31173: Mullvad; Datacamp 212238 and PacketHub: NordVPN and others) of those who carry them.
 */
const vpn: NetworkList = {
  '31173 Services AB': [39351, 49399, 214813],
  'Datacamp Limited': [212238],
  'IVPN Limited': [203619],
  'Mullvad VPN AB': [216025],
  'Overplay, Inc': [197640],
  'PACKETHUB S.A.': [272096],
  'PacketHub S.A.': [136787, 141039, 147049, 207137],
  'Proton AG': [199218, 208172, 209103],
  'Strong Technology, LLC': [140952],
  'Strong Technology, LLC.': [13926, 22781, 54203, 62651],
  Windscribe: [397540],
};

/** All lists. No number is in two of them. */
export const NETWORK_LISTS = { hosting, microsoft, mobile, relay, tor, vpn } satisfies Partial<
  Record<NetworkClass, NetworkList>
>;

const CLASSES: ReadonlyMap<number, NetworkClass> = new Map(
  Object.entries(NETWORK_LISTS).flatMap(([networkClass, list]) =>
    Object.values(list).flatMap((asns) => asns.map((asn) => [asn, networkClass as NetworkClass] as const)),
  ),
);

/** `unknown` for a network in none of our lists. */
export function classOf(asn: number): NetworkClass {
  return CLASSES.get(asn) ?? 'unknown';
}
