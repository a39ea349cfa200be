import { describe, expect, it } from '@jest/globals';
import { ANN, audit, BOB, bobTarget, change, details, type Modified } from './an-audit.ts';
import { eventOf, GUIDS } from './read-one.ts';

const adminTemplate = '62e90394-69f5-4237-9190-012177145e10';

describe('a role', () => {
  const byProperty: Modified = [
    { displayName: 'Role.DisplayName', oldValue: null, newValue: '"Global Administrator"' },
    { displayName: 'Role.TemplateId', oldValue: null, newValue: `"${adminTemplate}"` },
  ];
  const byTarget = {
    targetResources: [
      { id: 'role-1', type: 'Role', displayName: 'Global Administrator' },
      { id: 'request-1', type: 'Request' },
      bobTarget,
    ],
    ...details({ TemplateId: adminTemplate }),
  };

  it.each([
    ['Add member to role', 'assigned'],
    ['Add scoped member to role', 'assigned'],
    ['Add eligible member to role', 'eligible'],
    ['Add role assignment to role definition', 'assigned'],
    ['Add member to role.', 'assigned'],
  ])('by "%s" is %s', (activity, how) => {
    expect(eventOf(change(activity, byProperty))).toMatchObject({
      kind: 'role-granted',
      actor: ANN,
      target: BOB,
      role: 'Global Administrator',
      templateId: adminTemplate,
      how,
    });
  });

  it.each([
    ['Add member to role in PIM completed (permanent)', 'assigned'],
    ['Add member to role in PIM completed (timebound)', 'assigned'],
    ['Add member to role outside of PIM (permanent)', 'assigned'],
    ['Add eligible member to role in PIM completed (permanent)', 'eligible'],
    ['Add eligible member to role in PIM completed (timebound)', 'eligible'],
    ['Add member to role completed (PIM activation)', 'activated'],
  ])('by "%s" is %s', (activity, how) => {
    expect(eventOf(audit(activity, byTarget))).toMatchObject({
      kind: 'role-granted',
      target: BOB,
      role: 'Global Administrator',
      templateId: adminTemplate,
      how,
    });
  });

  it.each([
    'Add member to role in PIM requested (permanent)',
    'Add member to role requested (PIM activation)',
    'Remove member from role',
  ])('is not given by "%s"', (activity) => {
    expect(eventOf(audit(activity, byTarget))).toBeUndefined();
  });

  it('that PIM’s own service carries out was told when it was decided', () => {
    expect(
      eventOf(
        change('Add member to role', byProperty, {
          initiatedBy: { app: { displayName: 'MS-PIM', servicePrincipalId: GUIDS.service } },
        }),
      ),
    ).toBeUndefined();
  });

  it('may go to an app', () => {
    const target = {
      id: GUIDS.service,
      type: 'ServicePrincipal',
      displayName: 'Sync',
      modifiedProperties: byProperty,
    };

    expect(eventOf(audit('Add member to role', { targetResources: [target] }))).toMatchObject({
      target: { kind: 'app', id: GUIDS.service, name: 'Sync' },
    });
  });

  it('without a name is no event', () => {
    expect(eventOf(audit('Add member to role'))).toBeUndefined();
  });
});

