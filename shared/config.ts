import * as z from 'zod';
import { checked, filled, text, type Environment } from './config/reading.ts';
import { isConnection, isStorageHere, storageOf, type Storage } from './config/storage.ts';
import {
  isDomain,
  isGuid,
  isOnThisMachine,
  isSafe,
  isSchedule,
  isTimeZone,
  listOf,
} from './config/values.ts';
import { isTorn, policySettingsOf, whereabouts } from './config/whereabouts.ts';
import type { PolicySettings } from './model/policy.ts';
import type { Identity } from './platform/credential.ts';

export { ConfigFault, type Environment } from './config/reading.ts';

export interface Config {
  readonly tenantId: string; // a GUID
  readonly identity: Identity;
  readonly graphUrl: string;
  readonly managementUrl: string;
  readonly storage: Storage;
  readonly timeZone: string; // IANA
  readonly ownDomains: readonly string[];
  readonly signInSource: 'auto' | 'graph' | 'management';
  /** What the administrator says of where people are. */
  readonly policy: PolicySettings;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly tell: Tell;
  readonly virtualNowUrl: string | undefined; // answers the time; only ever where storage is on this machine
}

/** How people are told. Addresses of webhooks are secrets. */
interface Tell {
  readonly teamsWebhookUrl: string | undefined;
  /** Hosts of flows besides Microsoft's usual ones. */
  readonly teamsWebhookHosts: readonly string[];
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
  /** Where this Vigil answers HTTP; undefined: it does not, or nobody knows. */
  readonly ownUrl: string | undefined;
  /** The key of the function `incident`, for links to its page; undefined where people sign in instead. */
  readonly pageKey: string | undefined;
}

/** For those who ask a Vigil over HTTP. */
export interface ClientConfig {
  readonly url: string;
  readonly key: string;
  readonly timeZone: string;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const timeZone = text(isTimeZone, 'TIME_ZONE is no time zone: write it as Europe/Berlin.').default('UTC');
const onlyHere = (name: string, what: string): z.ZodOptional<z.ZodString> =>
  text(
    isOnThisMachine,
    `${name} is only for ${what} on this machine (http://127.0.0.1:PORT): remove it.`,
  ).optional();
const address = (name: string, usual: string): z.ZodDefault<z.ZodString> =>
  text(isSafe, `${name} is neither https nor on this machine: remove it, and ${usual} is asked.`).default(
    usual,
  );
const tables = (name: string): z.ZodOptional<z.ZodString> =>
  text(
    isSafe,
    `${name} is neither https nor on this machine: write https://ACCOUNT.table.core.windows.net.`,
  ).optional();

const settings = z.object({
  TENANT_ID: text(
    isGuid, // a domain would do for Graph, and the Management API refuses it
    'TENANT_ID is missing or no id of a tenant: set it to what `az account show --query tenantId -o tsv` prints.',
  ),
  AZURE_CLIENT_ID: text(
    isGuid,
    'AZURE_CLIENT_ID is no id of an app: set it to the "Application (client) ID" of the app registration, or remove it.',
  ).optional(),
  AZURE_CLIENT_SECRET: z.string().optional(),
  IDENTITY_ENDPOINT: text(
    (value) => URL.canParse(value),
    'IDENTITY_ENDPOINT is no address: remove yours, for Azure sets it where there is a managed identity.',
  ).optional(),
  AUTHORITY_URL: onlyHere('AUTHORITY_URL', 'a pretend sign-in service'),
  GRAPH_URL: address('GRAPH_URL', 'https://graph.microsoft.com'),
  MANAGEMENT_URL: address('MANAGEMENT_URL', 'https://manage.office.com'),
  SIGN_IN_SOURCE: z
    .enum(['auto', 'graph', 'management'], 'SIGN_IN_SOURCE does not exist: take auto, graph or management.')
    .default('auto'),
  STORAGE_URL: tables('STORAGE_URL'),
  AzureWebJobsStorage: text(
    isConnection,
    'AzureWebJobsStorage is no connection string: take it from the storage account, under Access keys, or write UseDevelopmentStorage=true on your own machine.',
  ).optional(),
  AzureWebJobsStorage__tableServiceUri: tables('AzureWebJobsStorage__tableServiceUri'),
  OWN_DOMAINS: z
    .string()
    .transform(listOf)
    .refine(
      (domains) => domains.every(isDomain),
      'OWN_DOMAINS holds something that is no domain: write them as contoso.com, contoso.onmicrosoft.com.',
    )
    .default([]),
  ...whereabouts,
  TEAMS_WEBHOOK_URL: z.string().optional(), // looked at by whoever posts to it, who knows flows
  TEAMS_WEBHOOK_HOSTS: z.string().transform(listOf).default([]),
  WEBHOOK_URL: text(isSafe, 'WEBHOOK_URL is neither https nor on this machine: correct it.').optional(),
  WEBHOOK_SECRET: z
    .string()
    .min(16, 'WEBHOOK_SECRET is shorter than 16 characters: take a longer one.')
    .optional(),
  PAGE_KEY: z.string().optional(),
  WEBSITE_HOSTNAME: z.string().optional(),
  TIME_ZONE: timeZone,
  WATCH_SCHEDULE: text(
    isSchedule,
    'WATCH_SCHEDULE is not six fields of numbers (second minute hour day month weekday): write 0 * * * * * for every minute.',
  ).default('0 * * * * *'),
  ENABLE_HTTP: z
    .string()
    .toLowerCase()
    .refine(
      (value) => value === 'true' || value === 'false',
      'ENABLE_HTTP is neither true nor false: set it to one.',
    )
    .default('true'),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, `LOG_LEVEL does not exist: take one of ${LOG_LEVELS.join(', ')}.`)
    .default('info'),
  VIRTUAL_NOW_URL: onlyHere('VIRTUAL_NOW_URL', 'tests'),
});

