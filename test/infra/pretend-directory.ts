import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';
import { type Answered, running } from './running.ts';

export const GRAPH_APP = '00000003-0000-0000-c000-000000000000';
export const MANAGEMENT_APP = 'c5393580-f805-4401-95e8-94b7a6ef2fc2';
export const TRACES_APP = '8bd644d1-64a1-4d4b-ae52-2e0cbf64e373';
export const PRINCIPAL = '11111111-2222-4333-8444-555555555555';
export const CLIENT = '99999999-2222-4333-8444-555555555555';

export const GRAPH_ROLES = {
  'AuditLog.Read.All': 'b0afded3-3588-46d8-8b3d-9842eff778da',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'ExchangeMessageTrace.Read.All': '89b20d8a-76e2-4057-867b-9961f800b9a4',
  'Policy.Read.All': '246dd0d5-5bd0-4def-940b-0421030a5b68',
  'Mail.ReadWrite': 'e2a3a72e-5f79-4c64-b1b1-878b674786c9',
};
export const MANAGEMENT_ROLES = { 'ActivityFeed.Read': '594c1fb6-4f81-4475-ae41-0c394909246c' };
export const OURS = [
  ...Object.values(GRAPH_ROLES).slice(0, 4),
  ...Object.values(MANAGEMENT_ROLES),
].toSorted();

interface Assignment {
  readonly id: string;
  readonly principalId: string;
  readonly resourceId: string;
  readonly appRoleId: string;
  readonly createdDateTime: string;
}

/** What stands in the way of a request: the first that fits answers, as often as `times` says. */
interface Obstacle {
  readonly method: string;
  readonly path?: RegExp;
  readonly status: number;
  readonly code: string;
  readonly retryAfter?: string;
  times: number;
}

interface Directory {
  servicePrincipals: Readonly<
    Record<'id' | 'appId', string> & {
      appRoles?: unknown;
      displayName?: string;
      servicePrincipalType?: string;
    }
  >[];
  assignments: Assignment[];
  obstacles: Obstacle[];
  readonly pageSize: number;
  /** The host that the links to next pages name. */
  readonly nextAt: string;
  /** az and azd but for `az rest`. */
  readonly cli: (words: readonly string[]) => Answered | undefined;
}

export function usual(): Directory {
  return {
    servicePrincipals: [
      { id: PRINCIPAL, appId: CLIENT, displayName: 'vigil', servicePrincipalType: 'ManagedIdentity' },
      { id: 'graph', appId: GRAPH_APP, appRoles: rolesOf(GRAPH_ROLES) },
      { id: 'management', appId: MANAGEMENT_APP, appRoles: rolesOf(MANAGEMENT_ROLES) },
    ],
    assignments: [],
    obstacles: [],
    pageSize: 100,
    nextAt: 'https://graph.microsoft.com',
    cli: () => undefined,
  };
}

export function rolesOf(roles: Readonly<Record<string, string>>): readonly object[] {
  return Object.entries(roles).map(([value, id]) => ({ value, id, allowedMemberTypes: ['Application'] }));
}

