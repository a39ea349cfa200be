import { describe, expect, it } from '@jest/globals';
import { ConfigFault, isHttpOff, readConfig, SETTING_NAMES, type Environment } from '../shared/config.ts';

const TENANT = '5f0d0000-0000-4000-8000-000000000000';
const APP = '00000000-0000-4000-8000-00000000c1d0';
const NOBODY_TOLD = {
  teamsWebhookUrl: undefined,
  teamsWebhookHosts: [],
  webhook: undefined,
  ownUrl: undefined,
  pageKey: undefined,
};
const NO_POLICY_SET = {
  sensitivity: 'normal',
  trustedNetworks: [],
  allowedCountries: [],
  deniedCountries: [],
  travel: [],
};
const LEAST = { TENANT_ID: TENANT, AzureWebJobsStorage: 'UseDevelopmentStorage=true' };
const AT_AZURE =
  'DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=aHVzaA==;EndpointSuffix=core.windows.net';

function faultsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigFault) return error.faults;
    throw error;
  }
  return [];
}

describe('the settings of the app', () => {
  it('are few: a tenant and a storage', () => {
    expect(readConfig(LEAST)).toEqual({
      tenantId: TENANT,
      identity: { tenantId: TENANT },
      graphUrl: 'https://graph.microsoft.com',
      managementUrl: 'https://manage.office.com',
      storage: { connection: 'UseDevelopmentStorage=true' },
      timeZone: 'UTC',
      ownDomains: [],
      signInSource: 'auto',
      policy: NO_POLICY_SET,
      logLevel: 'info',
      tell: NOBODY_TOLD,
      virtualNowUrl: undefined,
    });
  });

  it('are read as they are written, blanks at their ends aside', () => {
    expect(
      readConfig({
        TENANT_ID: ` ${TENANT} `,
        AZURE_CLIENT_ID: APP,
        AZURE_CLIENT_SECRET: 'a secret',
        IDENTITY_ENDPOINT: 'http://169.254.129.3:8081/msi/token',
        AUTHORITY_URL: 'http://127.0.0.1:4000',
        GRAPH_URL: 'http://127.0.0.1:4000',
        MANAGEMENT_URL: 'http://localhost:4000',
        STORAGE_URL: 'https://contoso.table.core.windows.net',
        TIME_ZONE: 'Europe/Berlin',
        WATCH_SCHEDULE: '*/5 * * * * *',
        ENABLE_HTTP: 'True',
        OWN_DOMAINS: 'Contoso.com; fabrikam.com,\nnorthwind.com',
        SIGN_IN_SOURCE: 'management',
        LOG_LEVEL: 'debug',
      }),
    ).toEqual({
      tenantId: TENANT,
      identity: {
        tenantId: TENANT,
        clientId: APP,
        clientSecret: 'a secret',
        identityEndpoint: 'http://169.254.129.3:8081/msi/token',
        loopbackAuthority: 'http://127.0.0.1:4000',
      },
      graphUrl: 'http://127.0.0.1:4000',
      managementUrl: 'http://localhost:4000',
      storage: { endpoint: 'https://contoso.table.core.windows.net' },
      timeZone: 'Europe/Berlin',
      ownDomains: ['contoso.com', 'fabrikam.com', 'northwind.com'],
      signInSource: 'management',
      policy: NO_POLICY_SET,
      logLevel: 'debug',
      tell: NOBODY_TOLD,
      virtualNowUrl: undefined,
    });
  });

  it('that are empty are not given', () => {
    const empty = Object.fromEntries(SETTING_NAMES.map((name) => [name, ' ']));

    expect(readConfig({ ...empty, ...LEAST })).toEqual(readConfig(LEAST));
  });

  it.each([
    [
      'an address before a connection string',
      { STORAGE_URL: 'https://a.example' },
      { endpoint: 'https://a.example' },
    ],
    [
      "the host's connection string before its address",
      { AzureWebJobsStorage__tableServiceUri: 'https://a.example' },
      { connection: 'UseDevelopmentStorage=true' },
    ],
    [
      "the host's address",
      { AzureWebJobsStorage: '', AzureWebJobsStorage__tableServiceUri: 'https://a.example' },
      { endpoint: 'https://a.example' },
    ],
    [
      'an emulator, by its published key',
      { STORAGE_URL: 'http://127.0.0.1:10002/devstoreaccount1' },
      { connection: expect.stringMatching(/;TableEndpoint=http:\/\/127\.0\.0\.1:10002\/devstoreaccount1;$/) },
    ],
    ['an account with its key', { AzureWebJobsStorage: AT_AZURE }, { connection: AT_AZURE }],
  ])('know storage: %s', (_what, given, storage) => {
    expect(readConfig({ ...LEAST, ...given }).storage).toEqual(storage);
  });

  it.each<[string, Environment, RegExp]>([
    ['no tenant', { TENANT_ID: undefined }, /^TENANT_ID .*`az account show/],
    ['a tenant of no form', { TENANT_ID: 'contoso' }, /^TENANT_ID /],
    ['an app id that is none', { AZURE_CLIENT_ID: 'vigil' }, /^AZURE_CLIENT_ID /],
    ['a secret without an app', { AZURE_CLIENT_SECRET: 's' }, /^AZURE_CLIENT_SECRET stands without/],
    ['an identity endpoint that is none', { IDENTITY_ENDPOINT: 'here' }, /^IDENTITY_ENDPOINT /],
    ['an authority elsewhere', { AUTHORITY_URL: 'https://login.example' }, /^AUTHORITY_URL /],
    ['Graph over plain http', { GRAPH_URL: 'http://graph.example' }, /^GRAPH_URL /],
    ['Graph by another scheme', { GRAPH_URL: 'file:///etc/passwd' }, /^GRAPH_URL /],
    ['the Management API over plain http', { MANAGEMENT_URL: 'http://10.0.0.1' }, /^MANAGEMENT_URL /],
    ['no storage', { AzureWebJobsStorage: undefined }, /^No storage /],
    ['storage over plain http', { STORAGE_URL: 'http://a.example' }, /^STORAGE_URL /],
    ['a connection string that is none', { AzureWebJobsStorage: 'AccountKey=x' }, /^AzureWebJobsStorage is/],
    [
      'an account without a key',
      { AzureWebJobsStorage: 'AccountName=a;AccountKey=' },
      /^AzureWebJobsStorage is/,
    ],
    [
      "the host's address over plain http",
      { AzureWebJobsStorage__tableServiceUri: 'http://a.example' },
      /^AzureWebJobsStorage__tableServiceUri /,
    ],
    ['a time zone that is none', { TIME_ZONE: 'Mars/Olympus' }, /^TIME_ZONE /],
    ['a schedule of five fields', { WATCH_SCHEDULE: '* * * * *' }, /^WATCH_SCHEDULE /],
    ['neither true nor false', { ENABLE_HTTP: 'no' }, /^ENABLE_HTTP /],
    ['a domain that is none', { OWN_DOMAINS: 'contoso.com, @fabrikam.com' }, /^OWN_DOMAINS /],
    ['a source there is not', { SIGN_IN_SOURCE: 'both' }, /^SIGN_IN_SOURCE /],
    ['a level there is not', { LOG_LEVEL: 'all' }, /^LOG_LEVEL /],
    ['a clock elsewhere', { VIRTUAL_NOW_URL: 'https://clock.example/now' }, /^VIRTUAL_NOW_URL /],
    [
      'a virtual clock over real storage',
      { AzureWebJobsStorage: AT_AZURE, VIRTUAL_NOW_URL: 'http://127.0.0.1:4000/now' },
      /^VIRTUAL_NOW_URL holds only/,
    ],
  ])('say what to do about %s, in one sentence', (_what, given, sentence) => {
    const faults = faultsOf(() => readConfig({ ...LEAST, ...given }));

    expect(faults).toEqual([expect.stringMatching(sentence)]);
    expect(faults[0]).toMatch(/(?:: (?:set|remove|write|take) ).*\.$/);
  });

  it.each([
    ['UseDevelopmentStorage=true', {}],
    ['an emulator by its address', { STORAGE_URL: 'http://127.0.0.1:10002/devstoreaccount1' }],
    [
      'a connection string to this machine',
      { AzureWebJobsStorage: 'AccountName=a;AccountKey=b==;TableEndpoint=http://127.0.0.1:10002/a;' },
    ],
  ])('let a virtual clock rule over %s', (_what, given) => {
    const url = 'http://127.0.0.1:4000/now';

    expect(readConfig({ ...LEAST, ...given, VIRTUAL_NOW_URL: url }).virtualNowUrl).toBe(url);
  });

  it('tell all faults at once, and no value', () => {
    const given = Object.fromEntries(SETTING_NAMES.map((name) => [name, 'hush-hush']));
    const faults = faultsOf(() => readConfig(given));

    expect(faults.length).toBeGreaterThan(12);
    expect(faults.join(' ')).not.toContain('hush');
  });
});

describe('ENABLE_HTTP', () => {
  it.each([
    ['false', true],
    [' FALSE ', true],
    ['true', false],
    ['', false],
    [undefined, false],
  ])('%j: off is %j', (value, isOff) => {
    expect(isHttpOff({ ENABLE_HTTP: value })).toBe(isOff);
  });
});
