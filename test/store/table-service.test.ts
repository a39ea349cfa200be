import { afterEach, describe, expect, it } from '@jest/globals';
import { Fenced } from '../../shared/model/ledger.ts';
import { Failure, type ProblemKind } from '../../shared/platform/problem.ts';
import { bytes, gone, keysOf, row } from '../contracts/ledger/opened.ts';
import { broken, closeServers, json, raw, type Reply } from '../platform/a-server.ts';
import {
  entity,
  failedPart,
  opened,
  page,
  parts,
  refused,
  removed,
  written,
} from '../support/table-service.ts';

const OLD = `W/"datetime'2026-11-24T12%3A00%3A00.0000000Z'"`;
const NEW = `W/"datetime'2026-11-24T12%3A01%3A00.0000000Z'"`;
const HEAD = { body: bytes('head'), tag: OLD };
const STALE = failedPart(
  412,
  'UpdateConditionNotSatisfied',
  '0:The update condition specified in the request was not satisfied.',
);
const TAKEN = failedPart(409, 'EntityAlreadyExists', '0:The specified entity already exists.');
const ABSENT = failedPart(404, 'ResourceNotFound', '2:The specified resource does not exist.');

afterEach(closeServers);

describe('a listing of the real service', () => {
  it('goes on past empty and short pages and tokens without a row', async () => {
    const { ledger, asked, counted } = await opened(
      page([], { nextpartitionkey: 'contoso.example~0', nextrowkey: 'a' }),
      page(['a'], { nextpartitionkey: 'contoso.example~0' }),
      page([], { nextpartitionkey: 'contoso.example~0', nextrowkey: 'b' }),
      page(['b', 'head']),
    );

    expect(await keysOf(ledger)).toEqual(['a', 'b']);
    expect(asked.map(({ query }) => [query.get('NextPartitionKey'), query.get('NextRowKey')])).toEqual([
      [null, null],
      ['contoso.example~0', 'a'],
      ['contoso.example~0', null],
      ['contoso.example~0', 'b'],
    ]);
    expect(counted).toEqual(['query-page', 'query-page', 'query-page', 'query-page']);
  });

  it('gives a row once that two pages have', async () => {
    const { ledger } = await opened(
      page(['a', 'b'], { nextpartitionkey: 'p', nextrowkey: 'b' }),
      page(['b', 'c']),
    );

    expect(await keysOf(ledger)).toEqual(['a', 'b', 'c']);
  });

  it('does not go round in circles', async () => {
    const { ledger } = await opened(page(['a'], { nextpartitionkey: 'p', nextrowkey: 'b' }));

    await expect(keysOf(ledger)).rejects.toMatchObject({ problem: { kind: 'looping-link' } });
  });

  it('fails as a whole where its second page does', async () => {
    const { ledger } = await opened(
      page(['a'], { nextpartitionkey: 'p', nextrowkey: 'b' }),
      refused(403, 'AuthorizationFailure'),
    );

    await expect(keysOf(ledger)).rejects.toThrow(Failure);
  });

  it('asks for a range of one partition', async () => {
    const { ledger, asked } = await opened(page([]));
    await keysOf(ledger, 'a~inc~');

    expect(asked[0]?.query.get('$filter')).toBe(
      "PartitionKey eq 'contoso.example~0' and RowKey ge 'a~inc~' and RowKey lt 'a~ind'",
    );
  });
});

describe('a row that cannot be read', () => {
  it.each<[string, Reply, ProblemKind]>([
    ['a server that fails', refused(500, 'InternalError'), 'server'],
    ['a busy server', refused(503, 'ServerBusy'), 'throttled'],
    ['a missing right', refused(403, 'AuthorizationPermissionMismatch'), 'permission-missing'],
    ['a 404 of somebody in between', raw('<html>Not Found</html>', 404), 'not-found'],
    ['a row without bytes', json({ RowKey: 'a', body: null }), 'malformed'],
    ['a broken connection', broken, 'network'],
  ])('is not absent: %s', async (_, reply, kind) => {
    const { ledger } = await opened(reply);

    await expect(ledger.head()).rejects.toMatchObject({ problem: { kind } });
    await expect(ledger.row('a')).rejects.toMatchObject({ problem: { kind } });
  });

  it('is absent only by the word of its table', async () => {
    const { ledger } = await opened(refused(404, 'ResourceNotFound'));

    expect(await ledger.head()).toBeUndefined();
  });

  it('is read when the server is less busy', async () => {
    const { ledger, asked, counted } = await opened(
      refused(503, 'ServerBusy'),
      refused(500, 'OperationTimedOut'),
      json(entity('a')),
    );

    expect(await ledger.row('a')).toEqual(row('a'));
    expect([asked.length, counted]).toEqual([3, ['read']]);
  });
});