/** An assignment that somebody made in January. */
export function held(appRoleId: string, more: Partial<Assignment> = {}): Assignment {
  return {
    id: `held-${appRoleId.slice(0, 4)}`,
    principalId: PRINCIPAL,
    resourceId: 'graph',
    appRoleId,
    createdDateTime: '2026-01-03T08:00:00Z',
    ...more,
  };
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A directory on loopback, and the scripts to run against it. */
export async function directory(more: Partial<Directory> = {}) {
  const state: Directory = { ...usual(), ...more };
  const requests: string[] = [];
  const commands: string[][] = [];
  const server = createServer(
    (request, response) => void answer(state, requests, commands, request, response),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const scripts = running(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  closing.push(async () => {
    server.close();
    await scripts.close();
  });
  return {
    state,
    requests,
    commands,
    run: scripts.run,
    slept: scripts.slept,
    granted: () => state.assignments.map(({ appRoleId }) => appRoleId).toSorted(),
    writes: () => requests.filter((line) => !line.startsWith('GET')).length,
  };
}

async function answer(
  state: Directory,
  requests: string[],
  commands: string[][],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  if (request.url === '/cli') {
    const words = JSON.parse(text) as string[];
    commands.push(words);
    response.end(JSON.stringify(cliAnswer(state, words)));
    return;
  }
  const url = new URL(request.url ?? '', 'https://graph.microsoft.com');
  const method = request.method ?? '';
  requests.push(`${method} ${decodeURIComponent(url.pathname + url.search)}`);
  const refusal = obstacle(state, method, url);
  const { status, body } = refusal ?? graphAnswer(state, method, url, text);
  if (refusal?.retryAfter !== undefined) response.setHeader('Retry-After', refusal.retryAfter);
  response.statusCode = status;
  response.end(body === undefined ? '' : JSON.stringify(body));
}

function obstacle(state: Directory, method: string, url: URL) {
  const found = state.obstacles.find(
    (one) => one.method === method && one.times > 0 && (one.path?.test(url.pathname) ?? true),
  );
  if (found === undefined) return undefined;
  found.times -= 1;
  return { ...refused(found.status, found.code, 'Refused by the test.'), retryAfter: found.retryAfter };
}

function refused(status: number, code: string, message: string) {
  return { status, body: { error: { code, message } } };
}

function graphAnswer(
  state: Directory,
  method: string,
  url: URL,
  text: string,
): { status: number; body?: unknown } {
  const [, , , id, list, assignment] = url.pathname.split('/');
  if (method === 'POST' && id === undefined) return admitted(state, JSON.parse(text) as { appId: string });
  if (method === 'POST') return assigned(state, JSON.parse(text) as Assignment);
  if (method === 'DELETE') return removed(state, assignment ?? '');
  const wanted = /appId eq '(?<id>.+)'/.exec(url.searchParams.get('$filter') ?? '')?.groups?.['id'];
  if (wanted !== undefined)
    return { status: 200, body: { value: state.servicePrincipals.filter(({ appId }) => appId === wanted) } };
  const found = state.servicePrincipals.find((principal) => principal.id === id);
  if (found === undefined)
    return refused(404, 'Request_ResourceNotFound', `Resource '${id}' does not exist.`);
  return { status: 200, body: list === undefined ? found : pageOf(state, url) };
}

function pageOf({ assignments, pageSize, nextAt }: Directory, url: URL) {
  const rows = assignments.filter(({ principalId }) => url.pathname.includes(principalId));
  const skip = Number(url.searchParams.get('$skiptoken') ?? '0');
  const next = `${nextAt}${url.pathname}?$skiptoken=${skip + pageSize}`;
  return {
    value: rows.slice(skip, skip + pageSize),
    ...(rows.length > skip + pageSize && { '@odata.nextLink': next }),
  };
}

function admitted(state: Directory, body: { appId: string }) {
  if (state.servicePrincipals.some(({ appId }) => appId === body.appId))
    return refused(409, 'Request_MultipleObjectsWithSameKeyValue', 'The name is already in use.');
  state.servicePrincipals.push({ id: `of ${body.appId}`, ...body });
  return { status: 201, body };
}

function assigned(state: Directory, body: Assignment) {
  const { principalId, resourceId, appRoleId } = body;
  const same = state.assignments.some(
    (one) => one.principalId === principalId && one.resourceId === resourceId && one.appRoleId === appRoleId,
  );
  if (same)
    return refused(400, 'Request_BadRequest', 'Permission being assigned already exists on the object');
  const made = {
    ...body,
    id: `a${state.assignments.length}-${appRoleId.slice(0, 4)}`,
    createdDateTime: '2026-11-25T10:00:00Z',
  };
  state.assignments.push(made);
  return { status: 201, body: made };
}

function removed(state: Directory, id: string) {
  if (!state.assignments.some((one) => one.id === id))
    return refused(404, 'Request_ResourceNotFound', `Resource '${id}' does not exist.`);
  state.assignments = state.assignments.filter((one) => one.id !== id);
  return { status: 204 };
}

const IDENTITIES: Readonly<Record<string, string>> = {
  'identity show vigil': PRINCIPAL,
  'functionapp identity vigil': `${PRINCIPAL}\tNone`,
  'functionapp identity attached': `-\t${PRINCIPAL}`,
  'functionapp identity several': `-\t${PRINCIPAL},${CLIENT}`,
  'functionapp identity bare': '-\t',
};

function cliAnswer(state: Directory, words: readonly string[]): Answered {
  const own = state.cli(words);
  if (own !== undefined) return own;
  if (words[1] === 'account') return { code: 0 };
  const name = words[words.indexOf('--name') + 1] ?? '';
  const out = IDENTITIES[`${words[1]} ${words[2]} ${name}`];
  return out === undefined
    ? { code: 1, err: `ERROR: (ResourceNotFound) '${name}' was not found.` }
    : { code: 0, out };
}
