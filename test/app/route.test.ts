import { describe, expect, it } from '@jest/globals';
import { randomOf } from '../../local/sim/random.ts';
import { toldIn as toldRevisions } from '../../local/start/told.ts';
import type { Health } from '../../shared/model/vigil.ts';
import { aVigil, HOUR_MS, type AVigil } from './a-vigil.ts';
import { EVERYTHING, foundIn, showStory, STORY_DAY } from './the-story.ts';

const DAWN = STORY_DAY + 6 * HOUR_MS;
const NIGHT = STORY_DAY + 20 * HOUR_MS;
const STEP_MS = HOUR_MS / 3;
const NO_PREMIUM = {
  path: '/auditLogs/signIns',
  times: 1_000,
  status: 403,
  code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
  message: "Neither tenant is B2C or tenant doesn't have premium license",
};

function activeIn({ sources }: Health): readonly string[] {
  return sources.filter(({ active }) => active).map(({ name }) => name);
}

/** Of the take-over: what was found, and which incidents people were told of, and how often. */
async function toldIn({ keeper }: AVigil): Promise<{
  readonly found: readonly string[];
  readonly incidents: readonly string[];
}> {
  return {
    found: await foundIn(keeper),
    incidents: (await toldRevisions(keeper)).map(({ incident, revision }) => `${incident.id} ${revision}`),
  };
}

describe('without Entra ID P1', () => {
  it('sign-ins come from the audit log; once there is P1 they come from Graph, and nothing is told again', async () => {
    const made = await aVigil(DAWN, { licence: 'free' });
    showStory(made.tenant);
    const vigil = made.build();
    await made.tick(vigil, DAWN, NIGHT, 30);
    const free = await vigil.health();
    const before = await toldIn(made);
    made.tenant.set({ licence: 'p1' });
    await made.tick(vigil, NIGHT, NIGHT + 14 * HOUR_MS, 60);
    const paid = await vigil.health();

    expect(activeIn(free)).toEqual(['directory-audits', 'message-traces', 'audit-entra', 'audit-exchange']);
    expect(free.told).toEqual([expect.stringMatching(/no Entra ID P1: sign-ins come from the unified/)]);
    expect(free.notVisible.join()).toMatch(/does not say whether MFA was asked/);
    expect(activeIn(paid)).toEqual([
      'sign-ins',
      'background-sign-ins',
      'directory-audits',
      'message-traces',
      'audit-exchange',
    ]);
    expect(paid).toMatchObject({ ok: true, told: [] });
    expect(paid.notVisible.join()).not.toMatch(/MFA/);
    expect(before.found).toEqual(expect.arrayContaining([expect.stringMatching(/password-guessing/)]));
    expect(await toldIn(made)).toEqual(before);
    expect(made.log).toEqual([]);
  });

  it('what a silent audit log shows after half a day is judged, whenever it was looked through last', async () => {
    const [evening, morning] = [STORY_DAY - 5 * HOUR_MS, STORY_DAY + 8 * HOUR_MS];
    const made = await aVigil(evening, { licence: 'free' });
    showStory(made.tenant);
    const vigil = made.build();
    await made.tick(vigil, evening, morning, 60);
    made.tenant.set({ unifiedAuditLog: 'silent' });
    await made.tick(vigil, morning, NIGHT, 60);
    const { found } = await toldIn(made);
    made.tenant.set({ unifiedAuditLog: 'on' });
    await made.tick(vigil, NIGHT, NIGHT + 24 * HOUR_MS, 60);

    expect(found.join()).not.toMatch(/inbox-rule-hides|password-guessing/);
    expect((await toldIn(made)).found).toEqual(EVERYTHING);
  });
});

describe('with Entra ID P1', () => {
  it.each([1, 2])(
    'Graph refuses, and then every now and then: nothing is told twice (seed %i)',
    async (seed) => {
      const made = await aVigil(DAWN);
      showStory(made.tenant);
      const vigil = made.build();
      const { chance } = randomOf(seed, 'flapping');
      const stepAt = async (at: number, isRefused: boolean): Promise<void> => {
        made.tenant.faults.clear();
        if (isRefused) made.tenant.faults.next(NO_PREMIUM);
        await made.tick(vigil, at, at + 1, 1);
      };
      for (let at = DAWN; at < DAWN + 3 * HOUR_MS; at += STEP_MS) await stepAt(at, true);
      const refused = await vigil.health();
      for (let at = DAWN + 3 * HOUR_MS; at < NIGHT; at += STEP_MS) await stepAt(at, chance(0.5));
      await stepAt(NIGHT, false);
      const { found, incidents } = await toldIn(made);

      expect(activeIn(refused)).toEqual(
        expect.arrayContaining(['sign-ins', 'audit-entra', 'audit-exchange']),
      );
      expect(refused.told).toEqual([expect.stringMatching(/the unified audit log stands in/i)]);
      expect(found).toEqual(EVERYTHING);
      expect(incidents).toHaveLength(1);
      expect(activeIn(await vigil.health()).slice(0, 2)).toEqual(['sign-ins', 'background-sign-ins']);
    },
  );
});
