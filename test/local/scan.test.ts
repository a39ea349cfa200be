import { describe, expect, it } from '@jest/globals';
import { INCIDENT, KEY, RANGE, scanning, SUMMARY, WHOLE } from './scanning.ts';

const { answer, asked, scan, url } = scanning();

describe('npm run scan', () => {
  it('asks with the key for whole days, and writes one object a line', async () => {
    answer(WHOLE);
    const { code, said, complained } = await scan([
      ...RANGE,
      '--user',
      'dana@contoso.example',
      '--user',
      'kim',
      '--post',
    ]);

    expect([code, complained]).toEqual([0, '']);
    expect(
      said
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toEqual([INCIDENT, { ...SUMMARY, complete: true }]);
    expect(said).not.toContain('\u202E');
    expect(asked()).toHaveLength(1);
    expect(asked()[0]).toMatchObject({
      path: '/api/scan',
      headers: { 'x-functions-key': KEY, 'content-type': 'application/json' },
      body: {
        from: '2026-03-01T00:00:00.000Z',
        to: '2026-03-03T23:59:59.999Z',
        users: ['dana@contoso.example', 'kim'],
        post: true,
      },
    });
  });

  it('asks until now unless told otherwise, for everybody, and posts nothing', async () => {
    answer(WHOLE);
    const before = Date.now();
    await scan(['--from', '2026-03-01T10:00:00Z'], { VIGIL_URL: `${url()}/` });
    const [{ to, ...rest }] = asked().map(({ body }) => body) as [Record<string, string>];

    expect(rest).toEqual({ from: '2026-03-01T10:00:00.000Z' });
    expect(Date.parse(to ?? '')).toBeGreaterThanOrEqual(before);
    expect(asked()[0]?.path).toBe('/api/scan');
  });

  it('tells people what happened, in their zone, and what could not be read', async () => {
    const unread = [
      { log: 'message traces', why: 'Cannot read message traces: no connection to Microsoft.' },
    ];
    answer({ status: 200, body: [INCIDENT, { ...SUMMARY, unread }] });
    const { code, said } = await scan([...RANGE, '--format', 'text'], { TIME_ZONE: 'Europe/Stockholm' });

    expect(code).toBe(0);
    expect(said).toContain('INC-7F3K2Q');
    expect(said).toContain('Mon 2 Mar 2026 09:12 CET');
    expect(said).toContain('Somebody else is using the account of Dana Reyes');
    expect(said).toContain('Cannot read message traces: no connection to Microsoft.');
    expect(said).not.toContain('\u202E');
  });

  it('goes on until the answer is complete, and writes the last', async () => {
    const part = { status: 200, body: [{ ...SUMMARY, incidents: 0, complete: false, resume: 'scan-1' }] };
    answer(part, { ...part }, WHOLE);
    const { code, said } = await scan(RANGE);

    expect(code).toBe(0);
    expect(asked().map(({ body }) => (body as { resume?: string }).resume)).toEqual([
      undefined,
      'scan-1',
      'scan-1',
    ]);
    expect(said.trim().split('\n')).toHaveLength(2);
  });

  it('waits its turn behind another scan', async () => {
    answer(
      { status: 429, headers: { 'retry-after': '1' }, body: { error: { code: 'busy', message: 'x' } } },
      WHOLE,
    );
    const began = Date.now();
    const { code } = await scan(RANGE);

    expect(code).toBe(0);
    expect(asked()).toHaveLength(2);
    expect(Date.now() - began).toBeGreaterThanOrEqual(1_000);
  });

  it('tells of its options', async () => {
    const { code, said } = await scan(['--help']);

    expect(code).toBe(0);
    expect(said).toContain('--from T');
  });
});
