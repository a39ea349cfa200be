import { describe, expect, it } from '@jest/globals';
import { INCIDENT, KEY, RANGE, scanning, SUMMARY, type Answer } from './scanning.ts';

const { answer, asked, scan } = scanning();

describe('npm run scan, with one line and exit code 2,', () => {
  it.each<[string, Answer, RegExp]>([
    ['a key that is refused', { status: 401, body: '' }, /refused the key \(401\): set VIGIL_KEY/],
    [
      'an app without scan',
      { status: 404, body: '' },
      /nothing called api\/scan is at 127\.0\.0\.1:\d+: check VIGIL_URL/,
    ],
    [
      'an app with HTTP switched off',
      { status: 404, body: { error: { code: 'switched-off', message: 'HTTP is switched off here.' } } },
      /HTTP is switched off here\./,
    ],
    [
      'what the app says, made harmless',
      {
        status: 422,
        body: { error: { code: 'unknown-user', message: 'Nobody is called \u001B[31mkim\nhere.' } },
      },
      /Nobody is called �\[31mkim here\./,
    ],
    ['an app with a fault', { status: 500, body: '' }, /answered 500: look at the log/],
    [
      'a redirection',
      { status: 302, headers: { location: 'https://elsewhere.example' } },
      /points elsewhere \(302\)/,
    ],
    ['a page instead of an answer', { status: 200, body: '<html>' }, /none of Vigil's .*: check VIGIL_URL/],
    ['an answer without a summary', { status: 200, body: [INCIDENT] }, /none of Vigil's/],
    [
      'an answer that does not say how to go on',
      { status: 200, body: [{ ...SUMMARY, complete: false }] },
      /does not say how to go on/,
    ],
  ])('tells of %s', async (_what, given, line) => {
    answer(given);
    const { code, said, complained } = await scan(RANGE);

    expect([code, said]).toEqual([2, '']);
    expect(complained).toMatch(line);
    expect(complained.trim().split('\n')).toHaveLength(1);
    expect(complained).not.toContain(KEY);
    expect(asked()).toHaveLength(1);
  });

  it.each<[string, readonly string[], Readonly<Record<string, string>>, RegExp]>([
    [
      'nobody there',
      RANGE,
      { VIGIL_URL: 'http://127.0.0.1:65534' },
      /no connection to 127\.0\.0\.1:65534 \(ECONNREFUSED\)/,
    ],
    ['no address and no key', RANGE, { VIGIL_URL: '', VIGIL_KEY: '' }, /VIGIL_URL .* VIGIL_KEY /],
    ['plain http elsewhere', RANGE, { VIGIL_URL: 'http://vigil.example' }, /VIGIL_URL /],
    ['no beginning', ['--to', '2026-03-03'], {}, /--from is missing/],
    ['a time that is none', ['--from', 'monday'], {}, /--from monday is no time/],
    ['an end before the beginning', ['--from', '2026-03-03', '--to', '2026-03-01'], {}, /exchange them/],
    ['an option there is not', [...RANGE, '--since', 'x'], {}, /'--since'.*--help/],
    ['a word too many', [...RANGE, 'kim'], {}, /kim is no option/],
    ['a format there is not', [...RANGE, '--format', 'html'], {}, /--format html does not exist/],
  ])('tells of %s', async (_what, args, environment, line) => {
    const { code, said, complained } = await scan(args, environment);

    expect([code, said]).toEqual([2, '']);
    expect(complained).toMatch(line);
    expect(complained.trim().split('\n')).toHaveLength(1);
    expect(asked()).toEqual([]);
  });

  it('ends where a scan does not get on', async () => {
    answer({ status: 200, body: [{ ...SUMMARY, complete: false, resume: 'scan-1' }] });
    const { code, complained } = await scan(RANGE);

    expect(code).toBe(2);
    expect(complained).toMatch(/does not get on: look at api\/health/);
    expect(asked()).toHaveLength(11);
  });
});
