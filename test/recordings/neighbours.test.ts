import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replay } from '../../local/replay/index.ts';

const signIn = (id: string, given: object = {}): object => ({
  id,
  createdDateTime: '2026-03-02T09:00:00Z',
  userPrincipalName: 'ann@example.com',
  ipAddress: '192.0.2.7',
  status: { errorCode: 0 },
  ...given,
});

/** One record a line; what is no record stands as its text. */
const LINES: readonly (object | string)[] = [
  signIn('good-1'),
  signIn('bad-second', { createdDateTime: '2026-03-02T09:00:65Z' }),
  signIn('good-2'),
  signIn('no-time', { createdDateTime: null }),
  {},
  { id: 'strange', colour: 'red' },
  '{"id":"broken","createdDateTime":"2026-03-02T09:0',
  signIn('GOOD-2', { riskLevelDuringSignIn: 'high' }),
  { Id: 'audit-1', CreationTime: '2026-03-02T09:00:00', Operation: '', RecordType: 8 },
  {
    id: 'audit-2',
    activityDateTime: '2026-03-02T09:00:00Z',
    activityDisplayName: 'Add device',
    result: 'success',
  },
  signIn('good-3'),
  '{"id":"cut off","createdDa',
];

describe('a record that cannot be read', () => {
  let folder = '';
  let file = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigil-neighbours-'));
    file = join(folder, 'mixed.ndjson');
    writeFileSync(
      file,
      LINES.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    );
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is named by file, line, id and reason, and its neighbours are read', async () => {
    const { summary } = await replay([file], {
      ownDomains: [],
      from: undefined,
      to: undefined,
      placeOf: () => ({ networkClass: 'unknown' }),
    });

    expect(summary.read).toEqual({ 'sign-ins': 4, 'directory-audits': 1 });
    expect(summary.duplicates).toBe(1);
    expect(summary.rejected.map(({ file: where, line, recordId }) => [where, line, recordId])).toEqual([
      [file, 2, 'bad-second'],
      [file, 4, 'no-time'],
      [file, 5, undefined],
      [file, 6, 'strange'],
      [file, 7, 'broken'],
      [file, 9, 'audit-1'],
      [file, 12, 'cut off'],
    ]);
    for (const { why } of summary.rejected) expect(why).not.toBe('');
    expect(summary.rejectedMore).toBe(0);
  });
});
