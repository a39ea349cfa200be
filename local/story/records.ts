/** Records in Microsoft's shapes, by the source that gives them. */
export interface StoryRecords {
  readonly signIns: object[];
  readonly audits: object[];
  readonly traces: object[];
  readonly unified: object[];
}

export interface Person {
  readonly name: string;
  readonly upn: string;
  readonly objectId: string;
  /** The address of their line at home. */
  readonly line: string;
  readonly deviceId: string;
}

const DOMAIN = 'fjordline.example';
const TENANT_ID = '5f0d0000-0000-4000-8000-000000000000';
/** Lines of large Swedish networks, picked by their number alone; the story says nothing of who has them. */
export const OFFICE = '81.224.10.20';
const HOMES = ['81.225.33', '90.224.51', '213.64.77', '78.68.14'];

const NAMES = [
  'Dana Reyes',
  'Lee Park',
  'Mika Holm',
  'Ana Costa',
  'Jon Berg',
  'Sara Lind',
  'Omar Aziz',
  'Eva Novak',
  'Tom Wills',
  'Ida Strand',
  'Per Dahl',
  'Zoe Meyer',
];

export const PEOPLE: readonly Person[] = NAMES.map((name, index) => ({
  name,
  upn: `${name.toLowerCase().replace(' ', '.')}@${DOMAIN}`,
  objectId: guid(1, index),
  line: `${HOMES[index % HOMES.length]}.${10 + index}`,
  deviceId: guid(2, index),
}));

/** A GUID that says of itself that it is made up. */
function guid(kind: number, number: number): string {
  return `0000000${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

let last = 0;
function nextId(): string {
  last += 1;
  return guid(9, last);
}

/** How a sign-in differs from a usual one. */
export interface SignInTurn {
  readonly errorCode?: number;
  readonly browser?: string;
  readonly system?: string;
  readonly deviceId?: string;
}

/** A Graph (beta) signIn. */
export function signInRecord(person: Person, at: Date, ip: string, turn: SignInTurn = {}): object {
  const { errorCode = 0, browser = 'Edge 122.0', system = 'Windows 11', deviceId = person.deviceId } = turn;
  return {
    id: nextId(),
    createdDateTime: at.toISOString(),
    userDisplayName: person.name,
    userPrincipalName: person.upn,
    userId: person.objectId,
    appDisplayName: 'Office 365 Exchange Online',
    appId: '00000002-0000-0ff1-ce00-000000000000',
    ipAddress: ip,
    clientAppUsed: 'Browser',
    isInteractive: true,
    authenticationRequirement: 'singleFactorAuthentication',
    userType: 'member',
    homeTenantId: TENANT_ID,
    resourceTenantId: TENANT_ID,
    status: {
      errorCode,
      failureReason: errorCode === 0 ? 'Other.' : 'Error validating credentials',
      additionalDetails: null,
    },
    deviceDetail: { deviceId, operatingSystem: system, browser },
  };
}

/** A Graph directoryAudit: an invitation of `what`, or the registration of a method called `what`. */
export function auditRecord(
  person: Person,
  at: Date,
  kind: 'invite' | 'method',
  what: string,
  ip = person.line,
): object {
  const initiatedBy = {
    user: { id: person.objectId, userPrincipalName: person.upn, displayName: null, ipAddress: '40.126.4.40' },
  };
  const common = {
    id: `Directory_${nextId()}`,
    activityDateTime: at.toISOString(),
    category: 'UserManagement',
    result: 'success',
    initiatedBy,
  };
  if (kind === 'method') {
    return {
      ...common,
      activityDisplayName: 'User registered security info',
      resultReason: `User registered ${what}`,
      targetResources: [
        { id: person.objectId, type: 'User', userPrincipalName: person.upn, modifiedProperties: [] },
      ],
      additionalDetails: [],
    };
  }
  return {
    ...common,
    activityDisplayName: 'Invite external user',
    targetResources: [
      {
        id: nextId(),
        type: 'User',
        displayName: what,
        userPrincipalName: `${what.replace('@', '_')}#EXT#@${DOMAIN}`,
      },
    ],
    additionalDetails: [
      { key: 'oid', value: person.objectId },
      { key: 'ipaddr', value: ip },
      { key: 'invitedUserEmailAddress', value: what },
    ],
  };
}

/** A row of Graph's message trace. */
export function traceRecord(person: Person, at: Date, to: string, subject: string, message: string): object {
  return {
    id: `trace-${message}`,
    messageId: `<${message}@${DOMAIN}>`,
    senderAddress: person.upn,
    recipientAddress: to,
    receivedDateTime: at.toISOString(),
    subject,
    status: 'delivered',
    fromIP: null,
    size: 24_000,
  };
}

/** A unified audit record of a new inbox rule that deletes every mail. */
export function ruleRecord(person: Person, at: Date, name: string, ip: string): object {
  return {
    CreationTime: at.toISOString().slice(0, 19),
    Id: nextId(),
    Operation: 'New-InboxRule',
    OrganizationId: TENANT_ID,
    OrganizationName: DOMAIN,
    RecordType: 1,
    ResultStatus: 'True',
    UserType: 2,
    Workload: 'Exchange',
    ClientIP: `${ip}:52378`,
    ObjectId: `${person.name}\\${name}`,
    UserId: person.upn,
    Parameters: [
      { Name: 'Name', Value: name },
      { Name: 'DeleteMessage', Value: 'True' },
      { Name: 'StopProcessingRules', Value: 'True' },
    ],
  };
}
