import type { Answer, Call } from './exchange.ts';
import { linkTo, questionOf } from './page.ts';
import type { TenantRecord } from './records.ts';
import { noProperty, Refusal } from './refusal.ts';
import { topOf } from './report-query.ts';
import { guidOf, unseal } from './seal.ts';
import type { World } from './world.ts';

/** Usual and highest number of users on a page: graph-docs user-list.md. */
const USUAL_TOP = 100;
const MOST_TOP = 999;

/** What of a user is given without being asked for: graph-docs resources/user.md. */
const USUAL_FIELDS: readonly string[] = [
  'businessPhones',
  'displayName',
  'givenName',
  'id',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
];
/** What is given only when asked for. */
const OTHER_FIELDS: readonly string[] = [
  'accountEnabled',
  'createdDateTime',
  'creationType',
  'externalUserState',
  'proxyAddresses',
  'userType',
];

/** Where a walk over users stands. */
interface Mark {
  readonly of: string;
  readonly offset: number;
}

/** GET /v1.0/users: everybody in the directory, guests too. */
export function users(call: Call): Answer {
  const { world, ask, pageFault } = call;
  const fields = fieldsOf(ask.url.searchParams.get('$select'));
  const top = topOf(ask.url, MOST_TOP) ?? USUAL_TOP;
  const offset = offsetOf(call);
  const everybody = peopleOf(world);
  const most = pageFault === 'empty-page' ? 0 : pageFault === 'short-page' ? 1 : top;
  const end = Math.min(offset + most, everybody.length);
  const more = end < everybody.length || pageFault !== undefined;
  const mark: Mark = { of: questionOf(ask), offset: end };
  return {
    status: 200,
    body: {
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users',
      ...(more && { '@odata.nextLink': linkTo(call, mark) }),
      value: everybody.slice(offset, end).map((user) => shown(user, fields)),
    },
  };
}

function offsetOf({ ask }: Call): number {
  const sealed = ask.url.searchParams.get('$skiptoken');
  if (sealed === null) return 0;
  const mark = unseal(sealed) as Mark | undefined;
  if (mark?.of !== questionOf(ask))
    throw new Refusal(400, 'Directory_ExpiredPageToken', 'Page token is invalid.');
  return mark.offset;
}

function fieldsOf(select: string | null): readonly string[] {
  if (select === null) return USUAL_FIELDS;
  const names = select.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !USUAL_FIELDS.includes(name) && !OTHER_FIELDS.includes(name));
  if (unknown !== undefined) throw noProperty(unknown, 'user');
  return names;
}

/** What a user lacks is null. */
function shown(user: TenantRecord, fields: readonly string[]): TenantRecord {
  return Object.fromEntries(fields.map((name) => [name, user[name] ?? null]));
}

function peopleOf(world: World): readonly TenantRecord[] {
  const { users: given } = world.settings();
  return given.length > 0 ? (given as readonly TenantRecord[]) : peopleInSignIns(world);
}

/** Whoever signed in so far: members by their user principal name, guests by the one the directory made of their address. */
function peopleInSignIns(world: World): readonly TenantRecord[] {
  const people = new Map<string, TenantRecord>();
  const [home = ''] = world.settings().domains;
  const everything = {
    asOf: world.now().getTime(),
    below: world.rows(),
    from: Number.NEGATIVE_INFINITY,
    to: Number.POSITIVE_INFINITY,
    newestFirst: false,
    after: undefined,
  };
  for (const { record } of world.shelf('sign-ins').read(everything)) {
    const mail = record['userPrincipalName'];
    if (typeof mail !== 'string' || !mail.includes('@')) continue;
    const id = typeof record['userId'] === 'string' ? record['userId'] : guidOf(`user ${mail}`);
    if (!people.has(id)) people.set(id, userOf(id, mail, record, home));
  }
  return [...people.values()];
}

function userOf(id: string, mail: string, record: TenantRecord, home: string): TenantRecord {
  const isGuest = record['userType'] === 'guest';
  return {
    id,
    displayName: record['userDisplayName'],
    userPrincipalName: isGuest ? `${mail.replace('@', '_')}#EXT#@${home}` : mail,
    mail,
    proxyAddresses: [`SMTP:${mail}`],
    userType: isGuest ? 'Guest' : 'Member',
    accountEnabled: true,
  };
}
