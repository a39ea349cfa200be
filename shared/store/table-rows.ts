import { odata, type TransactionAction } from '@azure/data-tables';
import type { HeadRow, KeptRow, RowChange } from '../model/ledger.ts';
import { Failure } from '../platform/problem.ts';
import type { Table } from '../platform/tables.ts';

/** A type and not an interface: the SDK takes only what could have any other column too. */
type Stored = { readonly body: Uint8Array };
type Entity = Stored & { readonly partitionKey: string; readonly rowKey: string };

/** A page is as long or as empty as the service likes; only its token tells whether there is more. */
interface TablePage {
  readonly rows: readonly KeptRow[];
  readonly next: string | undefined;
}

/** The rows of one partition of a table, each with its bytes in one column. What is not there is undefined, all else that fails throws. */
export interface TableRows {
  readonly read: (key: string) => Promise<HeadRow | undefined>;
  readonly page: (prefix: string, token: string | undefined) => Promise<TablePage>;
  /** Writes one row, or removes it if it is there. */
  readonly change: (change: RowChange) => Promise<void>;
  /**
   * One transaction: the first row if it still has the tag (undefined: if it is not there), and the changes. Gives the first row's new
   * tag; undefined, with nothing written, where a row that has to be there is not.
   */
  readonly transact: (
    first: KeptRow & { readonly tag: string | undefined },
    changes: readonly RowChange[],
  ) => Promise<string | undefined>;
}

export function tableRows(table: Table, partition: string): TableRows {
  return {
    read: (key) =>
      unlessAbsent(
        table(async (client, request) => {
          const { body, etag } = await client.getEntity<Stored>(partition, key, request);
          return { body: bytesOf(body), tag: etag };
        }),
      ),
    page: (prefix, token) =>
      table(async (client, request) => {
        const queryOptions = { filter: filterFor(partition, prefix), select: ['rowKey', 'body'] };
        const pages = client.listEntities<Stored>({ ...request, queryOptions });
        const found = await pages.byPage(token === undefined ? {} : { continuationToken: token }).next();
        if (found.done === true) throw malformed('a listing without a page');
        const { value: page } = found;
        const rows = page.map(({ rowKey, body }) => ({ key: rowKey ?? '', body: bytesOf(body) }));
        return { rows, next: page.continuationToken };
      }),
    async change({ key, body }) {
      await unlessAbsent(
        table<unknown>((client, request) =>
          body === undefined
            ? client.deleteEntity(partition, key, request)
            : client.upsertEntity(entityOf(partition, key, body), 'Replace', request),
        ),
      );
    },
    transact: (first, changes) => unlessAbsent(transaction(table, partition, first, changes)),
  };
}

async function transaction(
  table: Table,
  partition: string,
  { key, body, tag }: Parameters<TableRows['transact']>[0],
  changes: readonly RowChange[],
): Promise<string> {
  const entity = entityOf(partition, key, body);
  const actions: TransactionAction[] = [
    tag === undefined ? ['create', entity] : ['update', entity, 'Replace', { etag: tag }],
    ...changes.map((change) => actionOf(partition, change)),
  ];
  const { subResponses } = await table((client, request) => client.submitTransaction(actions, request));
  // By its place: the real service names the key of a created row, of an updated one it does not.
  const [first] = subResponses;
  const isWhole = subResponses.length === actions.length && subResponses.every(({ status }) => status < 300);
  if (!isWhole || first?.etag === undefined) throw malformed('the answer to a transaction is not whole');
  return first.etag;
}

function actionOf(partition: string, { key, body }: RowChange): TransactionAction {
  return body === undefined
    ? ['delete', { partitionKey: partition, rowKey: key }]
    : ['upsert', entityOf(partition, key, body), 'Replace'];
}

/** The bytes as a Buffer: of any other view the SDK (13.3.2) sends the whole memory that it is a part of. */
function entityOf(partition: string, key: string, { buffer, byteOffset, byteLength }: Uint8Array): Entity {
  return { partitionKey: partition, rowKey: key, body: Buffer.from(buffer, byteOffset, byteLength) };
}

/** Undefined only where the table says that the row is not there: a proxy, or an account without the table, answers 404 too. */
async function unlessAbsent<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Failure && isAbsence(error)) return undefined;
    throw error;
  }
}

function isAbsence({ problem: { status, code } }: Failure): boolean {
  return status === 404 && (code === 'ResourceNotFound' || code === 'EntityNotFound');
}

/**
 * The keys that begin with a prefix are a range. It ends before the prefix without its last `~`s and one letter further: a key has no
 * letter after `~`, so whatever lies between `a~` and `b` begins with `a~`.
 */
function filterFor(partition: string, prefix: string): string {
  const start = odata`PartitionKey eq ${partition} and RowKey ge ${prefix}`;
  const stem = prefix.replace(/~+$/, '');
  if (stem === '') return start;
  const end = stem.slice(0, -1) + String.fromCharCode(stem.charCodeAt(stem.length - 1) + 1);
  return `${start} and ${odata`RowKey lt ${end}`}`;
}

function bytesOf(body: unknown): Uint8Array {
  if (!(body instanceof Uint8Array)) throw malformed('a row without bytes');
  return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
}

function malformed(message: string): Failure {
  return new Failure({ kind: 'malformed', message, transient: true });
}
