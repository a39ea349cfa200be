import { afterEach, describe, expect, it } from '@jest/globals';
import { CredentialUnavailableError } from '@azure/identity';
import { openTable } from '../../shared/platform/tables.ts';
import { aTable } from '../support/tables.ts';
import { answering, page, refused } from '../support/table-service.ts';
import { closeServers, json, raw, severed } from './a-server.ts';

const made = json({ TableName: 'vigil' }, 201);
const JSON_TYPE = { 'content-type': 'application/json' };
const KEY = Buffer.alloc(64).toString('base64');

afterEach(closeServers);

describe('a table', () => {
  it('that is missing is made once, however many ask', async () => {
    const table = aTable();
    const put = (key: string): Promise<unknown> =>
      table((client, options) => client.createEntity({ partitionKey: 'p', rowKey: key }, options));
    await Promise.all(['a', 'b', 'c', 'd'].map(put));

    await expect(put('a')).rejects.toMatchObject({ problem: { status: 409, code: 'EntityAlreadyExists' } });
  });

  it('that is there costs no request of its own', async () => {
    const { table, asked } = await answering([page([])]);
    await table((client, options) => client.listEntities(options).byPage().next());

    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /vigil()']);
  });

  it('that somebody else makes meanwhile is good too', async () => {
    const { table, asked } = await answering([
      refused(404, 'TableNotFound'),
      refused(409, 'TableAlreadyExists'),
      page([]),
    ]);
    await table((client, options) => client.listEntities(options).byPage().next());

    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /vigil()',
      'POST /Tables',
      'GET /vigil()',
    ]);
  });

  it('that cannot be made is tried again the next time', async () => {
    const missing = refused(404, 'TableNotFound');
    const { table } = await answering([missing, refused(409, 'TableBeingDeleted'), missing, made, page([])]);
    const list = (): Promise<unknown> =>
      table((client, options) => client.listEntities(options).byPage().next());

    await expect(list()).rejects.toMatchObject({ problem: { kind: 'server', transient: true } });
    await expect(list()).resolves.toMatchObject({ value: [] });
  });

  it('that vanishes is not made anew', async () => {
    const { table, asked } = await answering([
      refused(404, 'ResourceNotFound'),
      refused(404, 'TableNotFound'),
      made,
    ]);
    const get = (): Promise<unknown> => table((client, options) => client.getEntity('p', 'r', options));

    await expect(get()).rejects.toMatchObject({ problem: { code: 'ResourceNotFound' } });
    await expect(get()).rejects.toMatchObject({ problem: { code: 'TableNotFound' } });
    expect(asked).toHaveLength(2);
  });
});

describe('what goes wrong', () => {
  const get = { partition: 'p', row: 'r' };

  it('is told as a problem, in one line without ids and names', async () => {
    const { table } = await answering([
      refused(403, 'AuthorizationFailure', 'This request is not authorized.'),
    ]);
    const asked = table((client, options) => client.getEntity(get.partition, get.row, options));

    await expect(asked).rejects.toMatchObject({
      problem: {
        kind: 'permission-missing',
        message: 'This request is not authorized.',
        transient: false,
        status: 403,
        code: 'AuthorizationFailure',
        requestId: '5b9a99a5-0000-4000-8000-4279ec819ed6',
      },
    });
  });

  it.each([
    ['a wrong key', refused(403, 'AuthenticationFailed'), { kind: 'unauthorised', transient: false }],
    [
      'a wrong key, told in XML',
      raw('<?xml version="1.0"?><Error><Code>AuthenticationFailed</Code></Error>', 403),
      { kind: 'unauthorised', message: 'HTTP 403' },
    ],
    ['a busy server', refused(503, 'ServerBusy'), { kind: 'throttled', transient: true }],
    ['a server that cannot', refused(501, 'NotImplemented'), { kind: 'server', transient: false }],
    ['half an answer', raw('{"RowKey":"r","bo', 200, JSON_TYPE), { kind: 'malformed', transient: true }],
    ['a connection that breaks in an answer', severed, { kind: 'network', transient: true }],
    ['a wrong question', refused(400, 'InvalidInput'), { kind: 'refused', transient: false }],
  ])('is of its kind: %s', async (_, reply, problem) => {
    const { table } = await answering([reply]);
    const asked = table((client, options) => client.getEntity(get.partition, get.row, options));

    await expect(asked).rejects.toMatchObject({ problem });
  });

  it('is a refusal whose code stands in XML, as of Azurite', async () => {
    const connection = (process.env['TABLES_CONNECTION'] ?? '').replace(
      /AccountKey=\w{4}/,
      'AccountKey=AAAA',
    );
    const table = openTable({ connection }, 'vigil');
    const asked = table((client, options) => client.getEntity(get.partition, get.row, options));

    await expect(asked).rejects.toMatchObject({
      problem: { kind: 'permission-missing', status: 403, code: 'AuthorizationFailure', message: 'HTTP 403' },
    });
  });

  it('is a want of time where nobody answers', async () => {
    const { table } = await answering([() => undefined], { timeoutMs: 200 });
    const asked = table((client, options) => client.getEntity(get.partition, get.row, options));

    await expect(asked).rejects.toMatchObject({ problem: { kind: 'timeout', transient: true } });
  });

  it('is the network where nobody listens', async () => {
    const { table } = await answering([]);
    closeServers();
    const asked = table((client, options) => client.getEntity(get.partition, get.row, options));

    await expect(asked).rejects.toMatchObject({ problem: { kind: 'network', transient: true } });
  });

  it('is the credential that is missing', async () => {
    const scopes: unknown[] = [];
    const credential = {
      getToken: (scope: unknown) => {
        scopes.push(scope);
        return Promise.reject(new CredentialUnavailableError('Please run az login.'));
      },
    };
    const table = openTable({ endpoint: 'https://127.0.0.1:9', credential }, 'vigil');
    const asked = table((client, options) => client.getEntity(get.partition, get.row, options));

    await expect(asked).rejects.toMatchObject({ problem: { kind: 'no-credential' } });
    expect(scopes.flat()).toEqual(['https://storage.azure.com/.default']);
  });

  it('is thrown as it is where it is a fault of ours', async () => {
    const { table } = await answering([page([])]);

    await expect(table(() => Promise.reject(new TypeError('ours')))).rejects.toThrow(new TypeError('ours'));
  });
});

describe('an address', () => {
  it('may be on this machine', () => {
    expect(() => openTable({ connection: 'UseDevelopmentStorage=true' }, 'vigil')).not.toThrow();
  });

  it('is https elsewhere, in a message without the key', () => {
    const connection = `DefaultEndpointsProtocol=http;AccountName=contoso;AccountKey=${KEY};EndpointSuffix=core.windows.net`;

    expect(() => openTable({ connection }, 'vigil')).toThrow(
      'http://contoso.table.core.windows.net is neither https nor on this machine',
    );
  });
});
