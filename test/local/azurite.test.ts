import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startTableStorage } from '../../local/azurite.ts';
import { openTable } from '../../shared/platform/tables.ts';
import { tableLedger } from '../../shared/store/table-ledger.ts';
import { begun, listed, row } from '../contracts/ledger/opened.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigil-azurite-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('table storage with a folder', () => {
  it('has what it had, head and rows, after it was stopped and started', async () => {
    const location = join(folder, 'state');
    const first = await startTableStorage({ location });
    const tag = await begun(tableLedger(openTable(first, 'vigil'), 'contoso.example'), [row('a')]);
    await first.stop();
    await first.stop();

    const second = await startTableStorage({ location });
    const ledger = tableLedger(openTable(second, 'vigil'), 'contoso.example');
    const [head, rows] = [await ledger.head(), await listed(ledger)];
    await second.stop();

    expect(head?.tag).toBe(tag);
    expect(rows).toEqual([row('a')]);
  });
});
