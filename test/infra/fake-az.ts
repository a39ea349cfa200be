import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';

/** What a command said. */
interface Said {
  readonly code: number;
  readonly out?: string | undefined;
  readonly err?: string | undefined;
}

interface Row {
  readonly id: string;
  readonly resourceId: string;
  readonly appRoleId: string;
  readonly createdDateTime: string;
}

interface Body {
  readonly id: string;
  readonly servicePrincipalType: string;
  readonly displayName: string;
  readonly value: readonly Row[];
  readonly appRoles: readonly { allowedMemberTypes: readonly string[]; value: string; id: string }[];
  readonly '@odata.nextLink'?: string;
}

/** The queries of the scripts, as JMESPath means them, in the shape of `--output tsv`. */
const QUERIES: Readonly<Record<string, (body: Body) => string>> = {
  id: (body) => body.id,
  '[[servicePrincipalType,displayName]]': (body) => `${body.servicePrincipalType}\t${body.displayName}`,
  'value[0].id': (body) => body.value[0]?.id ?? '',
  "appRoles[?contains(allowedMemberTypes, 'Application')].[value,id]": (body) =>
    body.appRoles
      .filter(({ allowedMemberTypes }) => allowedMemberTypes.includes('Application'))
      .map(({ value, id }) => `${value}\t${id}`)
      .join('\n'),
  '[value[].[id,resourceId,appRoleId,createdDateTime], [[\'@next\',"@odata.nextLink"]]][]': (body) =>
    [
      ...body.value.map((row) => [row.id, row.resourceId, row.appRoleId, row.createdDateTime].join('\t')),
      `@next\t${body['@odata.nextLink'] ?? 'None'}`,
    ].join('\n'),
};

/**
 * The script that stands for `az` or `azd`: it hands its words to a server of the test by bash alone, since starting Node for each of some
 * thousand calls took minutes.
 */
export function shim(tool: string, port: number): string {
  return `#!/usr/bin/env bash
exec 3<>/dev/tcp/127.0.0.1/${port}
printf '%s\\0' "$(($# + 1))" ${tool} "$@" >&3
IFS= read -r -d '' code <&3
IFS= read -r -d '' out <&3
IFS= read -r -d '' err <&3
printf '%s' "$out"
printf '%s' "$err" >&2
exit "$code"
`;
}

/** Answers the shims: `az rest` by the same HTTP call as the real one makes, to a directory on loopback; all else as the test says at /cli. */
export async function fakeAz(
  directory: string,
): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer((socket) => void answer(socket, directory));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, close: () => server.close() };
}

async function answer(socket: Socket, directory: string): Promise<void> {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('error', () => undefined); // the script may have been ended
  for await (const chunk of socket as AsyncIterable<string>) {
    text += chunk;
    const [count, ...words] = text.split('\0');
    if (words.length <= Number(count)) continue;
    const { code, out, err } = await said(words.slice(0, Number(count)), directory);
    const line = (of: string | undefined): string => (of === undefined ? '' : `${of}\n`);
    socket.end(`${code}\0${line(out)}\0${line(err)}\0`);
    return;
  }
}

async function said([tool = '', ...words]: readonly string[], directory: string): Promise<Said> {
  if (tool === 'az' && words[0] === 'rest') return rest(words, directory);
  const told = await fetch(`${directory}/cli`, { method: 'POST', body: JSON.stringify([tool, ...words]) });
  return (await told.json()) as Said;
}

async function rest(words: readonly string[], directory: string): Promise<Said> {
  const option = (name: string): string | undefined =>
    words.includes(name) ? words[words.indexOf(name) + 1] : undefined;
  const url = (option('--url') ?? '').replace(/^https:\/\/graph\.microsoft\.com/, directory);
  if (!url.startsWith(directory)) return { code: 2, err: `not loopback: ${url}` };
  const body = option('--body');
  const headers = { 'content-type': 'application/json' };
  const told = await fetch(url, {
    method: option('--method')?.toUpperCase() ?? 'GET',
    ...(body !== undefined && { headers, body }),
  });
  const text = await told.text();
  const debug = words.includes('--debug')
    ? [...told.headers].map(([name, value]) => `cli.azure.cli.core.util:     '${name}': '${value}'`)
    : [];
  if (!told.ok) return { code: 1, err: [...debug, `ERROR: ${told.statusText}(${text})`].join('\n') };
  const err = debug.length === 0 ? undefined : debug.join('\n');
  const query = option('--query');
  if (query === undefined) return { code: 0, err };
  const pick = QUERIES[query];
  if (pick === undefined) return { code: 2, err: `the fake az does not know the query ${query}` };
  return { code: 0, out: pick(JSON.parse(text) as Body), err };
}
