import { describe, expect, it } from '@jest/globals';
import { ANN, audit, BOB, change } from './an-audit.ts';
import { eventOf, GUIDS } from './read-one.ts';

const phone = {
  DeviceName: 'Phone A',
  DeviceTag: 'SoftwareTokenActivated',
  Id: 'a',
  OathTokenTimeDrift: 2,
  LastAuthenticatedTimestamp: '2026-03-01T00:00:00Z',
};
const list = (...elements: readonly object[]): string => JSON.stringify(elements);

describe('a way to prove who one is', () => {
  it.each<[string, object, string]>([
    [
      'User registered security info',
      { resultReason: 'User registered Authenticator App with Notification and Code' },
      'Authenticator App with Notification and Code',
    ],
    ['User registered security info', { resultReason: '' }, 'a sign-in method'],
    [
      'Admin registered security info',
      { resultReason: 'Admin registered temporary access pass method for user' },
      'temporary access pass method for user',
    ],
    ['Add FIDO2 security key', {}, 'a security key'],
    ['Add passwordless phone sign-in credential', {}, 'sign-in by phone'],
    ['Add users strong authentication phone app detail', {}, 'an authenticator app'],
  ])('added by "%s" (%p)', (activity, given, method) => {
    expect(eventOf(audit(activity, given))).toMatchObject({
      kind: 'method-added',
      actor: ANN,
      target: BOB,
      method,
    });
  });

  it('added by a service of Microsoft’s is the account’s own doing', () => {
    const by = {
      initiatedBy: {
        app: { displayName: 'Azure MFA StrongAuthenticationService', servicePrincipalId: GUIDS.service },
      },
    };

    expect(eventOf(audit('Add FIDO2 security key', by))).toMatchObject({ actor: BOB, target: BOB });
  });

  it.each([
    'User deleted security info',
    'User started security info registration',
    'Disable Strong Authentication',
  ])('is not added by "%s"', (activity) => {
    expect(eventOf(audit(activity))).toBeUndefined();
  });
});

describe('an updated user', () => {
  it.each<[string, string, string | null, string | null, string]>([
    [
      'a method',
      'StrongAuthenticationMethod',
      '[]',
      list({ MethodType: 6, Default: true }),
      'an authenticator app',
    ],
    [
      'a method beside another',
      'StrongAuthenticationMethod',
      list({ MethodType: 6 }),
      list({ MethodType: 7 }, { MethodType: 6 }),
      'codes of an authenticator app',
    ],
    [
      'a method nobody knows',
      'StrongAuthenticationMethod',
      null,
      list({ MethodType: 99 }),
      'a method of type 99',
    ],
    [
      'an app',
      'StrongAuthenticationPhoneAppDetail',
      list(phone),
      list(phone, { ...phone, Id: 'b', DeviceName: 'Phone B' }),
      'an authenticator app on Phone B',
    ],
    [
      'an app without a name',
      'StrongAuthenticationPhoneAppDetail',
      '',
      list({ Id: 'b' }),
      'an authenticator app on a phone',
    ],
    [
      'a number',
      'StrongAuthenticationUserDetails',
      list({ PhoneNumber: '+1 555 0100' }),
      list({ PhoneNumber: '+1 555 0101' }),
      'a phone number',
    ],
    [
      'a second number',
      'StrongAuthenticationUserDetails',
      list({ PhoneNumber: '+1 555 0100' }),
      list({ PhoneNumber: '+1 555 0100', AlternativePhoneNumber: '+1 555 0101' }),
      'a phone number',
    ],
  ])('gets %s', (_name, displayName, oldValue, newValue, method) => {
    expect(eventOf(change('Update user', [{ displayName, oldValue, newValue }]))).toMatchObject({
      kind: 'method-added',
      actor: ANN,
      target: BOB,
      method,
    });
  });

  it.each<[string, string, string | null, string | null]>([
    [
      'whose app’s clock drifted',
      'StrongAuthenticationPhoneAppDetail',
      list(phone),
      list({ ...phone, OathTokenTimeDrift: 3 }),
    ],
    [
      'whose app was used',
      'StrongAuthenticationPhoneAppDetail',
      list(phone),
      list({ ...phone, LastAuthenticatedTimestamp: '2026-03-02T00:00:00Z' }),
    ],
    [
      'whose apps changed places',
      'StrongAuthenticationPhoneAppDetail',
      list(phone, { Id: 'b' }),
      list({ Id: 'b' }, phone),
    ],
    ['who lost an app', 'StrongAuthenticationPhoneAppDetail', list(phone), '[]'],
    [
      'who has another default',
      'StrongAuthenticationMethod',
      list({ MethodType: 6, Default: true }, { MethodType: 7 }),
      list({ MethodType: 6 }, { MethodType: 7, Default: true }),
    ],
    [
      'whose numbers changed places',
      'StrongAuthenticationUserDetails',
      list({ PhoneNumber: '1', AlternativePhoneNumber: '2' }),
      list({ PhoneNumber: '2', AlternativePhoneNumber: '1' }),
    ],
    ['whose old list was cut off', 'StrongAuthenticationMethod', '[{"MethodTy', list({ MethodType: 6 })],
    ['whose new list was cut off', 'StrongAuthenticationMethod', '[]', '[{"MethodTy'],
    ['whose old list is of another kind', 'StrongAuthenticationPhoneAppDetail', '["a"]', list(phone)],
    ['whose requirement was switched off', 'StrongAuthenticationRequirement', list({ State: 1 }), '[]'],
    ['who moved', 'City', '["Oslo"]', '["Bergen"]'],
  ])('%s got no method', (_name, displayName, oldValue, newValue) => {
    expect(eventOf(change('Update user', [{ displayName, oldValue, newValue }]))).toBeUndefined();
  });
});
