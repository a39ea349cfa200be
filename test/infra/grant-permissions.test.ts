import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  CLIENT,
  directory,
  GRAPH_APP,
  GRAPH_ROLES,
  held,
  MANAGEMENT_APP,
  OURS,
  PRINCIPAL,
  rolesOf,
  TRACES_APP,
  usual,
} from './pretend-directory.ts';

const NAMED = ['--identity', 'vigil', '--resource-group', 'rg'];
const BY_ID = ['--principal-id', PRINCIPAL];

describe('granting', () => {
  it('grants the five permissions, makes the service principal of the traces, and nothing more', async () => {
    const given = await directory();

    const { code, out } = await given.run(...NAMED);

    expect({ code, granted: given.granted() }).toEqual({ code: 0, granted: OURS });
    expect(given.state.servicePrincipals.map(({ appId }) => appId)).toContain(TRACES_APP);
    expect(given.state.assignments.every(({ principalId }) => principalId === PRINCIPAL)).toBe(true);
    expect(out).toContain('ActivityFeed.Read: granted');
    expect(out).toContain('up to 24 hours');
  });

  it.each([
    { words: BY_ID },
    { words: ['--app', 'vigil', '--resource-group', 'rg'] },
    { words: ['--app', 'attached', '--resource-group', 'rg'] },
  ])('finds the identity by $words', async ({ words }) => {
    const given = await directory();

    expect((await given.run(...words)).code).toBe(0);
    expect(given.granted()).toEqual(OURS);
  });

  it('changes nothing the second time', async () => {
    const given = await directory();
    await given.run(...NAMED);
    const before = given.writes();

    const { code, out } = await given.run(...BY_ID);

    expect({ code, before, after: given.writes() }).toEqual({ code: 0, before: 6, after: 6 });
    expect(out.match(/is granted\n|is there/g)).toHaveLength(6);
    expect(out).not.toContain('24 hours');
  });

  it('grants only what is missing, and says what was there before', async () => {
    const given = await directory({ assignments: [held(GRAPH_ROLES['Policy.Read.All'])] });

    const { out } = await given.run(...NAMED);

    expect({ granted: given.granted(), writes: given.writes() }).toEqual({ granted: OURS, writes: 5 });
    expect(out).toContain(
      'Policy.Read.All: is granted since 2026-01-03, not with this script on this computer',
    );
  });

  it('reads all pages of what is granted', async () => {
    const many = Array.from({ length: 7 }, (_, index) => held(`${index}`, { id: `other-${index}` }));
    const all = [...many, ...OURS.map((role) => held(role, { resourceId: resourceOf(role) }))];
    const given = await directory({ assignments: all, pageSize: 3 });

    await given.run(...NAMED);

    expect(given.state.assignments).toHaveLength(12);
    expect(given.requests.filter((line) => line.includes('skiptoken'))).toHaveLength(3);
  });

  it('takes a permission that somebody else granted meanwhile as granted', async () => {
    const given = await directory();
    given.state.obstacles.push({
      method: 'POST',
      path: /appRoleAssignments/,
      status: 400,
      code: 'Permission being assigned already exists on the object',
      times: 1,
    });

    const { code, out } = await given.run(...NAMED);

    expect({ code, granted: given.granted().length }).toEqual({
      code: 0,
      granted: 4,
    });
    expect(out).toContain('AuditLog.Read.All: is granted, by somebody else just now');
  });

  it('says what it would do, and does nothing', async () => {
    const given = await directory();

    const { code, out } = await given.run(...NAMED, '--what-if');

    expect({ code, writes: given.writes(), granted: given.granted() }).toEqual({
      code: 0,
      writes: 0,
      granted: [],
    });
    expect(out.match(/would be/g)).toHaveLength(6);
    expect(out).toContain('Nothing was changed.');
    expect(existsSync(`${given.run.home}/.vigil`)).toBe(false);
  });

  it('says so where the identity is an app registration', async () => {
    const [first, ...others] = usual().servicePrincipals;
    const given = await directory({
      servicePrincipals: [
        { ...first, id: PRINCIPAL, appId: CLIENT, servicePrincipalType: 'Application' },
        ...others,
      ],
    });

    expect((await given.run(...BY_ID)).out).toContain('app registration');
  });
});

describe('when Microsoft asks to wait', () => {
  const busy = (times: number, retryAfter?: string) => ({
    method: 'POST',
    status: 429,
    code: 'TooManyRequests',
    times,
    ...(retryAfter !== undefined && { retryAfter }),
  });

  it.each([
    { times: 1, retryAfter: undefined, slept: ['10'] },
    { times: 2, retryAfter: '7', slept: ['10', '7'] }, // az tells Retry-After from the second time on
    { times: 2, retryAfter: '86400', slept: ['10', '120'] },
  ])('waits $slept and goes on', async ({ times, retryAfter, slept }) => {
    const given = await directory({ obstacles: [busy(times, retryAfter)] });

    const { code } = await given.run(...NAMED);

    expect({ code, granted: given.granted(), slept: given.slept() }).toEqual({
      code: 0,
      granted: OURS,
      slept,
    });
  });

  it('gives up after six tries', async () => {
    const given = await directory({ obstacles: [busy(99)] });

    const { code, err } = await given.run(...NAMED);

    expect({ code, slept: given.slept() }).toEqual({ code: 1, slept: ['10', '20', '30', '40', '50'] });
    expect(err).toContain('too busy after 6 tries');
  });
});

