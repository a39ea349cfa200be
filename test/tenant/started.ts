import { afterEach } from '@jest/globals';
import { startTenant, USUAL, type Fault, type Tenant, type TenantOptions } from '../../local/tenant/index.ts';

/** The time of the tenant's clock at the start of every test. */
export const NOW = new Date('2026-03-02T12:00:00Z');

export const FEED = `/api/v1.0/${USUAL.tenantId}/activity/feed`;

export const GRAPH = 'https://graph.microsoft.com';
export const MANAGEMENT = 'https://manage.office.com';

/** An answer, read. */
export interface Read {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly body: Body;
}

type Body = Readonly<Record<string, unknown>> & {
  readonly value: readonly Readonly<Record<string, unknown>>[];
  readonly error: { readonly code: string; readonly message: string };
};

/** A tenant that runs, with a clock to set and a client that has its tokens. */
export interface Started {
  readonly tenant: Tenant;
  readonly setClock: (time: Date) => void;
  readonly get: (link: string, headers?: Readonly<Record<string, string>>) => Promise<Read>;
  readonly post: (link: string) => Promise<Read>;
  readonly token: (resource: string) => Promise<string>;
}

const running: Tenant[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((tenant) => tenant.stop()));
});

/** Starts a tenant that stops after the test. */
export async function started(options: TenantOptions = {}): Promise<Started> {
  let clock = NOW;
  const tenant = await startTenant({ now: () => clock, ...options });
  running.push(tenant);

  async function token(resource: string): Promise<string> {
    const answer = await read(`${tenant.url}/msi/token?resource=${resource}`, {
      headers: { 'x-identity-header': 'pretend' },
    });
    return String(answer.body['access_token']);
  }

  async function ask(
    method: string,
    link: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Read> {
    const url = new URL(link, tenant.url);
    const resource = url.pathname.startsWith('/api/') ? MANAGEMENT : GRAPH;
    const authorization = `Bearer ${await token(resource)}`;
    return read(url.href, { method, headers: { authorization, ...headers } });
  }

  return {
    tenant,
    token,
    setClock: (time) => void (clock = time),
    get: (link, headers) => ask('GET', link, headers),
    post: (link) => ask('POST', link),
  };
}

/** Fetches and reads an answer. */
export async function read(url: string, init?: RequestInit): Promise<Read> {
  const response = await fetch(url, init);
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status: response.status, headers: response.headers, text, body: body as Body };
}

/** Follows the links of Graph from a first one; the records of every page. */
export async function walk(
  get: Started['get'],
  link: string,
): Promise<readonly (readonly Readonly<Record<string, unknown>>[])[]> {
  const pages = [];
  let next: string | undefined = link;
  while (next !== undefined) {
    const { body, status } = await get(next);
    if (status !== 200) throw new Error(`${status} ${body.error.message}`);
    pages.push(body.value);
    next = body['@odata.nextLink'] as string | undefined;
  }
  return pages;
}

/** A time some minutes before the clock. */
export function minutesAgo(minutes: number): Date {
  return new Date(NOW.getTime() - minutes * 60_000);
}

/** A Graph sign-in with nothing but what the tenant looks at. */
export function signIn(id: string, at: Date, more: object = {}): object {
  return {
    id,
    createdDateTime: at.toISOString(),
    userPrincipalName: 'dana@fjordline.example',
    isInteractive: true,
    ...more,
  };
}

/** A directory audit. */
export function audit(id: string, at: Date, more: object = {}): object {
  return { id, activityDateTime: at.toISOString(), activityDisplayName: 'Invite external user', ...more };
}

/** A row of the message trace. */
export function trace(id: string, at: Date, more: object = {}): object {
  return {
    id,
    messageId: `<${id}@fjordline.example>`,
    senderAddress: 'dana@fjordline.example',
    recipientAddress: 'kim@partner.example',
    receivedDateTime: at.toISOString(),
    subject: 'Invoice',
    status: 'delivered',
    ...more,
  };
}

/** A unified audit record. */
export function unified(id: string, at: Date, more: object = {}): object {
  return {
    Id: id,
    CreationTime: at.toISOString().slice(0, 19),
    Operation: 'New-InboxRule',
    RecordType: 1,
    Workload: 'Exchange',
    ...more,
  };
}

/** The ids of records. */
export function idsOf(records: readonly Readonly<Record<string, unknown>>[]): readonly unknown[] {
  return records.map((record) => record['id'] ?? record['Id']);
}

/** A tenant with three sign-ins, r1 the newest, and a fault. */
export async function withRecords(fault: Fault): Promise<Started> {
  const given = await started({ subscribed: ['Audit.Exchange'] });
  given.tenant.add(
    'sign-ins',
    [1, 2, 3].map((minute) => signIn(`r${minute}`, minutesAgo(minute))),
  );
  given.tenant.faults.next(fault);
  return given;
}
