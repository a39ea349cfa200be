import { describe, expect, it } from '@jest/globals';
import {
  AggregateAuthenticationError,
  AuthenticationError,
  CredentialUnavailableError,
} from '@azure/identity';
import { Failure, type Problem, type ProblemKind } from '../../shared/platform/problem.ts';
import { problemIn } from '../../shared/platform/thrown.ts';

const refused = (code: string, words: string): AuthenticationError =>
  new AuthenticationError(401, {
    error: 'invalid_client',
    error_description: `${code}: ${words} Trace ID: 0f0d27e8-2aaa-0d7c-ea3e-fe949bd9b3b1\r\nCorrelation ID: x`,
  });
const coded = (code: string): Error => Object.assign(new Error('connect'), { code });
const named = (name: string): Error => Object.assign(new Error('This operation was aborted'), { name });
const unavailable = new CredentialUnavailableError(
  'Please run az login from a command prompt to authenticate.',
);

describe('what was thrown', () => {
  it.each<[string, unknown, ProblemKind, boolean]>([
    [
      'an expired secret',
      refused('AADSTS7000222', "The provided client secret keys for app 'x' are expired."),
      'secret-expired',
      false,
    ],
    ['a wrong secret', refused('AADSTS7000215', 'Invalid client secret provided.'), 'secret-wrong', false],
    [
      'an unknown tenant',
      refused('AADSTS90002', "Tenant 'contoso.example' not found."),
      'tenant-mismatch',
      false,
    ],
    [
      'an app of another tenant',
      refused('AADSTS700016', 'Application was not found.'),
      'tenant-mismatch',
      false,
    ],
    ['another refusal', refused('AADSTS53003', 'Access has been blocked.'), 'unauthorised', false],
    ['a refusal without a code', new AuthenticationError(400, 'no'), 'unauthorised', false],
    ['no credential', unavailable, 'no-credential', false],
    [
      'none of many',
      new AggregateAuthenticationError([unavailable, unavailable], 'Chained'),
      'no-credential',
      false,
    ],
    [
      'one of many, refused',
      new AggregateAuthenticationError([unavailable, refused('AADSTS7000222', 'Expired.')], 'Chained'),
      'secret-expired',
      false,
    ],
    [
      'no way to the sign-in service',
      new CredentialUnavailableError('endpoints_resolution_error: Endpoints cannot be resolved'),
      'network',
      true,
    ],
    ['no such host', new TypeError('fetch failed', { cause: coded('ENOTFOUND') }), 'network', true],
    ['a reset', new TypeError('fetch failed', { cause: coded('ECONNRESET') }), 'network', true],
    ['a broken body', new TypeError('terminated', { cause: coded('UND_ERR_SOCKET') }), 'network', true],
    ['a certificate', new TypeError('fetch failed', { cause: coded('CERT_HAS_EXPIRED') }), 'network', true],
    ['no cause given', new TypeError('fetch failed'), 'network', true],
    ['a timeout', named('TimeoutError'), 'timeout', true],
    ['an abort', new Error('wrapped', { cause: named('AbortError') }), 'timeout', true],
  ])('%s is a problem', (_name, thrown, kind, transient) => {
    expect(problemIn(thrown)).toMatchObject({ kind, transient });
  });

  it.each<[string, unknown]>([
    ['a fault', new TypeError('x is not a function')],
    ['a file that is not there', coded('ENOENT')],
    ['words', 'fetch failed'],
    ['nothing', undefined],
    ['null', null],
  ])('%s is a fault of ours', (_name, thrown) => {
    expect(problemIn(thrown)).toBeUndefined();
  });

  it('may be its own cause', () => {
    const error: Error & { cause?: unknown } = new Error('round');
    error.cause = error;

    expect(problemIn(error)).toBeUndefined();
  });

  it('keeps the words of the refusal, and none of its values', () => {
    const id = '0f0d27e8-2aaa-4d7c-8a3e-fe949bd9b3b1';
    const thrown = refused('AADSTS7000222', `The keys for app '${id}' of 'contoso.example' are expired.`);

    expect(problemIn(thrown)).toMatchObject({
      code: 'AADSTS7000222',
      message: expect.stringContaining(`AADSTS7000222: The keys for app '${id}' of '…' are expired.`),
    });
  });

  it('gives back the problem of a failure', () => {
    const problem: Problem = { kind: 'gone', message: 'x', transient: false };

    expect(problemIn(new Failure(problem))).toBe(problem);
  });
});
