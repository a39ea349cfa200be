import { describe, expect, it } from '@jest/globals';
import { ANN, ann, audit, BOB, bobTarget, details, guestTarget } from './an-audit.ts';
import { eventOf, GUIDS, readingOf } from './read-one.ts';

describe('an invitation', () => {
  const frontEnd = { user: { ...ann, ipAddress: '20.190.160.1' }, app: null };

  it('tells the guest, the inviter and the inviter’s own address', () => {
    const invitation = audit('Invite external user', {
      initiatedBy: frontEnd,
      targetResources: [guestTarget],
      ...details({
        oid: GUIDS.ann,
        ipaddr: '2001:db8:1::7',
        InvitationId: 'x',
        invitedUserEmailAddress: 'Cy@Partner.example',
      }),
    });

    expect(eventOf(invitation)).toEqual({
      kind: 'invited',
      id: 'Directory_1',
      at: new Date('2026-03-02T09:00:00.500Z'),
      source: 'directory-audits',
      actor: { kind: 'user', id: 'ann@example.com', name: 'ann@example.com' },
      ip: '2001:db8:1::7',
      place: undefined,
      guest: 'cy@partner.example',
      domain: 'partner.example',
    });
  });

  const app = {
    user: null,
    app: { appId: null, displayName: 'Access Packages', servicePrincipalId: GUIDS.service.toUpperCase() },
  };

  it.each<[string, object, object]>([
    [
      'by an app that acts for a person',
      { initiatedBy: app, ...details({ oid: GUIDS.ann }) },
      { actor: { kind: 'user', id: GUIDS.ann } },
    ],
    [
      'by an app that names itself',
      { initiatedBy: app, ...details({ oid: GUIDS.service }) },
      { actor: { kind: 'app', id: GUIDS.service, name: 'Access Packages' } },
    ],
    [
      'by an app',
      { initiatedBy: app },
      { actor: { kind: 'app', id: GUIDS.service, name: 'Access Packages' } },
    ],
    [
      'by an app with its app id only',
      { initiatedBy: { app: { appId: GUIDS.app } } },
      { actor: { kind: 'app', id: GUIDS.app } },
    ],
    [
      'by an app with its name only',
      { initiatedBy: { app: { displayName: 'Sync' } } },
      { actor: { kind: 'app', id: 'sync', name: 'Sync' } },
    ],
    ['by nobody', { initiatedBy: null }, { actor: { kind: 'tenant' } }],
    [
      'by a user without a name, behind an oid',
      { initiatedBy: { user: { id: '' } }, ...details({ oid: GUIDS.ann }) },
      { actor: { kind: 'user', id: GUIDS.ann } },
    ],
    ['without the person’s address', { initiatedBy: frontEnd }, { ip: '20.190.160.1' }],
    ['without any address', { initiatedBy: { user: { ...ann, ipAddress: '' } } }, { ip: undefined }],
    [
      'with an empty address of the person',
      { initiatedBy: frontEnd, ...details({ ipaddr: '<null>' }) },
      { ip: '20.190.160.1' },
    ],
    [
      'with the guest in the name only',
      { ...details({}) },
      { guest: 'cy@partner.example', domain: 'partner.example' },
    ],
    [
      'with the keys in another order',
      { ...details({ invitedUserEmailAddress: 'di@third.example', oid: GUIDS.ann, tid: 'x' }) },
      { guest: 'di@third.example' },
    ],
  ])('%s', (_name, given, expected) => {
    expect(
      eventOf(audit('Invite external user', { targetResources: [guestTarget], ...given })),
    ).toMatchObject({
      kind: 'invited',
      ...expected,
    });
  });

  it('of nobody is no event', () => {
    expect(eventOf(audit('Invite external user', { targetResources: [] }))).toBeUndefined();
  });

  it('says that the inviter’s two names and the guest’s are one person’s each', () => {
    expect(readingOf(audit('Invite external user', { targetResources: [guestTarget] })).people).toEqual([
      ['ann@example.com', GUIDS.ann],
      ['cy_partner.example#ext#@example.onmicrosoft.com', 'cy@partner.example', GUIDS.bob],
    ]);
  });
});

describe('a new account', () => {
  it.each<[string, object, object]>([
    ['of a member', bobTarget, { kind: 'account-created', target: BOB }],
    ['of a guest by name', guestTarget, { kind: 'invited', guest: 'cy@partner.example' }],
    [
      'of a guest by type',
      {
        ...bobTarget,
        modifiedProperties: [{ displayName: 'UserType', oldValue: '[]', newValue: '["Guest"]' }],
      },
      { kind: 'invited', guest: 'bob@example.com' },
    ],
    [
      'of a guest by the way it was made',
      { ...bobTarget, modifiedProperties: [{ displayName: 'CreationType', newValue: '"Invitation"' }] },
      { kind: 'invited' },
    ],
    [
      'of a guest with an address of their own',
      {
        ...bobTarget,
        modifiedProperties: [
          { displayName: 'UserType', newValue: '"Guest"' },
          { displayName: 'Mail', newValue: '["cy@partner.example"]' },
        ],
      },
      { kind: 'invited', guest: 'cy@partner.example', domain: 'partner.example' },
    ],
    [
      'of a member who says so',
      { ...bobTarget, modifiedProperties: [{ displayName: 'UserType', newValue: '["Member"]' }] },
      { kind: 'account-created' },
    ],
    [
      'named by its id',
      { id: 'X-1', type: 'User', displayName: 'Bob' },
      { kind: 'account-created', target: { kind: 'user', id: 'x-1', name: 'Bob' } },
    ],
  ])('%s', (_name, target, expected) => {
    expect(eventOf(audit('Add user', { targetResources: [target] }))).toMatchObject({
      actor: ANN,
      ...expected,
    });
  });

  it('of nobody is no event', () => {
    expect(eventOf(audit('Add user', { targetResources: [{ type: 'User' }] }))).toBeUndefined();
  });
});
