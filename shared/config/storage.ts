import { isLoopback } from '../platform/links.ts';
import { isSafe } from './values.ts';

/** Table storage: by a connection string, which holds a secret, or at an address, where Vigil's own identity asks. */
export type Storage = { readonly connection: string } | { readonly endpoint: string };

/** The account of every emulator; its key is published and opens nothing else. */
const EMULATOR =
  'DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;TableEndpoint=';
const ON_EMULATOR = /^\s*UseDevelopmentStorage=true\s*;?\s*$/i;

interface Given {
  readonly STORAGE_URL?: string | undefined;
  readonly AzureWebJobsStorage?: string | undefined;
  readonly AzureWebJobsStorage__tableServiceUri?: string | undefined;
}

/** The storage that is meant: Vigil's own setting first, then what the Functions host itself would take. Undefined: none is given. */
export function storageOf(given: Given): Storage | undefined {
  const { AzureWebJobsStorage: connection, AzureWebJobsStorage__tableServiceUri: uri } = given;
  const url = given.STORAGE_URL ?? (connection === undefined ? uri : undefined);
  if (url !== undefined && isSafe(url)) {
    return isLoopback(new URL(url)) ? { connection: `${EMULATOR}${url};` } : { endpoint: url };
  }
  return connection === undefined ? undefined : { connection };
}

/** Whether a text is a connection string for tables: the emulator, an account with its key, or an endpoint with a signature. */
export function isConnection(value: string): boolean {
  if (ON_EMULATOR.test(value)) return true;
  const has = (name: string): boolean => partOf(value, name) !== undefined;
  return (has('AccountName') && has('AccountKey')) || (has('TableEndpoint') && has('SharedAccessSignature'));
}

/** Whether nothing but this machine is written to. */
export function isStorageHere(storage: Storage): boolean {
  if ('endpoint' in storage) return isLoopback(new URL(storage.endpoint));
  const endpoint = partOf(storage.connection, 'TableEndpoint') ?? '';
  return ON_EMULATOR.test(storage.connection) || (URL.canParse(endpoint) && isLoopback(new URL(endpoint)));
}

function partOf(connection: string, name: string): string | undefined {
  const part = connection
    .split(';')
    .find((each) => each.trim().toLowerCase().startsWith(`${name.toLowerCase()}=`));
  const value = part?.slice(part.indexOf('=') + 1).trim();
  return value === '' ? undefined : value;
}
