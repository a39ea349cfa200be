import { describe, expect, it } from '@jest/globals';
import { sentenceFor } from '../../../shared/platform/sentence.ts';
import { gather, inTenant, NAMES } from './opened.ts';
import { AUDITED, REFUSALS } from './refusals.ts';

describe('what a person hears', () => {
  it.each(REFUSALS)('of $name', async ({ feed: name, tenant, fault, says }) => {
    const { feeds, tenant: opened } = inTenant(tenant ?? AUDITED);
    if (fault !== undefined) opened.faults.next({ times: 9, ...fault });
    const feed = feeds[name];

    const { problem, pages } = await gather(feed);

    expect(pages).toEqual([]);
    expect(problem === undefined ? '' : sentenceFor(problem, { source: feed.title })).toMatch(says);
  });

  it.each(NAMES)('of %s, where nothing works: never silence', async (name) => {
    const { feeds, tenant } = inTenant(AUDITED);
    for (const kind of ['reset', 'cut', 'reset', 'cut', 'reset-midway'] as const)
      tenant.faults.next({ kind });

    const { problem, isWhole } = await gather(feeds[name]);

    expect({ isWhole, transient: problem?.transient }).toEqual({ isWhole: undefined, transient: true });
  });

  it.each(NAMES)('of %s, where the day was merely bad: nothing', async (name) => {
    const { feeds, tenant } = inTenant(AUDITED);
    tenant.faults.next({ status: 503 });
    tenant.faults.next({ kind: 'reset' });
    tenant.faults.next({ status: 429, retryAfter: 3 });

    expect(await gather(feeds[name])).toMatchObject({ isWhole: true, told: [] });
  });

  it.each(NAMES)('of %s, where the token has run out: nothing', async (name) => {
    const { feeds, tenant } = inTenant(AUDITED);
    await gather(feeds[name]);
    tenant.expireTokens();

    expect(await gather(feeds[name])).toMatchObject({ isWhole: true, told: [] });
  });
});