describe('a consent', () => {
  const granted =
    '"[] => [[Id: a, ClientId: b, PrincipalId: c, ResourceId: d, ConsentType: Principal, Scope: Mail.Read offline_access, CreatedDateTime: e]]; "';

  /** Ann consents to an app. */
  function consent(modifiedProperties: Modified, given: object = {}): object {
    return audit('Consent to application', {
      targetResources: [
        { id: GUIDS.service, type: 'ServicePrincipal', displayName: 'Some Tool', modifiedProperties },
      ],
      ...details({ 'User-Agent': 'EvoSTS', AppId: GUIDS.app.toUpperCase() }),
      ...given,
    });
  }

  it('tells the app, its scopes and for whom', () => {
    expect(eventOf(consent([{ displayName: 'ConsentAction.Permissions', newValue: granted }]))).toMatchObject(
      {
        kind: 'consented',
        actor: ANN,
        app: 'Some Tool',
        appId: GUIDS.app,
        scopes: ['Mail.Read', 'offline_access'],
        forWhom: 'self',
        refused: undefined,
      },
    );
  });

  it.each<[string, Modified, object]>([
    [
      'by an admin for everybody',
      [
        {
          displayName: 'ConsentAction.Permissions',
          newValue: granted.replace('Principal,', 'AllPrincipals,'),
        },
      ],
      { forWhom: 'everybody' },
    ],
    [
      'on behalf of all',
      [{ displayName: 'ConsentContext.OnBehalfOfAll', newValue: '"True"' }],
      { forWhom: 'everybody', scopes: [] },
    ],
    [
      'by an admin for themselves',
      [
        { displayName: 'ConsentContext.IsAdminConsent', newValue: '"True"' },
        { displayName: 'ConsentContext.OnBehalfOfAll', newValue: '"False"' },
      ],
      { forWhom: 'self' },
    ],
    [
      'for everybody earlier, now for one',
      [
        {
          displayName: 'ConsentAction.Permissions',
          newValue:
            '"[[ConsentType: AllPrincipals, Scope: User.Read]] => [[ConsentType: Principal, Scope: Mail.Read]]"',
        },
      ],
      { forWhom: 'self', scopes: ['Mail.Read'] },
    ],
    [
      'in two grants',
      [
        {
          displayName: 'ConsentAction.Permissions',
          newValue: 'x => [[Scope:  Mail.Read Mail.Send], [Scope: Mail.Read]]',
        },
      ],
      { scopes: ['Mail.Read', 'Mail.Send'] },
    ],
    [
      'with the app’s names',
      [
        {
          displayName: 'TargetId.ServicePrincipalNames',
          newValue: `"https://tool.example;${GUIDS.service}"`,
        },
      ],
      { appId: GUIDS.service },
    ],
  ])('%s', (_name, modified, expected) => {
    expect(eventOf(consent(modified))).toMatchObject(expected);
  });

  it.each<[string, Modified, object, string]>([
    [
      'for its reason',
      [{ displayName: 'ConsentAction.Reason', newValue: '"Risky application detected"' }],
      { resultReason: 'an exception' },
      'Risky application detected',
    ],
    ['for a reason elsewhere', [], { resultReason: 'an exception' }, 'an exception'],
    ['for no reason', [], { resultReason: null }, 'no reason given'],
  ])('is told as refused %s', (_name, modified, given, refused) => {
    expect(eventOf(consent(modified, { result: 'failure', ...given }))).toMatchObject({
      kind: 'consented',
      refused,
    });
  });

  it('to an app without a name goes by its id', () => {
    const target = {
      targetResources: [{ id: GUIDS.service, type: 'ServicePrincipal' }],
      additionalDetails: null,
    };

    expect(eventOf(consent([], target))).toMatchObject({ app: GUIDS.service, appId: GUIDS.service });
    expect(eventOf(consent([], { targetResources: null, additionalDetails: null }))).toMatchObject({
      app: 'an app without a name',
      appId: undefined,
    });
  });
});

describe('a permission of an app’s own', () => {
  const properties: Modified = [
    { displayName: 'AppRole.Value', newValue: '"Mail.ReadWrite"' },
    { displayName: 'ServicePrincipal.DisplayName', newValue: '"Some Tool"' },
    { displayName: 'ServicePrincipal.AppId', newValue: `"${GUIDS.app}"` },
  ];

  it('is a consent for the app', () => {
    const by = {
      initiatedBy: { app: { appId: null, displayName: 'Script', servicePrincipalId: GUIDS.service } },
    };

    expect(eventOf(change('Add app role assignment to service principal', properties, by))).toMatchObject({
      kind: 'consented',
      actor: { kind: 'app', id: GUIDS.service, name: 'Script' },
      app: 'Some Tool',
      appId: GUIDS.app,
      scopes: ['Mail.ReadWrite'],
      forWhom: 'app',
    });
  });

  it('without a right, or without an app, is no event', () => {
    expect(
      eventOf(change('Add app role assignment to service principal', properties.slice(1))),
    ).toBeUndefined();
    expect(
      eventOf(change('Add app role assignment to service principal', properties.slice(0, 1))),
    ).toBeUndefined();
  });
});
