import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { countsOf, generate, type Batch } from '../../bench/generate.ts';
import { isRead, read, type RawRecord } from '../../shared/sources/index.ts';

const BATCH: Batch = {
  seed: 7,
  records: 1_270,
  users: 12,
  from: 'graph',
  order: 'oldest first',
  layout: 'ndjson',
};
const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a batch writes, by file name. */
async function written(differs: Partial<Batch> = {}): Promise<ReadonlyMap<string, string>> {
  const files = await generate(folder, { ...BATCH, ...differs });
  return new Map(files.map((file) => [basename(file), readFileSync(file, 'utf8')]));
}

function linesIn(texts: ReadonlyMap<string, string>): readonly string[] {
  return [...texts.values()].flatMap((text) => text.trimEnd().split('\n'));
}

describe('generated records', () => {
  it('are the same bytes for the same seed, and others for another', async () => {
    const first = await written();

    expect(await written()).toEqual(first);
    expect(await written({ seed: 8 })).not.toEqual(first);
  });

  it('are as many as asked for: for 50 sign-ins one directory audit and 12.5 mails', async () => {
    const texts = await written();

    expect(countsOf(1_270)).toEqual({ signIns: 1_000, audits: 20, sends: 250 });
    expect([...texts].map(([name, text]) => [name, text.trimEnd().split('\n').length])).toEqual([
      ['sign-ins.ndjson', 1_000],
      ['directory.ndjson', 20],
      ['mails.ndjson', 250],
    ]);
  });

  it('are the same in every order and layout', async () => {
    const sorted = linesIn(await written()).toSorted();
    const array = await written({ layout: 'array' });

    expect(linesIn(await written({ order: 'newest first' })).toSorted()).toEqual(sorted);
    expect(linesIn(await written({ order: 'shuffled' })).toSorted()).toEqual(sorted);
    const records = [...array.values()].flatMap((text) => JSON.parse(text) as unknown[]);
    expect(records.map((record) => JSON.stringify(record)).toSorted()).toEqual(sorted);
  });

  it.each(['graph', 'unified'] as const)('of %s are all read', async (from) => {
    const readings = linesIn(await written({ from })).map((line) => read(JSON.parse(line) as RawRecord));

    expect(readings).toHaveLength(BATCH.records);
    expect(readings.every(isRead)).toBe(true);
  });

  it('have sign-ins of about 1,983 bytes from two to three addresses a user', async () => {
    const lines = (await written()).get('sign-ins.ndjson')?.trimEnd().split('\n') ?? [];
    const addresses = new Set(lines.map((line) => (JSON.parse(line) as { ipAddress: string }).ipAddress));
    const bytes = lines.reduce((sum, line) => sum + line.length, 0) / lines.length;

    expect(Math.abs(bytes - 1_983)).toBeLessThan(60);
    expect(addresses.size / BATCH.users).toBeGreaterThan(2);
    expect(addresses.size / BATCH.users).toBeLessThan(3.5);
  });
});
