import { appOf, codeOf, type Happening } from './happening.ts';
import { DOMAIN, TENANT_ID } from './people.ts';

const SUBJECTS = [
  'Milestone plan',
  'Invoice 4711',
  'Holiday list',
  'Offer for Fabrikam',
  'Weekly report',
] as const;

function audited(
  { chance, at, person }: Happening,
  operation: string,
  type: number,
  workload: string,
): object {
  return {
    CreationTime: at.toISOString().slice(0, 19),
    Id: chance.guid(),
    Operation: operation,
    OrganizationId: TENANT_ID,
    RecordType: type,
    ResultStatus: type === 2 ? 'Succeeded' : 'Success',
    UserKey: person.id,
    UserType: 0,
    Version: 1,
    Workload: workload,
    UserId: person.upn,
  };
}

/** A mail as the mailbox audit has it. */
export function send(happening: Happening): object {
  const { chance, person, address } = happening;
  return {
    ...audited(happening, 'Send', 2, 'Exchange'),
    ClientIPAddress: address,
    ClientInfoString: 'Client=OWA;Action=ViaProxy',
    ExternalAccess: false,
    InternalLogonType: 0,
    LogonType: 0,
    LogonUserSid: `S-1-5-21-1944126219-2861527312-${chance.below(2 ** 31)}-1093`,
    MailboxGuid: person.id,
    MailboxOwnerSid: 'S-1-5-21-1944126219-2861527312-1093',
    MailboxOwnerUPN: person.upn,
    OrganizationName: DOMAIN,
    OriginatingServer: 'AM0PR04MB4242 (15.20.4308.026)',
    SessionId: chance.guid(),
    Item: {
      Id: `RgAAAAD${chance.guid()}${chance.guid()}J`,
      InternetMessageId: `<${chance.guid()}@AM0PR04MB4242.eurprd04.prod.outlook.com>`,
      ParentFolder: { Id: 'LgAAAAC', Path: '\\Drafts' },
      SizeInBytes: 4_000 + chance.below(40_000),
      Subject: chance.pick(SUBJECTS),
    },
  };
}

/** A sign-in as the unified audit log has it. */
export function auditedSignIn(happening: Happening): object {
  const { chance, person, address, device } = happening;
  const code = codeOf(chance);
  const app = appOf(chance);
  return {
    ...audited(happening, code === 0 ? 'UserLoggedIn' : 'UserLoginFailed', 15, 'AzureActiveDirectory'),
    ClientIP: address,
    ObjectId: app.id,
    AzureActiveDirectoryEventType: 1,
    ExtendedProperties: [
      { Name: 'ResultStatusDetail', Value: 'Success' },
      { Name: 'KeepMeSignedIn', Value: 'true' },
      { Name: 'UserAgent', Value: device.userAgent },
      { Name: 'UserAuthenticationMethod', Value: '1' },
      { Name: 'RequestType', Value: chance.next() < 0.4 ? 'Login:login' : 'OAuth2:Token' },
    ],
    ModifiedProperties: [],
    Actor: [
      { ID: person.id, Type: 0 },
      { ID: person.upn, Type: 5 },
    ],
    ActorContextId: TENANT_ID,
    ActorIpAddress: address,
    InterSystemsId: chance.guid(),
    IntraSystemId: chance.guid(),
    SupportTicketId: '',
    Target: [{ ID: app.id, Type: 0 }],
    TargetContextId: TENANT_ID,
    ApplicationId: app.id,
    DeviceProperties: [
      { Name: 'Id', Value: device.id },
      { Name: 'OS', Value: device.system },
      { Name: 'BrowserType', Value: device.browser.split(' ')[0] },
      { Name: 'IsCompliantAndManaged', Value: 'True' },
      { Name: 'SessionId', Value: chance.guid() },
    ],
    ErrorNumber: String(code),
  };
}

/** A directory change as the unified audit log has it. */
export function auditedChange(happening: Happening): object {
  const { person } = happening;
  const names = [
    { ID: `User_${person.id}`, Type: 2 },
    { ID: person.id, Type: 2 },
    { ID: 'User', Type: 2 },
    { ID: person.upn, Type: 5 },
  ];
  return {
    ...audited(happening, 'Update user.', 8, 'AzureActiveDirectory'),
    ObjectId: person.upn,
    AzureActiveDirectoryEventType: 1,
    ExtendedProperties: [{ Name: 'additionalDetails', Value: '{"UserType":"Member"}' }],
    ModifiedProperties: [
      { Name: 'StsRefreshTokensValidFrom', NewValue: '[\r\n  "2026-10-01T00:00:00Z"\r\n]', OldValue: '[]' },
      { Name: 'Included Updated Properties', NewValue: 'StsRefreshTokensValidFrom', OldValue: '' },
    ],
    Actor: names,
    ActorContextId: TENANT_ID,
    Target: names,
    TargetContextId: TENANT_ID,
  };
}
