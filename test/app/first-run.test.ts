import { describe, expect, it } from '@jest/globals';
import { toldIn } from '../../local/start/told.ts';
import { readHead } from '../../shared/pipeline/head.ts';
import { PREFIX } from '../../shared/pipeline/keys.ts';
import { aVigil, HOUR_MS, MINUTE_MS, timeOf, type AVigil } from './a-vigil.ts';
import { foundIn, showStory, STORY_DAY, takeOver } from './the-story.ts';

const BEGIN = STORY_DAY + 12 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;
const THE_DAY = { from: new Date(STORY_DAY), to: new Date(BEGIN) };
/** History reaches back as far as message traces do: 90 days, of which the last is no history. */
const HISTORY_TICKS = 89;

async function lookBack({ keeper }: AVigil): Promise<unknown> {
  return (await keeper.load(PREFIX.lookBack)).values.get(PREFIX.lookBack);
}

/** Everything kept, but for who wrote it. */
async function kept({ keeper }: AVigil): Promise<object> {
  const { owner: _owner, ...head } = readHead((await keeper.head())?.text ?? '');
  const { values, damaged } = await keeper.load('');
  return { head, values: Object.fromEntries(values), damaged };
}

describe('the first run', () => {
  it('judges the last day at once, then reads history oldest first, ends in one list, and knows what a scan finds', async () => {
    const served: number[] = [];
    const made = await aVigil(BEGIN, { onServed: (_source, records) => served.push(...records.map(timeOf)) });
    showStory(made.tenant);
    const vigil = made.build();
    await made.tick(vigil, BEGIN, BEGIN + 1, 1);
    const atOnce = (await foundIn(made.keeper)).join();
    const told = (await toldIn(made.keeper)).map(({ revision }) => revision);

    expect(atOnce).toMatch(
      /contacts-become-guests.*inbox-rule-hides.*mass-send.*mfa-method.*password-guessing/,
    );
    expect(told).toEqual([1]);
    expect(Math.min(...served)).toBeGreaterThanOrEqual(BEGIN - 26 * HOUR_MS);
    expect(await vigil.health()).toMatchObject({ firstRun: true, ok: true });

    const oldest: number[] = [];
    for (let tick = 1; tick < HISTORY_TICKS; tick += 1) {
      served.length = 0;
      expect(await lookBack(made)).toBeUndefined();
      await made.tick(vigil, BEGIN + tick * MINUTE_MS, BEGIN + tick * MINUTE_MS + 1, 1);
      const old = served.filter((at) => at < BEGIN - DAY_MS);
      if (old.length > 0) oldest.push(Math.min(...old));
    }

    expect(oldest.length).toBeGreaterThan(20);
    expect(oldest).toEqual(oldest.toSorted((a, b) => a - b));
    expect(await lookBack(made)).toMatchObject({ kind: 'look-back' });
    expect(await vigil.health()).toMatchObject({ firstRun: false, ok: true });
    expect((await foundIn(made.keeper)).join()).toContain('unfamiliar-sign-in place:NG');

    const { incidents, complete } = await vigil.scan({
      ...THE_DAY,
      users: [],
      post: false,
      resume: undefined,
    });
    expect(complete).toBe(true);
    expect(incidents.slice(0, -1)).toMatchObject(
      (await takeOver(made.keeper)).map(({ id, stages, severity, findings }) => ({
        id,
        stages,
        severity,
        findings: findings.map(({ detector, severity: its }) => ({ detector, severity: its })),
      })),
    );
  });

  it('comes to the same where every tick is a new process', async () => {
    const [one, many] = [await aVigil(BEGIN), await aVigil(BEGIN)];
    const vigil = one.build();
    for (const { tenant } of [one, many]) showStory(tenant);
    const END = BEGIN + (HISTORY_TICKS + 3) * MINUTE_MS;
    await Promise.all([one.tick(vigil, BEGIN, END, 1), many.tick(() => many.build(), BEGIN, END, 1)]);

    expect(await kept(many)).toEqual(await kept(one));
  });
});