describe('a transaction of the real service', () => {
  it('sends the head first, if it has its tag, and knows its new one by its place', async () => {
    const { ledger, asked } = await opened(parts(written(NEW), written(OLD), removed, written(OLD)));
    const tag = await ledger.commit(HEAD, [row('a'), gone('b'), row('c')]);
    const operations = [...(asked[0]?.body ?? '').matchAll(/^(?:PUT|DELETE) .*RowKey='(.*)'\)/gm)];
    const conditions = [...(asked[0]?.body ?? '').matchAll(/^if-match: (.*?)\r?$/gim)];

    expect(tag).toBe(NEW);
    expect(operations.map(([, key]) => key)).toEqual(['head', 'a', 'b', 'c']);
    expect(conditions.map(([, value]) => value)).toEqual([OLD, '*']);
  });

  it.each<[string, Reply, string | undefined]>([
    ['updated', parts(STALE), OLD],
    ['made', parts(TAKEN), undefined],
  ])('that was written, but whose answer was lost, is fenced: a head %s', async (_, second, tag) => {
    const { ledger, asked, counted } = await opened(broken, second);

    await expect(ledger.commit({ body: HEAD.body, tag }, [row('a')])).rejects.toThrow(Fenced);
    expect([asked.length, counted]).toEqual([2, ['commit']]);
  });

  it('is sent again when the server is less busy', async () => {
    const { ledger } = await opened(refused(503, 'ServerBusy'), parts(written(NEW)));

    expect(await ledger.commit(HEAD, [])).toBe(NEW);
  });

  it('without the rows that are gone already, under the same tag', async () => {
    const { ledger, asked, counted } = await opened(
      parts(ABSENT),
      refused(404, 'ResourceNotFound'),
      parts(written(NEW), written(OLD)),
    );

    expect(await ledger.commit(HEAD, [row('a'), gone('b')])).toBe(NEW);
    expect(counted).toEqual(['commit', 'read', 'commit']);
    expect(asked[2]?.body).toContain(OLD);
    expect(asked[2]?.body).not.toContain('DELETE');
  });

  it('is fenced the second time where the first was written after all', async () => {
    const { ledger } = await opened(parts(ABSENT), refused(404, 'ResourceNotFound'), parts(STALE));

    await expect(ledger.commit(HEAD, [row('a'), gone('b')])).rejects.toThrow(Fenced);
  });

  it('is fenced where all rows to go are there, so that it is the head that is not', async () => {
    const { ledger, counted } = await opened(parts(ABSENT), json(entity('b')));

    await expect(ledger.commit(HEAD, [gone('b')])).rejects.toThrow(Fenced);
    expect(counted).toEqual(['commit', 'read']);
  });

  it('fails where nobody can say whether a row to go is there', async () => {
    const { ledger } = await opened(parts(ABSENT), refused(403, 'AuthorizationFailure'));

    await expect(ledger.commit(HEAD, [gone('b')])).rejects.toMatchObject({
      problem: { kind: 'permission-missing' },
    });
  });

  it.each<[string, Reply, ProblemKind]>([
    ['a table on its way out', refused(409, 'TableBeingDeleted'), 'server'],
    ['a part that took too long', parts(failedPart(500, 'OperationTimedOut', '0:Too long.')), 'server'],
    ['too large a transaction', refused(413, 'RequestBodyTooLarge'), 'refused'],
    ['an answer with a part too few', parts(written(NEW)), 'malformed'],
    ['a part that failed without a word', parts('HTTP/1.1 412 Failed\r\n\r\n', removed), 'malformed'],
    ['no tag', parts(removed, written(OLD)), 'malformed'],
  ])('is not fenced by %s', async (_, reply, kind) => {
    const { ledger } = await opened(reply);

    await expect(ledger.commit(HEAD, [row('a')])).rejects.toMatchObject({ problem: { kind } });
  });
});
