import { randomOf } from '../sim/random.ts';

const PEOPLE = 300;
const DAYS = 30;
const MS_A_DAY = 86_400_000;
const DOMAIN = 'fjordline.example';
const TENANT_ID = '5f0d0000-0000-4000-8000-000000000000';
/** People work from 7 to 19 o'clock, in UTC. */
const [MORNING, EVENING] = [7 / 24, 19 / 24];
const IN_BACKGROUND = 0.6;
const WRONG_PASSWORD = 0.01;
/** Networks of large carriers, of which each person has one at home. */
const HOMES = ['81.225.33', '90.224.51', '213.64.77', '78.68.14'];
const SUCCESS = { errorCode: 0, failureReason: 'Other.', additionalDetails: null };
const FAILURE = { errorCode: 50_126, failureReason: 'Error validating credentials', additionalDetails: null };

/** So many sign-ins of 300 people in the thirty days before a moment, oldest first; what they have in common is shared, to fit into memory. */
export function* crowd(records: number, end: number): Generator<object> {
  const random = randomOf(records, 'crowd');
  const people = Array.from({ length: PEOPLE }, (_, number) => personOf(number));
  for (let number = 0; number < records; number += 1) {
    const days = (number / records) * DAYS;
    const hour = MORNING + (days % 1) * (EVENING - MORNING);
    const at = Math.floor(end / MS_A_DAY) - DAYS + Math.floor(days) + hour;
    yield {
      ...random.pick(people),
      id: guid(8, number),
      createdDateTime: `${new Date(at * MS_A_DAY).toISOString().slice(0, 19)}Z`,
      isInteractive: !random.chance(IN_BACKGROUND),
      status: random.chance(WRONG_PASSWORD) ? FAILURE : SUCCESS,
    };
  }
}

function personOf(number: number): object {
  const upn = `person${number}@${DOMAIN}`;
  return {
    userDisplayName: `Person ${number}`,
    userPrincipalName: upn,
    userId: guid(7, number),
    appDisplayName: 'Office 365 Exchange Online',
    appId: '00000002-0000-0ff1-ce00-000000000000',
    ipAddress: `${HOMES[number % HOMES.length]}.${number % 250}`,
    clientAppUsed: 'Browser',
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/122.0',
    conditionalAccessStatus: 'notApplied',
    authenticationRequirement: 'singleFactorAuthentication',
    resourceDisplayName: 'Office 365 Exchange Online',
    userType: 'member',
    homeTenantId: TENANT_ID,
    resourceTenantId: TENANT_ID,
    deviceDetail: {
      deviceId: guid(6, number),
      operatingSystem: 'Windows 11',
      browser: 'Edge 122.0',
      isCompliant: true,
      isManaged: true,
      trustType: 'Azure AD joined',
    },
    location: { city: 'Stockholm', state: 'Stockholms lan', countryOrRegion: 'SE' },
  };
}

/** A GUID that says of itself that it is made up. */
function guid(kind: number, number: number): string {
  return `0000000${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
