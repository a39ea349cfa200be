import { readFileSync } from 'node:fs';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Notice } from '../../../shared/model/notice.ts';
import { webhookNotifier } from '../../../shared/notifiers/webhook/index.ts';
import { fixedClock, NOON } from '../../platform/a-clock.ts';
import { aChannel, status, type AChannel, type Seen } from '../a-channel.ts';
import { notifierContract } from '../contract.ts';
import { drillNotice, EVERY_KIND, incidentNotice } from '../teams/notices.ts';

const SECRET = 'known to two';

notifierContract('webhook', (url, wire) => webhookNotifier({ ...wire, url, secret: SECRET }));

let channel: AChannel | undefined;
afterEach(() => channel?.stop());

async function received(notice: Notice, key = 'INC-7F3K2Q-1'): Promise<Seen> {
  channel = await aChannel(status(204));
  await webhookNotifier({ clock: fixedClock(), url: `${channel.origin}/in`, secret: SECRET }).send(
    notice,
    key,
  );
  return channel.seen[0] as Seen;
}

/** The receiver of docs/webhook.md, as it stands there. */
function receiverOfDocs(): (headers: object, body: string, secret: string, now: number) => boolean {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/webhook.md'), 'utf8');
  const code = /```js\n(?<code>[\s\S]*?)```/.exec(page)?.groups?.['code'] ?? '';
  const body = code.replace(/^import .*$/m, '').replace('export function', 'return function');
  // eslint-disable-next-line no-new-func, typescript/no-implied-eval -- the page's own code is what is tried
  return new Function('createHmac', 'timingSafeEqual', body)(createHmac, timingSafeEqual) as ReturnType<
    typeof receiverOfDocs
  >;
}

describe('a notice as JSON', () => {
  it('is signed so that the receiver of the docs takes it, and nothing else', async () => {
    const isFromVigil = receiverOfDocs();
    const { headers, body } = await received(incidentNotice());
    const now = NOON + 4 * 60_000;

    expect(isFromVigil(headers, body, SECRET, now)).toBe(true);
    expect(isFromVigil(headers, body, 'another', now)).toBe(false);
    expect(isFromVigil(headers, `${body} `, SECRET, now)).toBe(false);
    expect(isFromVigil(headers, body, SECRET, NOON + 6 * 60_000)).toBe(false);
    expect(isFromVigil({ ...headers, 'vigil-timestamp': String(now / 1000) }, body, SECRET, now)).toBe(false);
    expect(isFromVigil({ ...headers, 'vigil-signature': 'v1=00' }, body, SECRET, now)).toBe(false);
    expect(isFromVigil({}, body, SECRET, now)).toBe(false);
  });

  it('says in its body and its headers which it is', async () => {
    const { headers, body } = await received(incidentNotice({ update: 3, why: 'stage' }), 'INC-7F3K2Q-3');

    expect(headers['vigil-id']).toBe('INC-7F3K2Q-3');
    expect(JSON.parse(body)).toMatchObject({
      vigil: 1,
      id: 'INC-7F3K2Q-3',
      kind: 'incident',
      update: 3,
      why: 'stage',
      seenAt: '2026-03-02T09:09:00.000Z',
      incident: { id: 'INC-7F3K2Q', severity: 'critical', stages: ['inside', 'staying', 'spreading'] },
      happened: [{ at: '2026-03-02T09:00:00.000Z' }, {}, {}, {}],
      findings: [{ detector: 'unfamiliar-sign-in', attack: ['T1078.004'] }, {}, {}, {}],
    });
  });

  it('says of a drill that it is one', async () => {
    expect(JSON.parse((await received(drillNotice())).body)).toMatchObject({ kind: 'drill' });
  });

  it.each(EVERY_KIND.map((notice) => ({ kind: notice.kind, notice })))(
    'has of a $kind what the docs name',
    async ({ notice }) => {
      const page = readFileSync(join(import.meta.dirname, '../../../docs/webhook.md'), 'utf8');
      const fields = Object.keys(JSON.parse((await received(notice)).body) as object);

      expect(fields.filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
    },
  );
});

it.each(['http://collector.example/in', 'collector.example', 'ftp://a'])('refuses %s', (url) => {
  expect(() => webhookNotifier({ clock: fixedClock(), url, secret: SECRET })).toThrow(
    'WEBHOOK_URL is neither https nor on this machine',
  );
});
