import { beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig, SETTING_NAMES } from '../../shared/config.ts';
import type { BicepFile } from '../../local/bicep/tree.ts';
import { fileOf, settingsIn, template } from './a-template.ts';

/** Settings that infra never writes, each with why. */
const NEVER_IN_AZURE: Readonly<Record<string, string>> = {
  AZURE_CLIENT_SECRET: 'the identity of the app needs no secret',
  IDENTITY_ENDPOINT: 'Azure sets it',
  WEBSITE_HOSTNAME: 'Azure sets it',
  AzureWebJobsStorage: 'holds a key; with it, even empty, the host looks for one',
  AzureWebJobsStorage__tableServiceUri:
    'STORAGE_URL leads to an account of its own; the host goes by the name of its account',
  GRAPH_URL: 'only for tests and for a pretend tenant',
  MANAGEMENT_URL: 'only for tests and for a pretend tenant',
  AUTHORITY_URL: 'only for a pretend sign-in service on this machine',
  VIRTUAL_NOW_URL: 'only for tests on this machine',
  VIGIL_URL: 'of a client, not of the app',
  VIGIL_KEY: 'of a client, not of the app',
};

/** What the Functions host reads, and no part of Vigil: facts/teams-and-azure.md C.2, C.3. */
const OF_THE_HOST = [
  'AzureWebJobsStorage__accountName',
  'AzureWebJobsStorage__credential',
  'AzureWebJobsStorage__clientId',
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
];

/** What Flex Consumption refuses or breaks on: facts/teams-and-azure.md C.1. */
const REFUSED_BY_FLEX =
  /FUNCTIONS_WORKER_RUNTIME|FUNCTIONS_EXTENSION_VERSION|WEBSITE_RUN_FROM_PACKAGE|WEBSITE_CONTENT|SCM_DO_BUILD_DURING_DEPLOYMENT|ENABLE_ORYX_BUILD|WEBSITE_TIME_ZONE|WEBSITE_NODE_DEFAULT_VERSION|FUNCTIONS_ADMIN_ISOLATION_ENABLED|linuxFxVersion|basicPublishingCredentialsPolicies/;

let files: ReadonlyMap<string, BicepFile>;
let ours: ReadonlyMap<string, string>;
beforeAll(async () => {
  files = await template();
  ours = settingsIn(fileOf(files, 'infra/app.bicep'), 'settings');
});

describe('the app settings', () => {
  it('are those of the code, but those that never belong in Azure', () => {
    expect([...ours.keys()].toSorted()).toEqual(
      SETTING_NAMES.filter((name) => NEVER_IN_AZURE[name] === undefined).toSorted(),
    );
    expect(Object.keys(NEVER_IN_AZURE).filter((name) => !SETTING_NAMES.includes(name))).toEqual([]);
  });

  it('that are not ours are those of the host', () => {
    expect([...settingsIn(fileOf(files, 'infra/modules/site.bicep'), 'platformSettings').keys()]).toEqual(
      OF_THE_HOST,
    );
  });

  it('are none that Flex refuses', () => {
    expect(
      [...files.values()].filter(({ text }) => REFUSED_BY_FLEX.test(text)).map(({ name }) => name),
    ).toEqual([]);
    expect(
      [...files.values()].filter(({ text }) => /'AzureWebJobsStorage'/.test(text)).map(({ name }) => name),
    ).toEqual([]);
  });

  it('lead to secrets, and do not hold them', () => {
    for (const name of ['TEAMS_WEBHOOK_URL', 'WEBHOOK_SECRET', 'PAGE_KEY'])
      expect(ours.get(name)).toMatch(
        /^has\w+ \? '@Microsoft\.KeyVault\(SecretUri=\$\{vault\.outputs\.uri\}secrets\/[a-z-]+\)' : ''$/,
      );
  });

  it('can be used as they are where nothing is given', () => {
    const usual = Object.fromEntries([...ours.keys()].map((name) => [name, '']));
    const id = '11111111-2222-4333-8444-555555555555';
    const config = readConfig({
      ...usual,
      TENANT_ID: id,
      AZURE_CLIENT_ID: id,
      STORAGE_URL: 'https://stdata.table.core.windows.net',
      IDENTITY_ENDPOINT: 'http://127.0.0.1/msi/token',
    });

    expect(config.storage).toEqual({ endpoint: 'https://stdata.table.core.windows.net' });
    expect(config.tell).toMatchObject({ teamsWebhookUrl: undefined, webhook: undefined });
  });
});
