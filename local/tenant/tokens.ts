import type { TenantSettings } from './settings.ts';
import { guidOf, signatureOf } from './seal.ts';

/** The two APIs a token can be for. */
export const RESOURCES = ['https://graph.microsoft.com', 'https://manage.office.com'] as const;

export type Resource = (typeof RESOURCES)[number];

/** What a token says; undefined where it is none of ours or no longer good. */
interface Claims {
  readonly aud: Resource;
  readonly exp: number;
  readonly roles: readonly string[];
  readonly ver: number;
}

/** Issues and reads tokens. Real time rules them, as the clients that cache them go by it. */
export interface Tokens {
  readonly issue: (resource: Resource, lifeSeconds: number) => { token: string; expiresOn: number };
  readonly read: (authorization: string | undefined) => Claims | 'none' | 'bad' | 'expired';
  /** Makes every token issued so far expire. */
  readonly expire: () => void;
}

const GRAPH_ROLES = /^(?!ActivityFeed\.|ServiceHealth\.)/;

/** Opens the issuing of tokens for a tenant. */
export function openTokens(settings: () => TenantSettings, clock: () => Date): Tokens {
  let version = 1;

  function issue(resource: Resource, lifeSeconds: number): { token: string; expiresOn: number } {
    const { tenantId, clientId, permissions } = settings();
    const issuedAt = Math.floor(clock().getTime() / 1_000);
    const expiresOn = issuedAt + lifeSeconds;
    const forGraph = resource === RESOURCES[0];
    const claims = {
      aud: resource,
      iss: `https://sts.windows.net/${tenantId}/`,
      iat: issuedAt,
      nbf: issuedAt,
      exp: expiresOn,
      appid: clientId,
      oid: guidOf(`service principal of ${clientId}`),
      roles: permissions.filter((permission) => GRAPH_ROLES.test(permission) === forGraph),
      tid: tenantId,
      ver: version,
    };
    const text = [{ typ: 'JWT', alg: 'HS256' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return { token: `${text}.${signatureOf(text)}`, expiresOn };
  }

  function read(authorization: string | undefined): Claims | 'none' | 'bad' | 'expired' {
    const token = /^Bearer (?<token>.+)$/i.exec(authorization ?? '')?.groups?.['token'];
    if (token === undefined) return 'none';
    const [header, payload, signature] = token.split('.');
    if (payload === undefined || signature !== signatureOf(`${header}.${payload}`)) return 'bad';
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
    const stale = claims.ver < version || claims.exp * 1_000 <= clock().getTime();
    return stale ? 'expired' : claims;
  }

  return { issue, read, expire: () => void (version += 1) };
}

/** The API a resource or a scope names. Undefined: there is no such. */
export function resourceOf(name: string): Resource | undefined {
  const plain = name.replace(/\/+$/, '');
  return RESOURCES.find((resource) => resource === plain);
}
