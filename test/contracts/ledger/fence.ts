import { describe, expect, it } from '@jest/globals';
import { Fenced } from '../../../shared/model/ledger.ts';
import { begun, bytes, gone, keysOf, type OpenLedger, row } from './opened.ts';

export function fenceContract(open: OpenLedger): void {
  describe('the fence', () => {
    it('has no head in the beginning', async () => {
      expect(await open().head()).toBeUndefined();
    });

    it('is made with the first commit', async () => {
      const ledger = open();
      const tag = await ledger.commit({ body: bytes('first'), tag: undefined }, [row('a')]);

      expect(await ledger.head()).toEqual({ body: bytes('first'), tag });
      expect(await ledger.row('a')).toEqual(row('a'));
    });

    it('lets through whoever has the tag, and changes it each time', async () => {
      const ledger = open();
      const first = await begun(ledger);
      const second = await ledger.commit({ body: bytes('same'), tag: first }, []);
      const third = await ledger.commit({ body: bytes('same'), tag: second }, []);

      expect(new Set([first, second, third]).size).toBe(3);
      expect(await ledger.head()).toEqual({ body: bytes('same'), tag: third });
    });

    it.each<[string, (stale: string) => string | undefined]>([
      ['an old tag', (stale) => stale],
      ['no tag, as if there were no head', () => undefined],
    ])('stops %s, with all that was to be written', async (_, tagOf) => {
      const ledger = open();
      const stale = await begun(ledger, [row('kept'), row('replaced', 'old')]);
      const tag = await ledger.commit({ body: bytes('newer'), tag: stale }, []);

      const late = ledger.commit({ body: bytes('late'), tag: tagOf(stale) }, [
        row('new'),
        row('replaced', 'new'),
        gone('kept'),
      ]);

      await expect(late).rejects.toThrow(Fenced);
      expect(await ledger.head()).toEqual({ body: bytes('newer'), tag });
      expect(await keysOf(ledger)).toEqual(['kept', 'replaced']);
      expect(await ledger.row('replaced')).toEqual(row('replaced', 'old'));
    });

    it('stops whoever has a tag of a head that is not there', async () => {
      const tag = await begun(open());
      const other = open();

      await expect(other.commit({ body: bytes('x'), tag }, [row('a')])).rejects.toThrow(Fenced);
      expect(await keysOf(other)).toEqual([]);
    });

    it('stops an old tag also where a row to go is not there', async () => {
      const ledger = open();
      const stale = await begun(ledger);
      await ledger.commit({ body: bytes('newer'), tag: stale }, []);

      const late = ledger.commit({ body: bytes('late'), tag: stale }, [gone('never'), row('new')]);

      await expect(late).rejects.toThrow(Fenced);
      expect(await keysOf(ledger)).toEqual([]);
    });

    it.each([
      { name: 'to make the head', first: false },
      { name: 'to write it', first: true },
    ])('lets one of five pass who race $name', async ({ first }) => {
      const ledger = open();
      const tag = first ? await begun(ledger) : undefined;
      const racers = ['r0', 'r1', 'r2', 'r3', 'r4'];
      const ends = await Promise.allSettled(
        racers.map((name) => ledger.commit({ body: bytes(name), tag }, [row(name)])),
      );

      const winners = racers.filter((_, at) => ends[at]?.status === 'fulfilled');
      const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));

      expect(winners).toHaveLength(1);
      expect(reasons.every((reason) => reason instanceof Fenced)).toBe(true);
      expect(await keysOf(ledger)).toEqual(winners);
      expect((await ledger.head())?.body).toEqual(bytes(winners[0] ?? ''));
    });

    it('does not move when a row is changed outside', async () => {
      const ledger = open();
      const tag = await begun(ledger, [row('kept')]);
      await ledger.change(row('ack~1'));
      await ledger.change(row('ack~1', 'again'));
      await ledger.change(gone('kept'));

      expect((await ledger.head())?.tag).toBe(tag);
      await expect(ledger.commit({ body: bytes('x'), tag }, [])).resolves.not.toBe(tag);
    });
  });
}
