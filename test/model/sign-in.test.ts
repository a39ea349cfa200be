import { describe, expect, it } from '@jest/globals';
import { outcomeOf, provesPassword, wayOf, type Way } from '../../shared/model/sign-in.ts';

describe('outcomeOf', () => {
  it.each([
    ['success', [0]],
    ['wrong-password', [50126]],
    ['locked', [50053]],
    ['password-proven', [50055, 50057, 50072, 50074, 50076, 50079, 50158, 53000, 53001, 53002, 53003]],
    ['prompt', [16000, 16001, 50058, 50097, 50127, 50129, 50140, 50199, 65001, 65004, 70043, 70044]],
    ['failed', [-1, 1, 50034, 50020, 90072, 700016, 1000000, 7000215]],
  ])('%s', (outcome, codes) => {
    expect(codes.map((code) => outcomeOf(code))).toEqual(codes.map(() => outcome));
  });

  it('proves the password with a success and with what comes only after it', () => {
    expect([0, 50074, 53003].map((code) => provesPassword(code))).toEqual([true, true, true]);
    expect([-1, 50126, 50053, 50140, 50058, 90072].map((code) => provesPassword(code))).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

const BROWSER = { client: 'Browser', userAgent: 'Mozilla/5.0', protocol: 'oAuth2' } as const;

describe('wayOf', () => {
  it.each<[string, Parameters<typeof wayOf>[0], Way | undefined]>([
    ['a browser', BROWSER, undefined],
    ['an app of today', { ...BROWSER, client: 'Mobile Apps and Desktop clients' }, undefined],
    [
      'a record that says nothing',
      { client: undefined, userAgent: undefined, protocol: undefined },
      undefined,
    ],
    ['SAML', { ...BROWSER, protocol: 'saml20' }, undefined],
    ['WS-Federation', { ...BROWSER, protocol: 'wsFederation' }, undefined],
    ['a device code', { ...BROWSER, protocol: 'deviceCode' }, 'device-code'],
    ['a session that began with one', { ...BROWSER, protocol: 'deviceCodeFlow' }, 'device-code'],
    [
      'a device code by an old client',
      { ...BROWSER, client: 'IMAP4', protocol: 'deviceCode' },
      'device-code',
    ],
    [
      'a session moved from a computer to a phone',
      { ...BROWSER, protocol: 'authenticationTransfer' },
      undefined,
    ],
    ['a program that hands over the password', { ...BROWSER, protocol: 'ropc' }, 'legacy'],
    ['Exchange for a client with basic authentication', { ...BROWSER, userAgent: 'BAV2ROPC' }, 'legacy'],
    ['Exchange for one in production', { ...BROWSER, userAgent: 'CBAInPROD' }, 'legacy'],
    ['Exchange for one in a test ring', { ...BROWSER, userAgent: 'CBAinTAR' }, 'legacy'],
    ['an agent that only mentions one', { ...BROWSER, userAgent: 'my BAV2ROPC tool' }, undefined],
    ['a client that is a name of JavaScript', { ...BROWSER, client: 'constructor' }, undefined],
    ['an empty client', { ...BROWSER, client: '' }, undefined],
  ])('%s', (_name, event, expected) => {
    expect(wayOf(event)).toBe(expected);
  });

  it.each([
    'Authenticated SMTP',
    'Autodiscover',
    'Exchange ActiveSync',
    'Exchange Online PowerShell',
    'Exchange Web Services',
    'IMAP',
    'IMAP4',
    'imap4',
    'MAPI Over HTTP',
    'Offline Address Book',
    'Other clients',
    'Outlook Anywhere (RPC over HTTP)',
    'POP',
    'POP3',
    'Reporting Web Services',
    'SMTP',
  ])('%s is an old protocol, in any capitals', (client) => {
    expect(wayOf({ ...BROWSER, client })).toBe('legacy');
  });
});
