import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Ledger } from '../../shared/model/ledger.ts';
import { connectionTo } from '../../local/azurite.ts';
import { openTable, type Table, type TableSettings } from '../../shared/platform/tables.ts';
import type { LedgerRequest } from '../../shared/store/ledger-rules.ts';
import { tableLedger } from '../../shared/store/table-ledger.ts';
import { json, listen, raw, type Reply } from '../platform/a-server.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

/**
 * A table service that answers the first request with the first reply, and so on, as Azure does and Azurite does not. Whoever asks more
 * often gets the last. The table is asked without waiting long between tries.
 */
export async function answering(
  replies: readonly Reply[],
  settings: TableSettings = {},
): Promise<{ readonly table: Table; readonly asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const url = await listen((request, response) => {
    void read(request).then((each) => {
      asked.push(each);
      replies[Math.min(asked.length, replies.length) - 1]?.(response, request);
    });
  });
  const connection = connectionTo(Number(new URL(url).port));
  return { table: openTable({ connection }, 'vigil', { retryDelayMs: 5, ...settings }), asked };
}

/** A ledger on such a service; `counted` are the requests that it says it made. */
export async function opened(...replies: readonly Reply[]): Promise<{
  readonly ledger: Ledger;
  readonly asked: readonly Asked[];
  readonly counted: readonly LedgerRequest[];
}> {
  const counted: LedgerRequest[] = [];
  const { table, asked } = await answering(replies);
  const ledger = tableLedger(table, 'contoso.example', { onRequest: (what) => counted.push(what) });
  return { ledger, asked, counted };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
  return {
    method: request.method ?? '',
    path: pathname.replace('/devstoreaccount1', ''),
    query: searchParams,
    body: await text(request),
  };
}

export function refused(status: number, code: string, message = 'No.'): Reply {
  return json(errorOf(code, message), status, { 'x-ms-request-id': '5b9a99a5-0000-4000-8000-4279ec819ed6' });
}

function errorOf(code: string, message: string): object {
  const value = `${message}\nRequestId:5b9a99a5-0000-4000-8000-4279ec819ed6\nTime:2026-11-24T12:00:00Z`;
  return { 'odata.error': { code, message: { lang: 'en-US', value } } };
}

export function entity(key: string, body = key): object {
  return {
    'odata.etag': `W/"datetime'2026-11-24T12%3A00%3A00.0000000Z'"`,
    RowKey: key,
    'body@odata.type': 'Edm.Binary',
    body: Buffer.from(body).toString('base64'),
  };
}

/** One page of a listing, and where the next begins. */
export function page(keys: readonly string[], next: Readonly<Record<string, string>> = {}): Reply {
  const headers = Object.entries(next).map(([name, value]) => [`x-ms-continuation-${name}`, value]);
  return json({ value: keys.map((key) => entity(key)) }, 200, Object.fromEntries(headers));
}

/** The answer to a transaction: the header lines and the body of each part. */
export function parts(...answers: readonly string[]): Reply {
  const part = (answer: string): string =>
    `--changesetresponse_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n${answer}\r\n`;
  const body =
    '--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n' +
    `${answers.map(part).join('')}--changesetresponse_1--\r\n--batchresponse_1--\r\n`;
  return raw(body, 202, { 'content-type': 'multipart/mixed; boundary=batchresponse_1' });
}

/** A row that was written; of one that was there before, the real service does not say which. */
export function written(tag: string): string {
  return `HTTP/1.1 204 No Content\r\nCache-Control: no-cache\r\nDataServiceVersion: 1.0;\r\nETag: ${tag}\r\n\r\n`;
}

/** A row that is gone. */
export const removed =
  'HTTP/1.1 204 No Content\r\nCache-Control: no-cache\r\nDataServiceVersion: 1.0;\r\n\r\n';

/** The part that failed, which is then the only one. Its message begins with the number of its operation. */
export function failedPart(status: number, code: string, message: string): string {
  return (
    `HTTP/1.1 ${status} Failed\r\nContent-Type: application/json;odata=minimalmetadata;charset=utf-8\r\n\r\n` +
    JSON.stringify(errorOf(code, message))
  );
}
