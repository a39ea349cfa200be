import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach } from '@jest/globals';

const SCRIPT = join(import.meta.dirname, '../../infra/grant-permissions.sh');
export const GRAPH_APP = '00000003-0000-0000-c000-000000000000';
export const MANAGEMENT_APP = 'c5393580-f805-4401-95e8-94b7a6ef2fc2';
export const TRACES_APP = '8bd644d1-64a1-4d4b-ae52-2e0cbf64e373';
export const PRINCIPAL = '11111111-2222-4333-8444-555555555555';

export const GRAPH_ROLES = {
  'AuditLog.Read.All': 'b0afded3-3588-46d8-8b3d-9842eff778da',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'ExchangeMessageTrace.Read.All': '89b20d8a-76e2-4057-867b-9961f800b9a4',
  'Policy.Read.All': '246dd0d5-5bd0-4def-940b-0421030a5b68',
  'Mail.ReadWrite': 'e2a3a72e-5f79-4c64-b1b1-878b674786c9',
};
const MANAGEMENT_ROLES = { 'ActivityFeed.Read': '594c1fb6-4f81-4475-ae41-0c394909246c' };
export const OURS = [
  ...Object.values(GRAPH_ROLES).slice(0, 4),
  ...Object.values(MANAGEMENT_ROLES),
].toSorted();

interface Assignment {
  readonly id: string;
  readonly principalId: string;
  readonly resourceId: string;
  readonly appRoleId: string;
}

interface Directory {
  readonly signedIn: boolean;
  readonly identities: Readonly<Record<string, string>>;
  readonly servicePrincipals: readonly Readonly<
    Record<'id' | 'appId', string> & { appRoles?: unknown; displayName?: string }
  >[];
  readonly assignments: readonly Assignment[];
  readonly forbidden: readonly string[];
}

export const usual: Directory = {
  signedIn: true,
  identities: { vigil: PRINCIPAL, bare: '' },
  servicePrincipals: [
    { id: PRINCIPAL, appId: 'a', displayName: 'vigil', appRoles: [] },
    { id: 'graph', appId: GRAPH_APP, appRoles: rolesOf(GRAPH_ROLES) },
    { id: 'management', appId: MANAGEMENT_APP, appRoles: rolesOf(MANAGEMENT_ROLES) },
  ],
  assignments: [],
  forbidden: [],
};

export function rolesOf(roles: Readonly<Record<string, string>>): readonly object[] {
  return Object.entries(roles).map(([value, id]) => ({ value, id }));
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A directory behind a pretend `az`, and the script to run against it. */
export function directory(more: Partial<Directory> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-az-'));
  folders.push(folder);
  const file = join(folder, 'directory.json');
  writeFileSync(file, JSON.stringify({ ...usual, ...more }));
  const az = join(folder, 'az');
  writeFileSync(
    az,
    `#!/bin/sh\nexec "${process.execPath}" "${join(import.meta.dirname, 'fake-az.mjs')}" "$@"\n`,
  );
  chmodSync(az, 0o755);

  const read = (): Directory => JSON.parse(readFileSync(file, 'utf8')) as Directory;
  return {
    read,
    granted: () =>
      read()
        .assignments.map(({ appRoleId }) => appRoleId)
        .toSorted(),
    changes: () =>
      existsSync(`${file}.calls`)
        ? readFileSync(`${file}.calls`, 'utf8')
            .split('\n')
            .filter((call) => /^(post|delete)/.test(call)).length
        : 0,
    run: (...words: readonly string[]) =>
      ran(words, [folder, dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter), file),
  };
}

function ran(words: readonly string[], path: string, file: string) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const env = { ...process.env, PATH: path, FAKE_AZ: file };
    execFile('bash', [SCRIPT, ...words], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}
