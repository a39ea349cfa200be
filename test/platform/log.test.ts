import { describe, expect, it } from '@jest/globals';
import { openLog, type Level, type Log } from '../../shared/platform/log.ts';
import { Failure } from '../../shared/platform/problem.ts';
import { NOON } from './a-clock.ts';

const LEVELS: readonly Level[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const JWT = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJyb2xlcyI6W119.c2lnbmF0dXJl-_x';
const CLIENT_SECRET = 'abc8Q~PLANTEDplantedPLANTEDplantedPLANTED';
const WEBHOOK =
  'https://prod-1.westeurope.logic.azure.com:443/workflows/PLANTEDpath/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers&sv=1.0&sig=PLANTEDsig';
const CONNECTOR =
  'https://contoso.webhook.office.com/webhookb2/PLANTED@PLANTED/IncomingWebhook/PLANTED/PLANTED';

/** Each hides under a name, or in a text; every one holds PLANTED, or is a token or a secret by its looks. */
const PLANTED: Readonly<Record<string, unknown>> = {
  authorization: 'Bearer PLANTED',
  Authorization: 'PLANTED',
  headers: {
    authorization: ['PLANTED'],
    cookie: 'PLANTED',
    'x-functions-key': 'PLANTED',
    'x-identity-header': 'PLANTED',
  },
  accessToken: 'PLANTED',
  refresh_token: 'PLANTED',
  token: { token: 'PLANTED', expiresOnTimestamp: 1 },
  clientSecret: 'PLANTED',
  AZURE_CLIENT_SECRET: 'PLANTED',
  WEBHOOK_SECRET: 'PLANTED',
  VIGIL_KEY: 'PLANTED',
  password: 'PLANTED',
  webhook: 'https://example.com/PLANTED',
  TEAMS_WEBHOOK_URL: WEBHOOK,
  sig: 'PLANTED',
  subject: 'PLANTED invoice',
  Subject: ['PLANTED invoice'],
  mailSubject: 'PLANTED invoice',
  connectionString: 'AccountKey=PLANTED',
  url: WEBHOOK,
  link: 'https://graph.microsoft.com/v1.0/users?$filter=mail eq PLANTED and x eq PLANTED',
  relative: '/v1.0/auditLogs/signIns?$skiptoken=PLANTED&$top=1',
  bare: 'the query $filter=subject eq PLANTED failed',
  old: CONNECTOR,
  text: `said Bearer PLANTED.PLANTED and ${JWT} and ${CLIENT_SECRET}`,
  form: 'grant_type=client_credentials&client_secret=PLANTED&scope=x',
  body: '{"access_token":"PLANTED","subject":"PLANTED \\" PLANTED","password":"PLANTED PLANTED"}',
  twice: JSON.stringify(JSON.stringify({ subject: 'PLANTED invoice', client_secret: 'PLANTED PLANTED' })),
  storage: `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=PLANTED;EndpointSuffix=y ${'A'.repeat(86)}==`,
  upn: 'PLANTED@contoso.example',
};
const NEVER = [/PLANTED/i, new RegExp(JWT.slice(0, 20)), /8Q~/, /AAAAAA/];

function logging(level: Level = 'trace'): { log: Log; lines: [Level, string][] } {
  const lines: [Level, string][] = [];
  return {
    lines,
    log: openLog({ level, now: () => NOON, destination: (at, line) => lines.push([at, line]) }),
  };
}

/** The ways a value gets into a line. */
const WAYS: Readonly<Record<string, (log: Log, level: Level, name: string, value: unknown) => void>> = {
  'at the top': (log, level, name, value) => log[level]({ [name]: value }, 'said'),
  'three deep, in a list': (log, level, name, value) => log[level]({ a: [{ b: { [name]: value } }] }, 'said'),
  'in a child': (log, level, name, value) =>
    log
      .child({ [name]: value })
      .child({ x: 1 })
      [level]({}, 'said'),
  'in an error': (log, level, name, value) => log[level](new Error(`${name}: ${textOf(value)}`), 'said'),
  'on an error': (log, level, name, value) =>
    log[level]({ err: Object.assign(new Error('x'), { [name]: value }) }, 'said'),
  'in the cause of a cause': (log, level, name, value) => {
    const cause = new Error('middle', { cause: new Error(`${name}=${textOf(value)}`) });
    log[level]({ err: new AggregateError([cause], 'outer', { cause }) }, 'said');
  },
  'in a failure': (log, level, name, value) => {
    const problem = { kind: 'refused', message: `${name}: ${textOf(value)}`, transient: false } as const;
    log[level]({ error: new Failure(problem) }, 'said');
  },
  'in the message': (log, level, name, value) => log[level]({}, `${name}: ${textOf(value)}`),
};

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

describe('a secret', () => {
  const cases = Object.keys(WAYS).flatMap((way) => LEVELS.map((level) => [way, level] as const));

  it.each(cases)('is in no line: %s, at %s', (way, level) => {
    const { log, lines } = logging();

    for (const [name, value] of Object.entries(PLANTED)) WAYS[way]?.(log, level, name, value);

    expect(lines).toHaveLength(Object.keys(PLANTED).length);
    for (const [, line] of lines) for (const secret of NEVER) expect(line).not.toMatch(secret);
  });

  it('is not in what V8 says of a text that is no JSON', () => {
    const { log, lines } = logging();
    for (const text of ['PLANTED subject', '{"subject":"PLANTED"}}', '{"a":"PLANTED', '[PLANTED]']) {
      try {
        JSON.parse(text);
      } catch (error) {
        log.error({ err: error }, 'not JSON');
      }
    }

    expect(lines).toHaveLength(4);
    for (const [, line] of lines) expect(line).not.toMatch(/PLANTED/);
  });
});

describe('a line', () => {
  it('is JSON with level, time, fields and message', () => {
    const { log, lines } = logging();

    log
      .child({ tick: 7 })
      .warn({ source: 'sign-ins', tokens: 2, hidden: null, ok: true }, 'record set aside');

    expect(lines.map(([level, line]) => [level, JSON.parse(line)])).toEqual([
      [
        'warn',
        {
          level: 'warn',
          time: '2026-11-24T12:00:00.000Z',
          tick: 7,
          source: 'sign-ins',
          tokens: 2,
          hidden: null,
          ok: true,
          msg: 'record set aside',
        },
      ],
    ]);
  });

  it('keeps what helps: the kind, the code, the status, the host, the ids', () => {
    const { log, lines } = logging();
    const id = '5b9a99a5-0000-4000-8000-4279ec819ed6';
    const problem = {
      kind: 'permission-missing',
      message: `app '${id}'`,
      transient: false,
      status: 403,
      code: 'AF10001',
    } as const;

    log.error(
      {
        err: new Failure(problem, { cause: new Error('why') }),
        at: 'https://graph.microsoft.com/v1.0/x?a=b',
      },
      'failed',
    );

    expect(JSON.parse(lines[0]?.[1] ?? '')).toMatchObject({
      err: {
        type: 'Failure',
        problem,
        cause: { message: 'why', stack: expect.stringContaining('log.test') },
      },
      at: 'https://graph.microsoft.com/v1.0/x?…',
    });
  });

  it('below the level is not written', () => {
    const { log, lines } = logging('warn');

    for (const level of LEVELS) log[level]({}, 'said');

    expect(lines.map(([level]) => level)).toEqual(['warn', 'error', 'fatal']);
  });

  it('survives what does not end', () => {
    const { log, lines } = logging();
    const round: Record<string, unknown> = { a: 1 };
    round['self'] = round;
    const error: Error & { cause?: unknown } = new Error('round');
    error.cause = error;

    log.info({ round }, 'said');
    log.info({ err: error }, 'said');

    expect(lines).toHaveLength(2);
  });
});
