import { describe, expect, it } from '@jest/globals';
import { problemOf } from '../../shared/platform/problem.ts';
import { NOON } from './a-clock.ts';
import { graph, REFUSALS, TENANT } from './refusals.ts';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  body,
  headers: new Headers(headers),
});

describe('what came back', () => {
  it.each(REFUSALS)('%s is %s', (_name, kind, transient, status, body) => {
    expect(problemOf(answer(status, body), NOON)).toMatchObject({ kind, transient, status });
  });

  it('keeps the code, the request id and the wait', () => {
    const headers = { 'retry-after': '7', 'request-id': TENANT };

    expect(problemOf(answer(429, graph('UnknownError', 'Slow down.'), headers), NOON)).toEqual({
      kind: 'throttled',
      message: 'Slow down.',
      transient: true,
      status: 429,
      code: 'UnknownError',
      retryAfterMs: 7_000,
      requestId: TENANT,
    });
  });

  it.each([
    ['the first line', 'One.\r\n   at Microsoft.Thing()', 'One.'],
    [
      'Microsoft’s names',
      `No property named 'createdDateTime' on 'microsoft.graph.signIn' in '${TENANT}'.`,
      undefined,
    ],
    [
      'no value of a query',
      "Invalid value 'Invoice 12' for dana@contoso.example",
      "Invalid value '…' for [address]",
    ],
    ['no value with an apostrophe', "Invalid value 'O'Brien's plan' here", "Invalid value '…' here"],
    ['no value that lacks its end', "Invalid value 'Invoice 12 of", "Invalid value '…'"],
    [
      'no query',
      'GET https://graph.microsoft.com/v1.0/x?$skiptoken=hush failed',
      'GET https://graph.microsoft.com/v1.0/x?… failed',
    ],
    ['no token', 'Token Bearer abc.def-ghi refused', 'Token Bearer … refused'],
    ['an apostrophe', "It doesn't work and shouldn't", undefined],
    ['no flood', 'x'.repeat(999), `${'x'.repeat(299)}…`],
  ])('says %s', (_name, message, said = message) => {
    expect(problemOf(answer(400, graph('BadRequest', message)), NOON).message).toBe(said);
  });

  it.each([
    [undefined],
    [null],
    [7],
    [[]],
    [{ error: null }],
    [{ error: { code: 7, message: {} } }],
    ['<!doctype html><p>dana@contoso.example'],
  ])('may be anything: %j', (body) => {
    expect(problemOf(answer(400, body), NOON)).toEqual({
      kind: 'refused',
      message: 'HTTP 400',
      transient: false,
      status: 400,
    });
  });
});
