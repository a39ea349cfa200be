import { describe, expect, it } from '@jest/globals';
import { isRead, read } from '../../../shared/sources/index.ts';
import { minutesAgo, NOW, trace } from '../../tenant/started.ts';
import { gather, gatherBetween, inTenant } from './opened.ts';

const DAY_MS = 86_400_000;

describe('message traces', () => {
  it('are asked for in windows of at most ten days, no further back than 90', async () => {
    const { feeds, tenant, asked } = inTenant();
    const days = [1, 9, 10, 30, 89];
    tenant.add(
      'message-traces',
      days.map((day) => trace(`d${day}`, minutesAgo(day * 1_440))),
    );

    const { ids, isWhole, told } = await gatherBetween(
      feeds['message-traces'],
      new Date(NOW.getTime() - 100 * DAY_MS),
      NOW,
    );

    expect({ ids: new Set(ids), isWhole }).toEqual({
      ids: new Set(days.map((day) => `d${day}`)),
      isWhole: true,
    });
    expect(told).toEqual([expect.stringContaining('older than 90 days')]);
    expect(asked.length).toBe(10);
  });

  it('say nothing of an end that is only a little too old', async () => {
    const { feeds } = inTenant();

    const { told, isWhole } = await gatherBetween(
      feeds['message-traces'],
      new Date(NOW.getTime() - 90 * DAY_MS),
      NOW,
    );

    expect({ told, isWhole }).toEqual({ told: [], isWhole: true });
  });

  it('give the rows of distribution lists as well, which the reader drops', async () => {
    const { feeds, tenant } = inTenant();
    tenant.add('message-traces', [
      trace('list', minutesAgo(3), { status: 'expanded', recipientAddress: 'all@fjordline.example' }),
      trace('kim', minutesAgo(3)),
    ]);

    const { pages } = await gather(feeds['message-traces']);
    const readings = pages
      .flatMap(({ records }) => records as readonly Readonly<Record<string, unknown>>[])
      .map(read)
      .filter(isRead);

    expect(readings.map(({ id, event }) => `${id} ${event?.kind}`).toSorted()).toEqual([
      'kim mail-sent',
      'list undefined',
    ]);
  });
});
