import type { Chance } from '../random.ts';
import type { AccountDone, Doing, InviteDone, MailDone, MethodDone, SignInDone } from './doing.ts';
import type { Member } from './staff.ts';

/** The licence: with Entra ID P1 sign-ins come from Graph, without it from the unified audit log, which says less. */
export type Route = 'graph' | 'management';

const TENANT_ID = '6f3c1d52-8b0e-4c5a-9d27-5e1f0a7b3c94';

/** What happened, as the records of a route tell it: a mail is one record a recipient. */
export function recordsOf(doing: Doing, route: Route, chance: Chance): readonly object[] {
  switch (doing.what) {
    case 'sign-in':
      return [route === 'graph' ? signIn(doing, chance) : auditedSignIn(doing, chance)];
    case 'mail':
      return traces(doing, chance);
    case 'invite':
      return [invitation(doing, chance)];
    case 'method':
      return [method(doing, chance)];
    case 'account':
      return [account(doing, chance)];
  }
}

function signIn({ at, by, address, machine, interactive, mfa, code }: SignInDone, chance: Chance): object {
  return {
    id: chance.guid(),
    createdDateTime: timeOf(at),
    userDisplayName: by.name,
    userPrincipalName: by.upn,
    userId: by.id,
    appDisplayName: 'Office 365 Exchange Online',
    ipAddress: address,
    clientAppUsed: 'Browser',
    userAgent: machine.userAgent,
    isInteractive: interactive,
    riskLevelDuringSignIn: 'none',
    userType: 'member',
    authenticationRequirement: mfa ? 'multiFactorAuthentication' : 'singleFactorAuthentication',
    status: {
      errorCode: code,
      additionalDetails: mfa ? 'MFA requirement satisfied by claim in the token' : null,
    },
    deviceDetail: {
      deviceId: machine.deviceId ?? '',
      operatingSystem: machine.system,
      browser: machine.browser,
    },
    location: null,
  };
}

function auditedSignIn({ at, by, address, machine, interactive, code }: SignInDone, chance: Chance): object {
  return {
    CreationTime: timeOf(at).slice(0, 19),
    Id: chance.guid(),
    Operation: code === 0 ? 'UserLoggedIn' : 'UserLoginFailed',
    OrganizationId: TENANT_ID,
    RecordType: 15,
    ResultStatus: 'Success',
    UserKey: by.id,
    UserType: 0,
    Version: 1,
    Workload: 'AzureActiveDirectory',
    UserId: by.upn,
    ClientIP: address,
    ActorIpAddress: address,
    ExtendedProperties: [
      { Name: 'UserAgent', Value: machine.userAgent },
      { Name: 'RequestType', Value: interactive ? 'OAuth2:Authorize' : 'OAuth2:Token' },
    ],
    Actor: [
      { ID: by.id, Type: 0 },
      { ID: by.upn, Type: 5 },
    ],
    ActorContextId: TENANT_ID,
    ApplicationId: '00000002-0000-0ff1-ce00-000000000000',
    DeviceProperties: [
      ...(machine.deviceId === undefined ? [] : [{ Name: 'Id', Value: machine.deviceId }]),
      { Name: 'OS', Value: machine.system },
      { Name: 'BrowserType', Value: machine.browser.split(' ')[0] },
    ],
    ErrorNumber: String(code),
  };
}

function traces({ at, by, to, subject }: MailDone, chance: Chance): readonly object[] {
  const id = chance.guid();
  return to.map((recipientAddress) => ({
    id,
    messageId: `<${id}@northwind.example>`,
    senderAddress: by.upn,
    recipientAddress,
    receivedDateTime: timeOf(at),
    subject,
    status: 'delivered',
  }));
}

function change(
  at: number,
  by: Member,
  address: string,
  activityDisplayName: string,
  chance: Chance,
): object {
  return {
    id: `Directory_${chance.guid()}`,
    category: 'UserManagement',
    activityDateTime: timeOf(at),
    activityDisplayName,
    result: 'success',
    loggedByService: 'Core Directory',
    initiatedBy: {
      user: { id: by.id, userPrincipalName: by.upn, displayName: by.name, ipAddress: address },
      app: null,
    },
  };
}

function invitation({ at, by, address, guest }: InviteDone, chance: Chance): object {
  return {
    ...change(at, by, address, 'Invite external user', chance),
    targetResources: [
      {
        id: chance.guid(),
        type: 'User',
        userPrincipalName: guest,
        displayName: guest,
        modifiedProperties: [],
      },
    ],
    additionalDetails: [{ key: 'InvitedUserEmailAddress', value: guest }],
  };
}

function method({ at, by, address }: MethodDone, chance: Chance): object {
  return {
    ...change(at, by, address, 'User registered security info', chance),
    loggedByService: 'Authentication Methods',
    resultReason: 'User registered Authenticator App with Notification and Code',
    targetResources: [
      { id: by.id, type: 'User', userPrincipalName: by.upn, displayName: by.name, modifiedProperties: [] },
    ],
  };
}

function account({ at, by, address, starter }: AccountDone, chance: Chance): object {
  return {
    ...change(at, by, address, 'Add user', chance),
    targetResources: [
      {
        id: starter.id,
        type: 'User',
        userPrincipalName: starter.upn,
        displayName: starter.name,
        modifiedProperties: [],
      },
    ],
  };
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}
