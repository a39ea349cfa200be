import { ownWords, type OpenUrl, type Own } from './elements.ts';

/** Where a button may lead, besides the app itself. */
const HOSTS: ReadonlySet<string> = new Set([
  'admin.microsoft.com',
  'entra.microsoft.com',
  'security.microsoft.com',
  'db-ip.com',
]);

/** A button to an address that is https and allowed; undefined for any other: a card with one button less is still a card. */
export function link(title: Own, url: string | undefined, appHost: string | undefined): OpenUrl | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, host, hostname, username, password, href } = new URL(url);
  const isOwn = appHost !== undefined && host === appHost;
  const isSafe =
    protocol === 'https:' || (isOwn && protocol === 'http:' && /^(localhost|127\.[\d.]+)$/.test(hostname));
  const isAllowed = isOwn || HOSTS.has(host);
  return isSafe && isAllowed && username === '' && password === ''
    ? { type: 'Action.OpenUrl', title, url: href }
    : undefined;
}

/** The licence of the place data (CC BY 4.0) asks for this wherever a place is shown. */
export const ATTRIBUTION: OpenUrl = {
  type: 'Action.OpenUrl',
  title: ownWords('IP Geolocation by DB-IP'),
  url: 'https://db-ip.com',
};
/** With its address, for clients that show a run's action as text only. Source: AdaptiveCards#9100. */
export const ATTRIBUTION_WORDS = ownWords('IP Geolocation by DB-IP (https://db-ip.com)');
