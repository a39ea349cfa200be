import { TableClient, type TableServiceClientOptions } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { systemClock } from './clock.ts';
import { baseOf } from './links.ts';
import { Failure } from './problem.ts';
import { tableFailure } from './table-failure.ts';

/** Where a table is: a connection string with its key, or the address of the account's table service and who asks. */
export type TablePlace =
  { readonly connection: string } | { readonly endpoint: string; readonly credential: TokenCredential };

export interface TableSettings {
  /** Milliseconds for one request and all that the SDK does to save it. */
  readonly timeoutMs?: number;
  /** Milliseconds before the first of the SDK's three further tries; each next one waits twice as long. */
  readonly retryDelayMs?: number;
}

/** Makes one call of the SDK's client. Throws `Failure` for what the outside world did, anything else as it is. */
export type Table = <T>(
  call: (client: TableClient, options: { readonly abortSignal: AbortSignal }) => Promise<T>,
) => Promise<T>;

const TIMEOUT_MS = 20_000; // a tick comes each minute, and makes several requests
const RETRY_DELAY_MS = 700;

/**
 * One table, over https or on this machine. It is made when it turns out to be missing, so a start costs no request for it; but only as
 * long as it never was there: a table that vanishes later is a fault to be told, not an empty one.
 */
export function openTable(place: TablePlace, name: string, settings: TableSettings = {}): Table {
  const { timeoutMs = TIMEOUT_MS, retryDelayMs = RETRY_DELAY_MS } = settings;
  const client = clientFor(place, name, { retryOptions: { maxRetries: 3, retryDelayInMs: retryDelayMs } });
  baseOf(client.url);
  let isThere = false;
  let making: Promise<void> | undefined;

  const ask: Table = async (call) => {
    try {
      const answer = await call(client, { abortSignal: systemClock.abortAfter(timeoutMs) });
      isThere = true;
      return answer;
    } catch (error) {
      const failure = tableFailure(error, systemClock.now());
      if (failure instanceof Failure && isFromTable(failure)) isThere = true;
      throw failure;
    }
  };

  function make(): Promise<void> {
    making ??= ask((table, options) => table.createTable(options)).finally(() => {
      making = undefined;
    });
    return making;
  }

  return async (call) => {
    const wasThere = isThere;
    try {
      return await ask(call);
    } catch (error) {
      if (wasThere || !isMissing(error)) throw error;
      await make();
      return ask(call);
    }
  };
}

function clientFor(place: TablePlace, name: string, options: TableServiceClientOptions): TableClient {
  const all = { ...options, allowInsecureConnection: true }; // the address is checked by its owner
  return 'connection' in place
    ? TableClient.fromConnectionString(place.connection, name, all)
    : new TableClient(place.endpoint, name, place.credential, all);
}

function isMissing(error: unknown): boolean {
  return error instanceof Failure && error.problem.code === 'TableNotFound';
}

/** Only a table that is there knows that a row is not, or is another. */
function isFromTable({ problem: { status, code } }: Failure): boolean {
  return status === 412 || (status === 404 && code === 'ResourceNotFound');
}
