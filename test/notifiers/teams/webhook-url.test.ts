import { describe, expect, it } from '@jest/globals';
import { checkWebhook } from '../../../shared/notifiers/teams/webhook-url.ts';

const QUERY = '?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=c2VjcmV0';
const PATH = ':443/powerautomate/automations/direct/workflows/7d3f0c1b/triggers/manual/paths/invoke';
const NEW = `https://defaultab12.00.environment.api.powerplatform.com${PATH}`;
const OLD = `https://prod-01.westeurope.logic.azure.com:443/workflows/7d3f/triggers/manual/paths/invoke`;

/** What may never be told. */
const SECRETS = ['c2VjcmV0', '7d3f', 'hunter2'];

describe('a webhook that is taken', () => {
  it.each<{ name: string; url: string; extra?: readonly string[]; notes: readonly RegExp[] }>([
    { name: 'as Power Automate gives it', url: NEW + QUERY, notes: [] },
    { name: 'of the variant with /cu/', url: NEW.replace('/direct/', '/direct/cu/16/') + QUERY, notes: [] },
    { name: 'of any length', url: `${NEW}${QUERY}${'A'.repeat(4_000)}`, notes: [] },
    { name: 'with its host in capitals', url: NEW.replace('environment', 'ENVIRONMENT') + QUERY, notes: [] },
    {
      name: 'of the older form',
      url: OLD + QUERY.replace('=1&', '=2016-06-01&'),
      notes: [/not honoured since 30 November 2025/],
    },
    {
      name: 'of a national cloud',
      url: `https://a.environment.api.gov.powerplatform.microsoft.us/x${QUERY}`,
      extra: ['api.gov.powerplatform.microsoft.us'],
      notes: [],
    },
    {
      name: 'of a host with a star',
      url: `https://a.flows.example/x${QUERY}`,
      extra: ['*.flows.example'],
      notes: [],
    },
    { name: 'without anything behind it', url: NEW, notes: [/nothing behind a question mark/] },
    {
      name: 'in sign-in mode',
      url: `${NEW}?api-version=1`,
      notes: [/no "sig": either the flow wants its callers to sign in.*"Anyone"/],
    },
    { name: 'with an empty signature', url: `${NEW}?api-version=1&sig=`, notes: [/no "sig"/] },
    {
      name: 'that was cut',
      url: `${NEW}?api-version=1&sp=x&sv=1.0`,
      notes: [/no "sig", though other parts of a signature/],
    },
    {
      name: 'that lost its version',
      url: NEW + QUERY.replace('api-version=1&', ''),
      notes: [/no "api-version"/],
    },
    { name: 'of the pretend channel', url: 'http://127.0.0.1:7079/workflows/x', notes: [] },
    { name: 'of the pretend channel by name', url: 'http://localhost:7079/workflows/x', notes: [] },
  ])('$name', ({ url, extra, notes }) => {
    expect(checkWebhook(url, extra)).toEqual({
      is: 'ok',
      notes: notes.map((note) => expect.stringMatching(note)),
    });
  });
});

describe('a webhook that is refused', () => {
  it.each<{ name: string; url: string; extra?: readonly string[]; fault: RegExp }>([
    { name: 'nothing', url: '', fault: /is no address/ },
    { name: 'no address', url: 'hunter2', fault: /is no address/ },
    { name: 'http', url: NEW.replace('https', 'http') + QUERY, fault: /is not https/ },
    { name: 'another scheme', url: 'ftp://a.logic.azure.com/x', fault: /is not https/ },
    {
      name: 'a connector',
      url: 'https://contoso.webhook.office.com/webhookb2/hunter2',
      fault: /connector of Office 365.*retired.*Workflows/,
    },
    {
      name: 'an older connector',
      url: 'https://outlook.office.com/webhook/hunter2',
      fault: /connector of Office 365/,
    },
    {
      name: 'a strange host',
      url: `https://evil.example/x${QUERY}`,
      fault: /leads to evil\.example.*TEAMS_WEBHOOK_HOSTS/,
    },
    {
      name: 'a host that only ends alike',
      url: `https://evillogic.azure.com/x${QUERY}`,
      fault: /leads to evillogic\.azure\.com/,
    },
    {
      name: 'a host within another',
      url: `https://a.logic.azure.com.evil.example/x${QUERY}`,
      fault: /leads to/,
    },
    {
      name: 'everything, by an empty extra host',
      url: 'https://evil.example/',
      extra: ['', '*.'],
      fault: /leads to/,
    },
    {
      name: 'a password',
      url: `https://me:hunter2@a.logic.azure.com/x${QUERY}`,
      fault: /a name or a password/,
    },
    { name: '&amp;', url: NEW + QUERY.replaceAll('&', '&amp;'), fault: /"&amp;" in it where "&" belongs/ },
    { name: 'quotes', url: `"${NEW}${QUERY}"`, fault: /quotes around it/ },
    { name: 'a line break', url: `${NEW}\n${QUERY}`, fault: /a line break/ },
  ])('$name', ({ url, extra, fault }) => {
    const checked = checkWebhook(url, extra);

    expect(checked).toEqual({ is: 'fault', fault: expect.stringMatching(fault), notes: [] });
    for (const secret of SECRETS) expect(JSON.stringify(checked)).not.toContain(secret);
  });
});