describe('what stands in the way', () => {
  const principals = usual().servicePrincipals;
  const denied = (method: string) => [
    { method, status: 403, code: 'Authorization_RequestDenied', times: 99 },
  ];
  const withRole = (id: string | undefined) =>
    principals.map((principal) => {
      const { 'Policy.Read.All': _, ...rest } = GRAPH_ROLES;
      const roles = id === undefined ? rest : { ...rest, 'Policy.Read.All': id };
      return principal.appId === GRAPH_APP ? { ...principal, appRoles: rolesOf(roles) } : principal;
    });

  it.each([
    { what: 'no right to grant', more: { obstacles: denied('POST') }, says: 'Privileged Role Administrator' },
    { what: 'no right to look', more: { obstacles: denied('GET') }, says: 'Global Administrator' },
    {
      what: 'a permission with another id',
      more: { servicePrincipals: withRole('another') },
      says: 'has another here',
    },
    {
      what: 'a permission missing',
      more: { servicePrincipals: withRole(undefined) },
      says: 'is not offered',
    },
    {
      what: 'no Management API',
      more: { servicePrincipals: principals.filter(({ appId }) => appId !== MANAGEMENT_APP) },
      says: 'Exchange Online licence',
    },
    {
      what: 'nobody signed in',
      more: { cli: (words: readonly string[]) => (words[1] === 'account' ? { code: 1 } : undefined) },
      says: 'az login',
    },
    { what: 'no such identity', more: { servicePrincipals: principals.slice(1) }, says: 'some minutes' },
  ])('$what: one line, and nothing is changed', async ({ more, says }) => {
    const given = await directory(more);

    const { code, err } = await given.run(...NAMED);

    expect(code).toBe(1);
    expect(err).toContain(says);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(given.granted()).toEqual([]);
  });

  it.each([
    { words: ['--app', 'bare', '--resource-group', 'rg'], code: 1, says: 'identity assign --name bare' },
    { words: ['--app', 'several', '--resource-group', 'rg'], code: 1, says: 'several identities' },
    {
      words: ['--app', 'none', '--resource-group', 'rg'],
      code: 1,
      says: 'cannot find the function app none',
    },
    {
      words: ['--identity', 'none', '--resource-group', 'rg'],
      code: 1,
      says: 'cannot find the identity none',
    },
    {
      words: ['--principal-id', CLIENT],
      code: 1,
      says: `is a client id. The object id of the same identity is ${PRINCIPAL}`,
    },
    { words: ['--app', 'vigil'], code: 2, says: '--resource-group GROUP' },
    { words: ['--principal-id', 'vigil'], code: 2, says: 'no object id' },
    { words: ['--principal-id'], code: 2, says: 'needs a value' },
    { words: ['--app', '@/etc/passwd', '--resource-group', 'rg'], code: 2, says: 'does not begin so' },
    { words: [...NAMED, '--app', 'vigil'], code: 2, says: 'either' },
    { words: [...NAMED, ...BY_ID], code: 2, says: 'either' },
    { words: [...NAMED, '--all'], code: 2, says: '--remove' },
    { words: ['--grant'], code: 2, says: '--grant is no option' },
  ])('$words', async ({ words, code, says }) => {
    const given = await directory();

    const answer = await given.run(...words);

    expect(answer.code).toBe(code);
    expect(answer.err).toContain(says);
    expect(given.writes()).toBe(0);
  });

  it.each([
    '$(touch owned)',
    '`touch owned`',
    "'; touch owned; '",
    '"; touch owned; "',
    'a b & touch owned',
    '%s%n',
  ])('runs nothing of the name %s', async (name) => {
    const given = await directory();

    const { code } = await given.run('--identity', name, '--resource-group', name);

    expect(code).toBe(1);
    expect(given.commands.at(-1)).toEqual(expect.arrayContaining(['--name', name, '--resource-group', name]));
    expect(readdirSync(given.run.home)).not.toContain('owned');
  });

  it('asks no other address for a next page', async () => {
    const assignments = [held('one', { id: '1' }), held('two', { id: '2' })];
    const given = await directory({ assignments, pageSize: 1, nextAt: 'https://graph.example' });

    const { code, err } = await given.run(...NAMED);

    expect({ code, writes: given.writes() }).toEqual({ code: 1, writes: 0 });
    expect(err).toContain('another address, which is not asked: https://graph.example/');
  });

  it('explains itself', async () => {
    const { code, out } = await (await directory()).run('--help');

    expect({ code, explains: out.includes('--what-if') }).toEqual({ code: 0, explains: true });
  });
});

function resourceOf(role: string): string {
  return Object.values(GRAPH_ROLES).includes(role) ? 'graph' : 'management';
}
