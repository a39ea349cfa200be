import { describe, expect, it } from '@jest/globals';
import {
  directory,
  GRAPH_APP,
  GRAPH_ROLES,
  MANAGEMENT_APP,
  OURS,
  PRINCIPAL,
  rolesOf,
  TRACES_APP,
  usual,
} from './pretend-directory.ts';

const APP = ['--app', 'vigil', '--resource-group', 'rg'];

describe('granting', () => {
  it('grants the five permissions, makes the service principal of the traces, and nothing more', async () => {
    const given = directory();

    const { code, out } = await given.run(...APP);

    expect({ code, granted: given.granted() }).toEqual({ code: 0, granted: OURS });
    expect(given.read().servicePrincipals.map(({ appId }) => appId)).toContain(TRACES_APP);
    expect(given.read().assignments.every(({ principalId }) => principalId === PRINCIPAL)).toBe(true);
    expect(out).toContain('ActivityFeed.Read: granted');
  });

  it('changes nothing the second time', async () => {
    const given = directory();
    await given.run(...APP);
    const before = given.changes();

    const { code, out } = await given.run('--principal-id', PRINCIPAL);

    expect({ code, before, after: given.changes() }).toEqual({ code: 0, before: 6, after: 6 });
    expect(out.match(/is granted|is there/g)).toHaveLength(6);
  });

  it('grants only what is missing', async () => {
    const held = GRAPH_ROLES['Policy.Read.All'];
    const one = { id: 'a1', principalId: PRINCIPAL, resourceId: 'graph', appRoleId: held };
    const given = directory({ assignments: [one] });

    await given.run(...APP);

    expect(given.granted()).toEqual(OURS);
    expect(given.changes()).toBe(5);
  });

  it('says what it would do, and does nothing', async () => {
    const given = directory();

    const { code, out } = await given.run(...APP, '--what-if');

    expect({ code, changes: given.changes(), granted: given.granted() }).toEqual({
      code: 0,
      changes: 0,
      granted: [],
    });
    expect(out.match(/would be/g)).toHaveLength(6);
    expect(out).toContain('Nothing was changed.');
  });
});

describe('removing', () => {
  const foreign = {
    id: 'f',
    principalId: PRINCIPAL,
    resourceId: 'graph',
    appRoleId: GRAPH_ROLES['Mail.ReadWrite'],
  };
  const others = { id: 'o', principalId: 'other', resourceId: 'graph', appRoleId: OURS[0] ?? '' };

  it('takes away the five of that identity, and leaves all else', async () => {
    const given = directory({ assignments: [foreign, others] });
    await given.run(...APP);

    const { code } = await given.run(...APP, '--remove');

    expect({ code, left: given.read().assignments.map(({ id }) => id) }).toEqual({
      code: 0,
      left: ['f', 'o'],
    });
    expect((await given.run(...APP, '--remove')).out.match(/is not granted/g)).toHaveLength(5);
  });

  it('can be tried out', async () => {
    const given = directory();
    await given.run(...APP);

    const { out } = await given.run(...APP, '--remove', '--what-if');

    expect(out.match(/would be removed/g)).toHaveLength(5);
    expect(given.granted()).toEqual(OURS);
  });
});

describe('what stands in the way', () => {
  const withoutManagement = usual.servicePrincipals.filter(({ appId }) => appId !== MANAGEMENT_APP);
  const withWrongId = usual.servicePrincipals.map((principal) =>
    principal.appId === GRAPH_APP
      ? { ...principal, appRoles: rolesOf({ ...GRAPH_ROLES, 'Policy.Read.All': 'another' }) }
      : principal,
  );

  it.each([
    { what: 'no right to grant', more: { forbidden: ['post'] }, says: 'Privileged Role Administrator' },
    { what: 'no right to look', more: { forbidden: ['get'] }, says: 'Global Administrator' },
    {
      what: 'a permission with another id',
      more: { servicePrincipals: withWrongId },
      says: "has 'another' here",
    },
    {
      what: 'no Management API',
      more: { servicePrincipals: withoutManagement },
      says: 'Exchange Online licence',
    },
    { what: 'nobody signed in', more: { signedIn: false }, says: 'az login' },
    {
      what: 'no such identity',
      more: { servicePrincipals: usual.servicePrincipals.slice(1) },
      says: 'some minutes',
    },
  ])('$what: one line, and nothing is changed', async ({ more, says }) => {
    const given = directory(more);

    const { code, err } = await given.run(...APP);

    expect(code).toBe(1);
    expect(err).toContain(says);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(given.granted()).toEqual([]);
  });

  it.each([
    { words: ['--app', 'bare', '--resource-group', 'rg'], code: 1, says: 'identity assign --name bare' },
    {
      words: ['--app', 'none', '--resource-group', 'rg'],
      code: 1,
      says: 'cannot find the function app none',
    },
    { words: ['--app', 'vigil'], code: 2, says: '--resource-group GROUP' },
    { words: ['--principal-id', 'vigil'], code: 2, says: 'no object id' },
    { words: ['--principal-id'], code: 2, says: 'needs a value' },
    { words: [...APP, '--principal-id', PRINCIPAL], code: 2, says: 'either' },
    { words: ['--grant'], code: 2, says: '--grant is no option' },
  ])('$words', async ({ words, code, says }) => {
    const answer = await directory().run(...words);

    expect(answer.code).toBe(code);
    expect(answer.err).toContain(says);
  });

  it('explains itself', async () => {
    const { code, out } = await directory().run('--help');

    expect({ code, explains: out.includes('--what-if') }).toEqual({ code: 0, explains: true });
  });
});
