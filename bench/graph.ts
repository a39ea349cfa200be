import { appOf, codeOf, type Happening } from './happening.ts';
import type { Device, Person } from './people.ts';
import type { Chance } from './random.ts';

const POLICIES = [
  'Require MFA for all users',
  'Block legacy authentication',
  'Require compliant device for admins',
  'Block access from unknown countries',
  'Terms of use',
  'Sign-in frequency for browsers',
] as const;

/** A Graph signIn with 3–6 Conditional Access policies, 1,983 bytes on average. */
export function signIn({ chance, at, person, address, device }: Happening): object {
  const code = codeOf(chance);
  const app = appOf(chance);
  return {
    id: chance.guid(),
    createdDateTime: at.toISOString().replace('.000Z', 'Z'),
    userDisplayName: person.name,
    userPrincipalName: person.upn,
    userId: person.id,
    appId: app.id,
    appDisplayName: app.name,
    ipAddress: address,
    clientAppUsed: chance.next() < 0.7 ? 'Browser' : 'Mobile Apps and Desktop clients',
    userAgent: device.userAgent,
    correlationId: chance.guid(),
    conditionalAccessStatus: code === 0 ? 'success' : 'failure',
    isInteractive: chance.next() < 0.4,
    riskLevelDuringSignIn: 'none',
    riskState: 'none',
    resourceDisplayName: app.name,
    userType: 'member',
    ...outcome(code),
    ...surroundings(device),
    appliedConditionalAccessPolicies: policies(chance),
  };
}

function outcome(code: number): object {
  const failureReason = 'Error validating credentials due to invalid username or password.';
  return code === 0
    ? {
        status: {
          errorCode: 0,
          failureReason: 'Other.',
          additionalDetails: 'MFA requirement satisfied by claim in the token',
        },
      }
    : { status: { errorCode: code, failureReason, additionalDetails: null } };
}

function surroundings(device: Device): object {
  return {
    deviceDetail: {
      deviceId: device.id,
      operatingSystem: device.system,
      browser: device.browser,
      isCompliant: true,
      isManaged: true,
      trustType: 'Azure AD joined',
    },
    location: {
      city: 'Leipzig',
      state: 'Sachsen',
      countryOrRegion: 'DE',
      geoCoordinates: { altitude: null, latitude: 51.34, longitude: 12.37 },
    },
  };
}

function policies(chance: Chance): readonly object[] {
  return POLICIES.slice(0, 3 + chance.below(4)).map((displayName, number) => ({
    id: `5ac3b8d${number}-41f6-4a1c-8e0b-9d3f6c2e71a0`,
    displayName,
    enforcedGrantControls: number === 0 ? ['Mfa'] : [],
    enforcedSessionControls: [],
    result: number === 0 ? 'success' : 'notApplied',
  }));
}

/** A Graph directoryAudit: mostly upkeep that nobody judges, and three invitations in a hundred. */
export function directoryAudit(happening: Happening): object {
  const { chance, at, person, address } = happening;
  const user = { id: person.id, displayName: person.name, userPrincipalName: person.upn };
  const common = {
    id: `Directory_${chance.guid()}_${chance.below(1e6)}`,
    category: 'UserManagement',
    correlationId: chance.guid(),
    result: 'success',
    resultReason: '',
    activityDateTime: at.toISOString(),
    loggedByService: 'Core Directory',
    initiatedBy: { user: { ...user, ipAddress: address }, app: null },
  };
  const kind = chance.next();
  if (kind < 0.03) return { ...common, ...invitation(chance) };
  const activityDisplayName = kind < 0.7 ? 'Update user' : 'Add member to group';
  return { ...common, activityDisplayName, ...upkeep(person, at) };
}

function invitation(chance: Chance): object {
  const guest = `guest.${chance.below(400)}@fabrikam.example`;
  return {
    activityDisplayName: 'Invite external user',
    targetResources: [
      {
        id: chance.guid(),
        displayName: guest,
        type: 'User',
        userPrincipalName: guest,
        modifiedProperties: [],
      },
    ],
    additionalDetails: [{ key: 'InvitedUserEmailAddress', value: guest }],
  };
}

function upkeep({ id, name, upn }: Person, at: Date): object {
  const included = '"StsRefreshTokensValidFrom"';
  const modifiedProperties = [
    { displayName: 'StsRefreshTokensValidFrom', oldValue: '[]', newValue: `["${at.toISOString()}"]` },
    { displayName: 'Included Updated Properties', oldValue: null, newValue: included },
  ];
  return {
    targetResources: [{ id, displayName: name, type: 'User', userPrincipalName: upn, modifiedProperties }],
    additionalDetails: [{ key: 'UserType', value: 'Member' }],
  };
}
