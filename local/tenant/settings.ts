/** What a tenant is like. Each of it can be changed while it runs. */
export interface TenantSettings {
  readonly tenantId: string;
  /** The first is the default domain; a token may be asked for under any of them. */
  readonly domains: readonly string[];
  readonly clientId: string;
  readonly clientSecret: string;
  readonly secretExpired: boolean;
  /** What the managed identity endpoint wants in x-identity-header. */
  readonly identityHeader: string;
  /** The host of which openid-configuration speaks: a client that asks for https is led here by rewriting. */
  readonly authority: string;
  /** Granted application permissions, of both APIs. Tokens carry those of the moment they were issued in. */
  readonly permissions: readonly string[];
  readonly licence: 'free' | 'p1' | 'p2';
  /** Whether the unified audit log is on; `silent` answers as if nothing had happened. */
  readonly unifiedAuditLog: 'on' | 'off' | 'silent';
  /** Whether the service principal of Microsoft's "Transport Data Platform" exists. */
  readonly traceServicePrincipal: boolean;
  readonly securityDefaults: boolean;
  readonly allowInvitesFrom: string;
  readonly userConsent: boolean;
  /** Which role guests have: the id of Microsoft's usual one unless changed. */
  readonly guestUserRoleId: string;
  /** The people of the directory, in Graph's shape of a user; while there are none, whoever stands in the sign-ins. */
  readonly users: readonly object[];
  readonly conditionalAccess: readonly object[];
  /** In Graph's shapes of an ipNamedLocation and a countryNamedLocation. */
  readonly namedLocations: readonly object[];
  /** Enforces Microsoft's limits on the number of requests. */
  readonly pacing: boolean;
  /** Refuses `Accept-Language: *`, as undici sends it unless told otherwise (msgraph-sdk-javascript#999). */
  readonly refusesAnyLanguage: boolean;
  /** How many items a list of content gives at once. */
  readonly contentPage: number;
}

/** The permissions Vigil asks for. */
const USUAL_PERMISSIONS: readonly string[] = [
  'AuditLog.Read.All',
  'Directory.Read.All',
  'ExchangeMessageTrace.Read.All',
  'Policy.Read.All',
  'ActivityFeed.Read',
];

/** The line that the people of the story share, trusted as many an office is. Nothing that the story tells comes from there. */
const OFFICE = {
  '@odata.type': '#microsoft.graph.ipNamedLocation',
  id: '0ff1ce00-0000-4000-8000-000000000001',
  displayName: 'Office',
  createdDateTime: '2024-05-02T08:00:00Z',
  modifiedDateTime: '2024-05-02T08:00:00Z',
  isTrusted: true,
  ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '81.224.10.16/28' }],
};

/** A tenant with P1, everything granted and Microsoft's defaults; its id is that of the invented story. */
export const USUAL: TenantSettings = {
  tenantId: '5f0d0000-0000-4000-8000-000000000000',
  domains: ['fjordline.example', 'fjordline.onmicrosoft.example'],
  clientId: '00000000-0000-4000-8000-00000000c1d0',
  clientSecret: 'pretend-secret',
  secretExpired: false,
  identityHeader: 'pretend',
  authority: 'https://login.example',
  permissions: USUAL_PERMISSIONS,
  licence: 'p1',
  unifiedAuditLog: 'on',
  traceServicePrincipal: true,
  securityDefaults: false,
  allowInvitesFrom: 'everyone',
  userConsent: true,
  guestUserRoleId: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
  users: [],
  conditionalAccess: [],
  namedLocations: [OFFICE],
  pacing: false,
  refusesAnyLanguage: false,
  contentPage: 100,
};
