import {
  auditRecord,
  ruleRecord,
  signInRecord,
  traceRecord,
  type Person,
  type SignInTurn,
} from '../story/records.ts';
import type { FeedName } from '../../shared/model/feed.ts';
import type { Source } from '../tenant/index.ts';

export { OFFICE, PEOPLE, type Person } from '../story/records.ts';

/** Something that happened, as one of Microsoft's logs has it. */
export interface Logged {
  readonly source: Source;
  /** The log that Vigil reads it from. */
  readonly feed: FeedName;
  readonly record: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Makes records with ids of its own, so that one world is the same whatever was made before it. */
export interface Shapes {
  /** As Graph has it, and as the unified audit log has the same. */
  readonly signIn: (person: Person, at: number, ip: string, turn?: SignInTurn & Background) => void;
  readonly audit: (person: Person, at: number, kind: 'invite' | 'method', what: string, ip?: string) => void;
  readonly mail: (person: Person, at: number, to: string, subject: string) => void;
  readonly rule: (person: Person, at: number, ip: string, forwardTo?: string) => void;
}

interface Background {
  /** A program does it with a session it has. */
  readonly background?: boolean;
}

const TENANT_ID = '5f0d0000-0000-4000-8000-000000000000';

/** Puts what happens into a list. */
export function shapesInto(logged: Logged[]): Shapes {
  let last = 0;
  function nextId(): string {
    last += 1;
    return `00000005-0000-4000-8000-${String(last).padStart(12, '0')}`;
  }

  function put(source: Source, feed: FeedName, at: number, record: object): void {
    logged.push({ source, feed, at, record: record as Logged['record'] });
  }

  return {
    signIn(person, at, ip, turn = {}) {
      const id = nextId();
      const graph = { ...signInRecord(person, new Date(at), ip, turn), id };
      const background = turn.background === true;
      put('sign-ins', background ? 'background-sign-ins' : 'sign-ins', at, {
        ...graph,
        ...(background && { isInteractive: false, signInEventTypes: ['nonInteractiveUser'] }),
      });
      put('unified-audit', 'audit-entra', at, unifiedSignIn(person, at, ip, id, turn));
    },
    audit(person, at, kind, what, ip) {
      const record = auditRecord(person, new Date(at), kind, what, ip) as Record<string, unknown>;
      const id = nextId();
      const targets = record['targetResources'] as readonly object[];
      const named = kind === 'invite' ? targets.map((target) => ({ ...target, id })) : targets;
      put('directory-audits', 'directory-audits', at, {
        ...record,
        id: `Directory_${id}`,
        targetResources: named,
      });
    },
    mail(person, at, to, subject) {
      const record = traceRecord(person, new Date(at), to, subject, nextId());
      put('message-traces', 'message-traces', at, record);
    },
    rule(person, at, ip, forwardTo) {
      const record = ruleRecord(person, new Date(at), '.', ip) as Record<string, unknown>;
      const forwarding = [
        { Name: 'Name', Value: '.' },
        { Name: 'ForwardTo', Value: forwardTo },
      ];
      put('unified-audit', 'audit-exchange', at, {
        ...record,
        Id: nextId(),
        ...(forwardTo !== undefined && { Parameters: forwarding }),
      });
    },
  };
}

/** Says of the same sign-in the same as Graph does, so that which log it was read from changes no habit. */
function unifiedSignIn(
  person: Person,
  at: number,
  ip: string,
  id: string,
  {
    errorCode = 0,
    browser = 'Edge 122.0',
    system = 'Windows 11',
    deviceId = person.deviceId,
    background,
  }: SignInTurn & Background,
): object {
  return {
    CreationTime: new Date(at).toISOString().slice(0, 19),
    Id: id,
    Operation: errorCode === 0 ? 'UserLoggedIn' : 'UserLoginFailed',
    OrganizationId: TENANT_ID,
    RecordType: 15,
    ResultStatus: 'Success',
    UserKey: person.objectId,
    UserType: 0,
    Workload: 'AzureActiveDirectory',
    ClientIP: ip,
    ObjectId: '00000002-0000-0ff1-ce00-000000000000',
    UserId: person.upn,
    Actor: [
      { ID: person.objectId, Type: 0 },
      { ID: person.upn, Type: 5 },
    ],
    ActorContextId: TENANT_ID,
    ActorIpAddress: ip,
    ErrorNumber: String(errorCode),
    ApplicationId: '00000002-0000-0ff1-ce00-000000000000',
    DeviceProperties: [
      { Name: 'Id', Value: deviceId },
      { Name: 'OS', Value: system },
      { Name: 'BrowserType', Value: browser },
    ],
    ExtendedProperties: background === true ? [{ Name: 'RequestType', Value: 'OAuth2:Token' }] : [],
  };
}
