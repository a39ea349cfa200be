import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { replay, type Replayed } from '../../local/replay/index.ts';
import { story } from '../../local/story/index.ts';
import { AUDIT_FORMATS, JSON_FORMATS, writeExport, type ExportFormat } from '../support/export-files.ts';
import { recordsIn, withRecordings } from '../support/recordings-folder.ts';
import { linesOf, PLAIN, replayed } from '../support/replaying.ts';

const SHUFFLES = 20;
const folder = mkdtempSync(join(tmpdir(), 'vigil-shuffles-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** One way of exporting records: their order, how they fall into files, in which formats, and which come again. */
interface Export {
  readonly order: readonly number[];
  readonly again: readonly number[];
  readonly files: readonly { readonly format: ExportFormat; readonly gzipped: boolean }[];
}

function exportsOf(count: number, formats: readonly ExportFormat[]): fc.Arbitrary<Export> {
  const indices = Array.from({ length: count }, (_, index) => index);
  return fc.record({
    order: fc.shuffledSubarray(indices, { minLength: count }),
    again: fc.array(fc.constantFrom(...indices), { maxLength: 200 }),
    files: fc.array(fc.record({ format: fc.constantFrom(...formats), gzipped: fc.boolean() }), {
      minLength: 1,
      maxLength: 4,
    }),
  });
}

async function replayOf(records: readonly object[], { order, again, files }: Export): Promise<Replayed> {
  const all = [...order, ...again].map((index) => records[index] ?? {});
  const paths = files.map(({ format, gzipped }, index) => {
    const share = all.filter((_, at) => at % files.length === index);
    return writeExport(join(folder, `export-${index}`), share, format, gzipped);
  });
  return replay(paths, PLAIN);
}

/** Incidents to the letter, and the summary but for what counts files and repeats. */
function answerOf(one: Replayed): unknown {
  const { incidents, undecided, broken, ownDomains } = one.summary;
  return { lines: linesOf(one), summary: { incidents, undecided, broken, ownDomains } };
}

function tellsTheSame(records: readonly object[], formats: readonly ExportFormat[]): Promise<void> {
  const expected = answerOf(replayed(records));
  return fc.assert(
    fc.asyncProperty(exportsOf(records.length, formats), async (given) => {
      expect(answerOf(await replayOf(records, given))).toEqual(expected);
    }),
    { numRuns: SHUFFLES, seed: 20_260_302 },
  );
}

describe('replay tells the same whatever the order, files, formats and repeats', () => {
  it('of the story, from four sources', async () => {
    const { signIns, audits, traces, unified } = story();

    const records = [...signIns, ...audits, ...traces, ...unified];

    await expect(tellsTheSame(records, JSON_FORMATS)).resolves.toBeUndefined();
  });
});

withRecordings('replay tells the same whatever the order, files, formats and repeats', () => {
  it('of the July records, in every format that holds them', async () => {
    const records = recordsIn('ual-invictus-2021-07/ual-unique-sorted.ndjson');

    await expect(tellsTheSame(records, AUDIT_FORMATS)).resolves.toBeUndefined();
  });
});
