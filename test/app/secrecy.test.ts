import { describe, expect, it } from '@jest/globals';
import { USUAL, type Fault } from '../../local/tenant/index.ts';
import type { Vigil } from '../../shared/model/vigil.ts';
import { aVigil, HOUR_MS, MINUTE_MS, SECRET } from './a-vigil.ts';
import { KEY, served } from './served.ts';
import { showStory, STORY_DAY } from './the-story.ts';

const BEGIN = STORY_DAY + 12 * HOUR_MS;
const SUBJECT = 'Invoice 2026-118';
const WEBHOOK =
  'https://prod-07.westeurope.logic.azure.com/workflows/PLANTEDWORKFLOW/triggers/manual?sig=PLANTEDSIG';
/** The emulator's, and of the form of a real one. */
const ACCOUNT_KEY =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const HEADER = 'PLANTED-identity-header';
const OTHER_KEY = `${'PLANTED'.repeat(12)}Pw==`;

/** What an API can say that must not be handed on. */
const SAID =
  `x-identity-header: ${HEADER} client_secret=${SECRET} subject: ${SUBJECT} ` +
  `AccountName=x;AccountKey=${ACCOUNT_KEY} ${WEBHOOK} x-functions-key: ${KEY}`;

const FAULTS: readonly Fault[] = [
  ...(
    ['reset', 'reset-midway', 'cut', 'empty-page', 'short-page', 'looping-link', 'foreign-link'] as const
  ).map((kind) => ({ kind, times: 12 })),
  ...[400, 401, 403, 404, 410, 429, 500, 503].map((status) => ({
    status,
    times: 12,
    message: SAID,
    code: 'Said',
  })),
  { path: '/token', status: 401, times: 6, message: `AADSTS7000215: ${SAID}`, code: 'invalid_client' },
];

describe('no line of the log, at any level,', () => {
  it('holds a secret, a token, a webhook or the subject of a mail', async () => {
    const made = await aVigil(BEGIN, { identityHeader: HEADER });
    showStory(made.tenant);
    Object.assign(process.env, { TEAMS_WEBHOOK_URL: WEBHOOK, VIGIL_KEY: KEY });
    const settings = { TEAMS_WEBHOOK_URL: WEBHOOK, LOG_LEVEL: 'trace' };
    let vigil: Vigil = made.build(settings);
    const host = await served(made, () => vigil);
    for (const [at, fault] of FAULTS.entries()) {
      made.clock.set(BEGIN + at * 20 * MINUTE_MS);
      made.tenant.faults.clear();
      made.tenant.faults.next(fault);
      if (fault.path === '/token') made.tenant.expireTokens();
      await host.tick();
    }
    for (const tenant of [
      { permissions: [] },
      { secretExpired: true },
      { unifiedAuditLog: 'off' as const },
    ]) {
      made.tenant.set({ ...tenant });
      made.tenant.expireTokens();
      made.clock.set(made.clock.now() + HOUR_MS);
      await host.tick();
      await host.scan({ from: new Date(STORY_DAY).toISOString(), to: new Date(BEGIN).toISOString() });
      made.tenant.set({ ...USUAL, tenantId: made.tenant.settings().tenantId, clientSecret: SECRET });
    }
    const other = (process.env['TABLES_CONNECTION'] ?? '').replace(ACCOUNT_KEY, OTHER_KEY);
    vigil = made.build({ ...settings, AzureWebJobsStorage: other });
    const storage: unknown = await host.tick().catch((error: unknown) => error);
    const lines = [...made.log.map(({ line }) => line), ...host.lines.map(({ message }) => message)];

    expect(String(storage)).toMatch(/HTTP 403/);
    expect(Object.keys(made.tenant.faults.struck()).length).toBeGreaterThan(13);
    expect(made.log.length).toBeGreaterThan(10);
    for (const line of [...lines, String(storage)])
      expect(line).not.toMatch(
        /PLANTED|Invoice|Eby8vdM|eyJ[\w-]{8}|abc8Q~|a-function-key|AccountKey=\w|Bearer [\w.]{8}|sig=|@\w+\.example/,
      );
  });
});
