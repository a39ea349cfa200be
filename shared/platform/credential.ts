import {
  ClientSecretCredential,
  DefaultAzureCredential,
  ManagedIdentityCredential,
  type ClientSecretCredentialOptions,
} from '@azure/identity';
import type { Renewable } from './api.ts';
import { isLoopback } from './links.ts';

export interface Identity {
  readonly tenantId: string;
  readonly clientId?: string; // with a secret: the app's; managed: the user-assigned identity's
  readonly clientSecret?: string;
  readonly identityEndpoint?: string; // IDENTITY_ENDPOINT, which Azure sets where there is a managed identity
  readonly managed?: boolean; // managed even so, unless there is a secret
  readonly loopbackAuthority?: string; // a pretend sign-in service on this machine
}

/**
 * In Azure the managed identity itself, not DefaultAzureCredential: it says what it does and probes nothing else.
 * Elsewhere the client secret, if there is one, or whatever DefaultAzureCredential finds: `az login`, for example.
 */
export function credentialFor(identity: Identity): Renewable {
  const { tenantId, clientId, clientSecret, identityEndpoint, managed = false } = identity;
  if (identityEndpoint !== undefined || (managed && clientSecret === undefined))
    return clientId === undefined
      ? new ManagedIdentityCredential()
      : new ManagedIdentityCredential({ clientId });

  if (clientId === undefined || clientSecret === undefined) return new DefaultAzureCredential({ tenantId });

  const options =
    identity.loopbackAuthority === undefined ? {} : through(new URL(identity.loopbackAuthority));
  return renewable(() => new ClientSecretCredential(tenantId, clientId, clientSecret, options));
}

/** The SDK cannot be told to forget a token, but a new credential knows none. */
function renewable(make: () => ClientSecretCredential): Renewable {
  let credential = make();
  return {
    getToken: (scopes, options) => credential.getToken(scopes, options),
    renew: () => {
      credential = make();
    },
  };
}

/** The SDK insists on https, so it is given an address that is nobody's, and every request is led home. */
function through(loopback: URL): ClientSecretCredentialOptions {
  if (!isLoopback(loopback)) throw new Error(`${loopback.host} is not on this machine`);
  return {
    authorityHost: 'https://login.example',
    disableInstanceDiscovery: true,
    additionalPolicies: [
      {
        position: 'perRetry',
        policy: {
          name: 'loopback',
          sendRequest: (request, next) => {
            const { pathname, search } = new URL(request.url);
            request.url = `${loopback.origin}${pathname}${search}`;
            request.allowInsecureConnection = true;
            return next(request);
          },
        },
      },
    ],
  };
}