const clientSettings = z.object({
  VIGIL_URL: text(
    isSafe,
    'VIGIL_URL is missing, or neither https nor on this machine: write it as https://APP.azurewebsites.net.',
  ),
  VIGIL_KEY: z.string(
    'VIGIL_KEY is missing: set it to what `az functionapp keys list --name APP --resource-group GROUP --query functionKeys.default -o tsv` prints.',
  ),
  TIME_ZONE: timeZone,
});

/** Every setting there is: docs/settings.md and local.settings.json.example name these and no other. */
export const SETTING_NAMES: readonly string[] = [
  ...new Set([...Object.keys(settings.shape), ...Object.keys(clientSettings.shape)]),
];

/** Reads the settings of the app. Throws one ConfigFault that tells of all faults at once. */
export function readConfig(environment: Environment): Config {
  const given = filled(environment, Object.keys(settings.shape));
  const read = checked(settings, given, faultsTogether(given));
  return {
    tenantId: read.TENANT_ID,
    identity: identityOf(read),
    graphUrl: read.GRAPH_URL,
    managementUrl: read.MANAGEMENT_URL,
    storage: storageOf(read) as Storage, // none is a fault above
    timeZone: read.TIME_ZONE,
    ownDomains: read.OWN_DOMAINS,
    signInSource: read.SIGN_IN_SOURCE,
    policy: policySettingsOf(read),
    logLevel: read.LOG_LEVEL,
    tell: tellOf(read),
    virtualNowUrl: read.VIRTUAL_NOW_URL,
  };
}

/** Reads the settings of a client. Throws one ConfigFault that tells of all faults at once. */
export function readClientConfig(environment: Environment): ClientConfig {
  const read = checked(clientSettings, filled(environment, Object.keys(clientSettings.shape)), []);
  return { url: read.VIGIL_URL, key: read.VIGIL_KEY, timeZone: read.TIME_ZONE };
}

/** Whether HTTP is switched off. Asked before anything else, so that a fault elsewhere does not switch it on. */
export function isHttpOff(environment: Environment): boolean {
  return environment['ENABLE_HTTP']?.trim().toLowerCase() === 'false';
}

const STORAGES = ['STORAGE_URL', 'AzureWebJobsStorage', 'AzureWebJobsStorage__tableServiceUri'];

/** What no setting shows alone. */
function faultsTogether(given: Environment): readonly string[] {
  const storage = storageOf(given);
  const [id, secret] = [given['AZURE_CLIENT_ID'], given['AZURE_CLIENT_SECRET']];
  const isHalf = (given['WEBHOOK_URL'] === undefined) !== (given['WEBHOOK_SECRET'] === undefined);
  return [
    ...(storage === undefined && STORAGES.every((name) => given[name] === undefined)
      ? [
          'No storage is given: set AzureWebJobsStorage to a connection string, or STORAGE_URL to https://ACCOUNT.table.core.windows.net.',
        ]
      : []),
    ...(secret !== undefined && id === undefined
      ? [
          'AZURE_CLIENT_SECRET stands without AZURE_CLIENT_ID: set that to the "Application (client) ID" of the app registration.',
        ]
      : []),
    ...(isHalf ? ['WEBHOOK_URL and WEBHOOK_SECRET go together: set both, or neither.'] : []),
    ...(isTorn(given['ALLOWED_COUNTRIES'], given['DENIED_COUNTRIES'])
      ? ['A country stands in ALLOWED_COUNTRIES and in DENIED_COUNTRIES: remove it from one of them.']
      : []),
    ...(given['VIRTUAL_NOW_URL'] !== undefined && storage !== undefined && !isStorageHere(storage)
      ? ['VIRTUAL_NOW_URL holds only where storage is on this machine: remove it.']
      : []),
  ];
}

function tellOf(read: z.output<typeof settings>): Tell {
  const { WEBHOOK_URL: url, WEBHOOK_SECRET: secret, WEBSITE_HOSTNAME: host } = read;
  const isHere = host !== undefined && /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host);
  return {
    teamsWebhookUrl: read.TEAMS_WEBHOOK_URL,
    teamsWebhookHosts: read.TEAMS_WEBHOOK_HOSTS,
    webhook: url === undefined || secret === undefined ? undefined : { url, secret },
    ownUrl:
      host === undefined || read.ENABLE_HTTP === 'false'
        ? undefined
        : `${isHere ? 'http' : 'https'}://${host}`,
    pageKey: read.PAGE_KEY,
  };
}

function identityOf(read: z.output<typeof settings>): Identity {
  return {
    tenantId: read.TENANT_ID,
    ...(read.AZURE_CLIENT_ID !== undefined && { clientId: read.AZURE_CLIENT_ID }),
    ...(read.AZURE_CLIENT_SECRET !== undefined && { clientSecret: read.AZURE_CLIENT_SECRET }),
    ...(read.IDENTITY_ENDPOINT !== undefined && { identityEndpoint: read.IDENTITY_ENDPOINT }),
    ...(read.AUTHORITY_URL !== undefined && { loopbackAuthority: read.AUTHORITY_URL }),
  };
}
