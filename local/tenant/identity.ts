import type { Answer, Call, Route } from './exchange.ts';
import { guidOf } from './seal.ts';
import { resourceOf, type Resource } from './tokens.ts';

const HOUR_SECONDS = 3_600;
/** Azure keeps a managed identity's token for about a day. */
const MANAGED_LIFE_SECONDS = 24 * HOUR_SECONDS;

/** Where tokens come from: the managed identity endpoint of Azure, and Entra ID for a client with a secret. */
export const identityRoutes: readonly Route[] = [
  { method: 'GET', pattern: /^\/msi\/token$/, name: '/msi/token', api: 'identity', answer: managed },
  {
    method: 'POST',
    pattern: /^\/([^/]+)\/oauth2\/v2\.0\/token$/,
    name: '/{tenant}/oauth2/v2.0/token',
    api: 'identity',
    answer: withSecret,
  },
  {
    method: 'GET',
    pattern: /^\/([^/]+)\/v2\.0\/\.well-known\/openid-configuration$/,
    name: '/{tenant}/v2.0/.well-known/openid-configuration',
    api: 'identity',
    answer: configuration,
  },
  {
    method: 'GET',
    pattern: /^\/common\/discovery\/instance$/,
    name: '/common/discovery/instance',
    api: 'identity',
    answer: instances,
  },
];

function managed({ world, ask }: Call): Answer {
  if (ask.headers['x-identity-header'] !== world.settings().identityHeader) {
    return { status: 401, body: { statusCode: 401, message: 'x-identity-header is missing or wrong.' } };
  }
  const asked = ask.url.searchParams.get('resource') ?? '';
  const resource = resourceOf(asked);
  if (resource === undefined) {
    return oauthError(world.settings().tenantId, 400, 'invalid_resource', 500_011, unknownResource(asked));
  }
  const { token, expiresOn } = world.tokens.issue(resource, MANAGED_LIFE_SECONDS);
  return {
    status: 200,
    body: {
      access_token: token,
      client_id: world.settings().clientId,
      expires_on: String(expiresOn),
      resource: asked,
      token_type: 'Bearer',
    },
  };
}

function withSecret(call: Call): Answer {
  const { world, ask, caught } = call;
  const form = new URLSearchParams(ask.body);
  const tenant = caught[0] ?? '';
  const resource = resourceOf((form.get('scope') ?? '').replace(/\/\.default$/, ''));
  const refused = refusedClient(call, tenant, form, resource);
  if (refused !== undefined || resource === undefined) return refused ?? { status: 400 };
  const { token } = world.tokens.issue(resource, HOUR_SECONDS);
  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      expires_in: HOUR_SECONDS - 1,
      ext_expires_in: HOUR_SECONDS - 1,
      access_token: token,
    },
  };
}

function refusedClient(
  { world }: Call,
  tenant: string,
  form: URLSearchParams,
  resource: Resource | undefined,
): Answer | undefined {
  const { tenantId, domains, clientId, clientSecret, secretExpired } = world.settings();
  const refuse = (status: number, error: string, code: number, text: string): Answer =>
    oauthError(tenantId, status, error, code, text);
  const app = form.get('client_id') ?? '';
  if (![tenantId, ...domains].includes(tenant.toLowerCase()))
    return refuse(400, 'invalid_request', 90_002, unknownTenant(tenant));
  if (form.get('grant_type') !== 'client_credentials')
    return refuse(
      400,
      'unsupported_grant_type',
      70_003,
      `The app requested an unsupported grant type '${form.get('grant_type')}'.`,
    );
  if (app !== clientId) return refuse(400, 'unauthorized_client', 700_016, unknownApp(app, tenant));
  if (secretExpired) return refuse(401, 'invalid_client', 7_000_222, expiredSecret(app));
  if (form.get('client_secret') !== clientSecret)
    return refuse(401, 'invalid_client', 7_000_215, wrongSecret(app));
  if (resource === undefined)
    return refuse(400, 'invalid_scope', 70_011, wrongScope(form.get('scope') ?? ''));
  return undefined;
}

function configuration({ world, caught }: Call): Answer {
  const { tenantId, domains, authority } = world.settings();
  const tenant = caught[0] ?? '';
  if (![tenantId, ...domains].includes(tenant.toLowerCase()))
    return oauthError(tenantId, 400, 'invalid_tenant', 90_002, unknownTenant(tenant));
  return {
    status: 200,
    body: {
      issuer: `${authority}/${tenantId}/v2.0`,
      authorization_endpoint: `${authority}/${tenantId}/oauth2/v2.0/authorize`,
      token_endpoint: `${authority}/${tenantId}/oauth2/v2.0/token`,
      jwks_uri: `${authority}/${tenantId}/discovery/v2.0/keys`,
      token_endpoint_auth_methods_supported: ['client_secret_post'],
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
    },
  };
}

function instances({ world }: Call): Answer {
  const { authority, tenantId } = world.settings();
  const { host } = new URL(authority);
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `${authority}/${tenantId}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    },
  };
}

function oauthError(tenantId: string, status: number, error: string, code: number, text: string): Answer {
  const traceId = guidOf(`trace ${code}`);
  const correlationId = guidOf(`correlation ${tenantId} ${code}`);
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: ${traceId} Correlation ID: ${correlationId}`,
      error_codes: [code],
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
  };
}

const unknownResource = (resource: string): string =>
  `The resource principal named ${resource} was not found in the tenant. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`;
const unknownTenant = (tenant: string): string =>
  `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`;
const unknownApp = (app: string, tenant: string): string =>
  `Application with identifier '${app}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`;
const expiredSecret = (app: string): string =>
  `The provided client secret keys for app '${app}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`;
const wrongSecret = (app: string): string =>
  `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app}'.`;
const wrongScope = (scope: string): string =>
  `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`;
