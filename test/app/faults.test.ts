import { describe, expect, it } from '@jest/globals';
import { USUAL, type Tenant, type TenantOptions } from '../../local/tenant/index.ts';
import type { Environment } from '../../shared/config.ts';
import type { Health } from '../../shared/model/vigil.ts';
import { aVigil, HOUR_MS, SECRET, type AVigil } from './a-vigil.ts';
import { EVERYTHING, foundIn, showStory, STORY_DAY } from './the-story.ts';

const BEGIN = STORY_DAY + 8 * HOUR_MS;
const MENDED = STORY_DAY + 11 * HOUR_MS;
const END = STORY_DAY + 13.5 * HOUR_MS;
const GRANT = 'infra/grant-permissions.sh';

interface Case {
  readonly fault: string;
  readonly tenant?: TenantOptions;
  readonly settings?: Environment;
  /** What the one sentence tells to do. */
  readonly mendedBy: string;
  /** Detectors whose logs can be read meanwhile. */
  readonly goOn: readonly string[];
}

const without = (permission: string): TenantOptions => ({
  permissions: USUAL.permissions.filter((each) => each !== permission),
});
const OF_SIGN_INS = ['password-guessing'];
const OF_AUDITS = ['mfa-method-added', 'contacts-become-guests', 'guest-burst'];
const OF_RULES = ['inbox-rule-hides'];
const OF_TRACES = ['mass-send'];

const CASES: readonly Case[] = [
  {
    fault: 'AuditLog.Read.All is missing',
    tenant: without('AuditLog.Read.All'),
    mendedBy: GRANT,
    goOn: ['mfa-method-added', 'guest-burst', ...OF_RULES, ...OF_TRACES],
  },
  {
    fault: 'Directory.Read.All is missing',
    tenant: without('Directory.Read.All'),
    mendedBy: GRANT,
    goOn: [...OF_SIGN_INS, ...OF_AUDITS, ...OF_RULES, ...OF_TRACES],
  },
  {
    fault: 'ExchangeMessageTrace.Read.All is missing',
    tenant: without('ExchangeMessageTrace.Read.All'),
    mendedBy: GRANT,
    goOn: [...OF_SIGN_INS, 'mfa-method-added', 'guest-burst', ...OF_RULES],
  },
  {
    fault: 'Policy.Read.All is missing',
    tenant: without('Policy.Read.All'),
    mendedBy: GRANT,
    goOn: [...OF_SIGN_INS, ...OF_AUDITS, ...OF_RULES, ...OF_TRACES],
  },
  {
    fault: 'ActivityFeed.Read is missing',
    tenant: without('ActivityFeed.Read'),
    mendedBy: GRANT,
    goOn: [...OF_SIGN_INS, ...OF_AUDITS, ...OF_TRACES],
  },
  {
    fault: 'auditing is off',
    tenant: { unifiedAuditLog: 'off' },
    mendedBy: 'Set-AdminAuditLogConfig -UnifiedAuditLogIngestionEnabled $true',
    goOn: [...OF_SIGN_INS, ...OF_AUDITS, ...OF_TRACES],
  },
  {
    fault: 'the message trace has no service principal',
    tenant: { traceServicePrincipal: false },
    mendedBy: 'New-MgServicePrincipal -AppId 8bd644d1-64a1-4d4b-ae52-2e0cbf64e373',
    goOn: [...OF_SIGN_INS, 'mfa-method-added', 'guest-burst', ...OF_RULES],
  },
  {
    fault: 'there is no licence, and the settings say to read Graph',
    tenant: { licence: 'free' },
    settings: { SIGN_IN_SOURCE: 'graph' },
    mendedBy: 'this tenant has no Entra ID P1',
    goOn: ['mfa-method-added', ...OF_RULES, ...OF_TRACES],
  },
  {
    fault: 'the secret has expired',
    tenant: { secretExpired: true },
    mendedBy: 'az ad app credential reset',
    goOn: [],
  },
  {
    fault: 'the secret is another',
    settings: { AZURE_CLIENT_SECRET: 'xyz8Q~NOTTHEONEnottheoneNOTTHEONEnottheone' },
    mendedBy: 'az ad app credential reset',
    goOn: [],
  },
  {
    fault: 'the app is none of this tenant',
    settings: { AZURE_CLIENT_ID: '5f0d0000-0000-4000-8000-000000000001' },
    mendedBy: 'az account show --query tenantId -o tsv',
    goOn: [],
  },
];

/** Everything that health tells of trouble, but for what cannot be read. */
function causesIn({ sources, problems }: Health): readonly string[] {
  const sentences = [...sources, ...problems].flatMap(({ problem }) => problem ?? []);
  return [...new Set(sentences.map((sentence) => sentence.replace(/^Cannot read .+?: /, '')))];
}

function warnings({ log }: AVigil): readonly string[] {
  return log.filter(({ level }) => level === 'warn').map(({ msg }) => msg);
}

function mend(tenant: Tenant): void {
  tenant.set({ ...USUAL, tenantId: tenant.settings().tenantId, clientSecret: SECRET });
  tenant.expireTokens(); // what was granted stands in new ones only
}

describe('a fault of the outside', () => {
  it.each(CASES)('$fault: one sentence, the others go on, and nothing is lost', async (one) => {
    const made = await aVigil(BEGIN, one.tenant);
    showStory(made.tenant);
    const broken = made.build(one.settings);
    await made.tick(broken, BEGIN, MENDED, 30);
    const health = await broken.health();
    const found = (await foundIn(made.keeper)).join('\n');

    expect(causesIn(health)).toEqual([expect.stringContaining(one.mendedBy)]);
    expect(warnings(made)).toEqual([expect.stringContaining(causesIn(health)[0] ?? '')]);
    expect(health.ok).toBe(false);
    expect(one.goOn.filter((detector) => !found.includes(detector))).toEqual([]);
    expect(found === '').toBe(one.goOn.length === 0);

    mend(made.tenant);
    const settings = one.settings?.['SIGN_IN_SOURCE'] === undefined ? undefined : one.settings;
    const mended = made.build(settings);
    await made.tick(mended, MENDED, END, 30);

    // More history may be read by then, and so more be known.
    expect(await foundIn(made.keeper)).toEqual(expect.arrayContaining([...EVERYTHING]));
    expect(await mended.health()).toMatchObject({ ok: true, problems: [] });
    expect(warnings(made)).toHaveLength(1);
  });

  it('TENANT_ID is of another tenant: what does not ask for it goes on', async () => {
    const made = await aVigil(BEGIN);
    showStory(made.tenant);
    Object.assign(process.env, {
      IDENTITY_ENDPOINT: `${made.tenant.url}/msi/token`,
      IDENTITY_HEADER: USUAL.identityHeader,
    });
    const vigil = made.build({
      TENANT_ID: '5f0d0000-0000-4000-8000-000000000001',
      IDENTITY_ENDPOINT: process.env['IDENTITY_ENDPOINT'],
    });
    await made.tick(vigil, BEGIN, BEGIN + HOUR_MS, 30);
    const health = await vigil.health();

    expect(causesIn(health)).toEqual([expect.stringContaining('Set TENANT_ID to what `az account show')]);
    expect(health.sources.filter(({ active, problem }) => active && problem === undefined)).toHaveLength(4);
    expect(warnings(made)).toEqual([expect.stringContaining(causesIn(health)[0] ?? '')]);
  });
});
