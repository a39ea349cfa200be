import { describe, expect, it } from '@jest/globals';
import { begun, bytes, gone, keysOf, listed, manyBytes, type OpenLedger, outline, row } from './opened.ts';

const HEAD = bytes('head');

export function changesContract(open: OpenLedger): void {
  describe('a row', () => {
    it('that is not there is undefined', async () => {
      expect(await open().row('a')).toBeUndefined();
    });

    it('comes as it was written, then as it was written again', async () => {
      const ledger = open();
      const tag = await begun(ledger, [row('a', 'a long first text')]);
      await ledger.commit({ body: HEAD, tag }, [row('a', 'short')]);

      expect(await ledger.row('a')).toEqual(row('a', 'short'));
    });

    it.each([0, 1, 2, 3, 255, 4_096, 59_999, 60_000])('of %i bytes comes back whole', async (count) => {
      const ledger = open();
      const [a, b] = [
        { key: 'a', body: manyBytes(count) },
        { key: 'b', body: manyBytes(count, 1) },
      ];
      await begun(ledger, [a]);
      await ledger.change(b);

      expect(outline((await ledger.row('a')) ?? gone('a'))).toBe(outline(a));
      expect((await listed(ledger)).map(outline)).toEqual([a, b].map(outline));
    });

    it('is a part of some memory and nothing of the rest', async () => {
      const memory = manyBytes(1_000);
      const ledger = open();
      const tag = await ledger.commit({ body: memory.subarray(10, 20), tag: undefined }, [
        { key: 'a', body: memory.subarray(100, 103) },
      ]);
      await ledger.change({ key: 'b', body: memory.subarray(200, 203) });

      expect(await ledger.head()).toEqual({ body: manyBytes(10, 10), tag });
      expect((await listed(ledger)).map(({ body }) => body)).toEqual([manyBytes(3, 100), manyBytes(3, 200)]);
    });

    it('is nobody’s to change by its bytes, neither the writer’s nor a reader’s', async () => {
      const ledger = open();
      const [head, body] = [Buffer.from('head'), Buffer.from('body')]; // whose `slice` is no copy
      await ledger.commit({ body: head, tag: undefined }, [{ key: 'a', body }]);
      head.fill(0);
      body.fill(0);
      (await ledger.head())?.body.fill(0);
      (await ledger.row('a'))?.body.fill(0);
      for (const each of await listed(ledger)) each.body.fill(0);

      expect((await ledger.head())?.body).toEqual(bytes('head'));
      expect(await ledger.row('a')).toEqual(row('a', 'body'));
    });

    it.each(['a', 'a~b', 'a~.~-~_', '.', '..', '0', '-', '_', '~', 'a~00', 'heads', 'hea', 'z'.repeat(200)])(
      'may be called %s',
      async (key) => {
        const ledger = open();
        await begun(ledger, [row(key)]);

        expect(await ledger.row(key)).toEqual(row(key));
        expect(await keysOf(ledger)).toEqual([key]);

        await ledger.change(gone(key));

        expect(await keysOf(ledger)).toEqual([]);
      },
    );
  });

  describe('rows that go', () => {
    it('are gone', async () => {
      const ledger = open();
      const tag = await begun(ledger, [row('a'), row('b'), row('c')]);
      await ledger.commit({ body: HEAD, tag }, [gone('a'), row('b', 'new'), gone('c')]);

      expect(await listed(ledger)).toEqual([row('b', 'new')]);
    });

    it('need not be there, and keep nothing from being written', async () => {
      const ledger = open();
      const tag = await begun(ledger, [row('a'), row('b')]);
      const absent = Array.from({ length: 25 }, (_, at) => gone(`never~${at}`));
      const next = await ledger.commit({ body: HEAD, tag }, [...absent, gone('a'), row('c')]);

      expect(await keysOf(ledger)).toEqual(['b', 'c']);
      expect(await ledger.head()).toEqual({ body: HEAD, tag: next });
    });

    it('need not be there with the first commit either', async () => {
      const ledger = open();
      const tag = await ledger.commit({ body: HEAD, tag: undefined }, [gone('a')]);

      expect(await ledger.head()).toEqual({ body: HEAD, tag });
    });

    it('may go outside the fence, once or twice', async () => {
      const ledger = open();
      await ledger.change(row('ack~1'));
      await ledger.change(gone('ack~1'));
      await ledger.change(gone('ack~1'));

      expect(await ledger.row('ack~1')).toBeUndefined();
      expect(await ledger.head()).toBeUndefined();
    });
  });

  describe('many at once', () => {
    it('change rows outside the fence without losing one', async () => {
      const ledger = open();
      const rows = Array.from({ length: 40 }, (_, at) => row(`mute~${10 + at}`));
      await Promise.all(rows.map((each) => ledger.change(each)));

      expect(await listed(ledger)).toEqual(rows);
    });

    it('read while one writes, each row whole', async () => {
      const ledger = open();
      let tag = await begun(ledger, [row('a', '0'), row('b', '0')]);
      const reads: Promise<unknown>[] = [];
      for (let step = 1; step <= 10; step += 1) {
        reads.push(ledger.row('a'), listed(ledger));
        tag = await ledger.commit({ body: HEAD, tag }, [row('a', `${step}`), row('b', `${step}`)]);
      }

      await expect(Promise.all(reads)).resolves.toHaveLength(20);
      expect(await listed(ledger)).toEqual([row('a', '10'), row('b', '10')]);
    });
  });
}
