import { story } from '../../local/story/index.ts';
import { incidentsIn } from '../../local/start/told.ts';
import type { Tenant } from '../../local/tenant/index.ts';
import type { Incident } from '../../shared/model/finding.ts';
import type { Keeper } from '../../shared/model/keeper.ts';
import { show } from './a-vigil.ts';

/** The day of the take-over, of which the first act is at 08:31 and the last at 10:02. */
export const STORY_DAY = Date.parse('2026-03-02T00:00:00Z');
const TENANT_ID = '5f0d0000-0000-4000-8000-000000000000';

/** What is found of it by what needs no history. */
export const EVERYTHING: readonly string[] = [
  '102.38.200.77 password-guessing guessing',
  ...[
    'contacts-become-guests contacts',
    'guest-burst burst',
    'inbox-rule-hides rule:dana reyes|.',
    'mass-send surge',
    'mfa-method-added method:dana.reyes@fjordline.example|Authenticator App with Notification and Code',
    'password-guessing guessed:102.38.200.77',
  ].map((found) => `dana.reyes@fjordline.example ${found}`),
];

const { signIns, audits, traces, unified } = story();

/** Puts the story into a tenant's logs; its sign-ins stand in the unified audit log as well, as Microsoft writes them twice. */
export function showStory(tenant: Tenant): void {
  show(tenant, {
    'sign-ins': signIns,
    'directory-audits': audits,
    'message-traces': traces,
    'unified-audit': [...unified, ...signIns.map(auditedSignIn)],
  });
}

interface GraphSignIn {
  readonly id: string;
  readonly createdDateTime: string;
  readonly userPrincipalName: string;
  readonly userId: string;
  readonly appId: string;
  readonly ipAddress: string;
  readonly status: { readonly errorCode: number };
  readonly deviceDetail: Readonly<Record<'deviceId' | 'operatingSystem' | 'browser', string>>;
}

/** A sign-in of Graph as the unified audit log has it, under the same id. */
function auditedSignIn(record: object): object {
  const { id, createdDateTime, userPrincipalName, userId, ipAddress, appId, status, deviceDetail } =
    record as GraphSignIn;
  const { deviceId, operatingSystem, browser } = deviceDetail;
  return {
    CreationTime: createdDateTime.slice(0, 19),
    Id: id,
    Operation: status.errorCode === 0 ? 'UserLoggedIn' : 'UserLoginFailed',
    OrganizationId: TENANT_ID,
    RecordType: 15,
    ResultStatus: 'Success',
    UserKey: userId,
    UserType: 0,
    Version: 1,
    Workload: 'AzureActiveDirectory',
    UserId: userPrincipalName,
    ClientIP: ipAddress,
    ActorIpAddress: ipAddress,
    ActorContextId: TENANT_ID,
    Actor: [
      { ID: userId, Type: 0 },
      { ID: userPrincipalName, Type: 5 },
    ],
    ApplicationId: appId,
    ErrorNumber: String(status.errorCode),
    ExtendedProperties: [{ Name: 'RequestType', Value: 'Login:login' }],
    DeviceProperties: [
      { Name: 'Id', Value: deviceId },
      { Name: 'OS', Value: operatingSystem },
      { Name: 'BrowserType', Value: browser },
    ],
  };
}

/** What is known of the take-over: the incidents that were last seen on its day, or after it. */
export async function takeOver(keeper: Keeper): Promise<readonly Incident[]> {
  return (await incidentsIn(keeper)).filter(({ lastSeen }) => lastSeen.getTime() >= STORY_DAY);
}

/** What was found, each once: of whom, by which detector, under which key. */
export async function foundIn(keeper: Keeper): Promise<readonly string[]> {
  return (await takeOver(keeper))
    .flatMap(({ about, findings }) => findings.map(({ detector, key }) => `${about.id} ${detector} ${key}`))
    .toSorted();
}
