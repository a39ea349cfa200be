import { isLoopback } from '../../platform/links.ts';
import { NEW_FLOW } from './causes.ts';

/** Whether an address can be posted to. Notes tell of what is allowed and yet will not work as it is; no secret stands in either. */
export type WebhookCheck =
  | { readonly is: 'ok'; readonly notes: readonly string[] }
  | { readonly is: 'fault'; readonly fault: string; readonly notes: readonly string[] };

/** Where flows take webhooks: today's form and the older one. Source: facts/teams-and-azure.md A.3. */
const HOSTS = ['environment.api.powerplatform.com', 'logic.azure.com'];
/** Connectors of Office 365: retired in May 2026. Source: facts/teams-and-azure.md A.1. */
const LEGACY_HOSTS = ['webhook.office.com', 'outlook.office.com', 'outlook.office365.com'];

/**
 * Checks the address of a webhook without asking anybody. It is only looked at: whoever posts takes it as it was given, for a rebuilt
 * address has lost parts of itself before (A.3). It has no length that is too long.
 *
 * @param extraHosts further hosts, as `environment.api.gov.powerplatform.microsoft.us`; what ends in one of them is allowed too.
 */
export function checkWebhook(url: string, extraHosts: readonly string[] = []): WebhookCheck {
  const fault = faultIn(url, extraHosts);
  return fault === undefined ? { is: 'ok', notes: notesOn(new URL(url)) } : { is: 'fault', fault, notes: [] };
}

const COPY_AGAIN = 'Copy it again from the flow, whole';

function faultIn(url: string, extraHosts: readonly string[]): string | undefined {
  if (/\s/.test(url))
    return `TEAMS_WEBHOOK_URL has a blank or a line break in it. ${COPY_AGAIN}, on one line.`;
  if (/^["']|["']$/.test(url)) return 'TEAMS_WEBHOOK_URL has quotes around it. Take them away.';
  if (!URL.canParse(url)) return `TEAMS_WEBHOOK_URL is no address. ${COPY_AGAIN}: it begins with https://.`;
  const address = new URL(url);
  if (address.protocol === 'http:' && isLoopback(address)) return undefined;
  if (address.protocol !== 'https:') return `TEAMS_WEBHOOK_URL is not https. ${COPY_AGAIN}.`;
  if (address.username !== '' || address.password !== '')
    return `TEAMS_WEBHOOK_URL has a name or a password before its host, which no flow has. ${COPY_AGAIN}.`;
  if (isIn(address.hostname, LEGACY_HOSTS))
    return `TEAMS_WEBHOOK_URL is a connector of Office 365. Microsoft has retired those, and nothing sent there arrives. ${NEW_FLOW}`;
  if (!isIn(address.hostname, [...HOSTS, ...extraHosts]))
    return `TEAMS_WEBHOOK_URL leads to ${address.host}, which is no host of Power Automate. ${NEW_FLOW} If it is one of a national cloud, add it to TEAMS_WEBHOOK_HOSTS.`;
  if (/&amp;/i.test(url))
    return `TEAMS_WEBHOOK_URL has "&amp;" in it where "&" belongs, so that its signature is not found. Write "&" for each "&amp;", or copy it again from the flow.`;
  return undefined;
}

function isIn(hostname: string, hosts: readonly string[]): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  return hosts
    .map((host) => host.toLowerCase().replace(/^[*.]+/, ''))
    .some((host) => host !== '' && (name === host || name.endsWith(`.${host}`)));
}

/** After this day the older form was no longer honoured for flows; a Logic App of one's own still has it. */
const OLD_FORM =
  'TEAMS_WEBHOOK_URL has the older form of an address (logic.azure.com), which flows have not honoured since 30 November 2025. ' +
  'If it is a flow, open it at make.powerautomate.com and copy the new address of its trigger. A Logic App of your own keeps this form.';

function notesOn(address: URL): readonly string[] {
  if (isLoopback(address)) return [];
  return [
    ...(isIn(address.hostname, ['logic.azure.com']) ? [OLD_FORM] : []),
    ...queryNotes(address.searchParams),
  ];
}

function queryNotes(query: URLSearchParams): readonly string[] {
  if (query.size === 0)
    return [`TEAMS_WEBHOOK_URL has nothing behind a question mark: it was cut. ${COPY_AGAIN}, in quotes.`];
  const version = query.has('api-version')
    ? []
    : [`TEAMS_WEBHOOK_URL has no "api-version": a part of it is missing. ${COPY_AGAIN}, in quotes.`];
  return [...version, ...(isSigned(query) ? [] : [query.has('sp') || query.has('sv') ? CUT : SIGN_IN_MODE])];
}

/** Whether an address carries its own right to be called. */
export function isSigned(query: URLSearchParams): boolean {
  return (query.get('sig') ?? '') !== '';
}

const CUT =
  'TEAMS_WEBHOOK_URL has no "sig", though other parts of a signature are there: it was cut. Copy it again from the flow, whole, in quotes.';
const SIGN_IN_MODE =
  'TEAMS_WEBHOOK_URL has no "sig": either the flow wants its callers to sign in, or the address was cut at its first "&". ' +
  'In the flow, under "When a Teams webhook request is received", set "Who can trigger the flow" to "Anyone", save, and copy the address again, whole, in quotes.';
