import { describe, expect, it } from '@jest/globals';
import { LEDGER_LIMITS, type RowChange } from '../../../shared/model/ledger.ts';
import type { LedgerRequest } from '../../../shared/store/ledger-rules.ts';
import { begun, bytes, gone, listed, manyBytes, type OpenLedger, outline, row } from './opened.ts';

const { rowBytes, rowsACommit, bytesACommit } = LEDGER_LIMITS;
const HEAD = bytes('head');
const LARGE = manyBytes(rowBytes);
const WRONG_KEYS = ['', 'A', 'a b', 'a/b', "a'b", 'a#b', 'é', 'a\n', 'a\u0000', 'z'.repeat(201), 'head'];

function numbered(count: number, size: number): readonly RowChange[] {
  return Array.from({ length: count }, (_, at) => ({ key: `r~${100 + at}`, body: manyBytes(size, at) }));
}

export function limitsContract(open: OpenLedger): void {
  describe('a commit', () => {
    it.each([
      { name: 'as many rows as it may hold', rows: numbered(rowsACommit, 10) },
      {
        name: 'as many bytes as it may hold, in large rows',
        rows: numbered(bytesACommit / rowBytes, rowBytes),
      },
      {
        name: 'as many bytes as it may hold, in as many rows',
        rows: numbered(rowsACommit, Math.floor(bytesACommit / rowsACommit)),
      },
      { name: 'no rows', rows: [] },
    ])('takes $name', async ({ rows }) => {
      const ledger = open();
      await ledger.commit({ body: LARGE, tag: undefined }, rows);
      const head = { key: 'head', body: (await ledger.head())?.body };

      expect((await listed(ledger)).map(outline)).toEqual(rows.map(outline));
      expect(outline(head)).toBe(outline({ key: 'head', body: LARGE }));
    });

    it.each<[string, Uint8Array, readonly RowChange[]]>([
      ['too many rows', HEAD, numbered(rowsACommit + 1, 1)],
      ['too many rows to go', HEAD, numbered(rowsACommit + 1, 1).map(({ key }) => gone(key))],
      ['too large a row', HEAD, [{ key: 'a', body: manyBytes(rowBytes + 1) }]],
      ['too large a head', manyBytes(rowBytes + 1), []],
      ['too many bytes', HEAD, [...numbered(bytesACommit / rowBytes, rowBytes), row('more')]],
      ['a key twice', HEAD, [row('a'), row('b'), gone('a')]],
      ['the head as a row', HEAD, [row('head')]],
      ['the head to go', HEAD, [gone('head')]],
    ])('refuses %s before anything is sent', async (_, body, changes) => {
      const sent: LedgerRequest[] = [];
      const ledger = open({ onRequest: (what) => sent.push(what) });

      await expect(ledger.commit({ body, tag: undefined }, changes)).rejects.toThrow(RangeError);
      expect(sent).toEqual([]);
    });
  });

  describe('a key', () => {
    it.each(WRONG_KEYS)('may not be %j', async (key) => {
      const sent: LedgerRequest[] = [];
      const ledger = open({ onRequest: (what) => sent.push(what) });

      await expect(ledger.commit({ body: HEAD, tag: undefined }, [row(key)])).rejects.toThrow(RangeError);
      await expect(ledger.change(row(key))).rejects.toThrow(RangeError);
      await expect(ledger.change(gone(key))).rejects.toThrow(RangeError);
      await expect(ledger.row(key)).rejects.toThrow(RangeError);
      expect(sent).toEqual([]);
    });

    it.each(WRONG_KEYS.filter((key) => key !== '' && key !== 'head'))(
      'may not begin with %j',
      async (key) => {
        await expect(listed(open(), key)).rejects.toThrow(RangeError);
      },
    );
  });

  describe('a change outside the fence', () => {
    it('refuses too large a row', async () => {
      const large = { key: 'a', body: manyBytes(rowBytes + 1) };

      await expect(open().change(large)).rejects.toThrow(RangeError);
    });
  });

  describe('requests', () => {
    it('are told before they are made', async () => {
      const sent: LedgerRequest[] = [];
      const ledger = open({ onRequest: (what) => sent.push(what) });
      const tag = await begun(ledger, [row('a')]);
      await ledger.head();
      await ledger.row('a');
      await listed(ledger);
      await ledger.change(row('b'));
      await ledger.commit({ body: HEAD, tag }, [gone('a'), gone('b')]);

      expect(sent).toEqual(['commit', 'read', 'read', 'query-page', 'change', 'commit']);
    });
  });
}
