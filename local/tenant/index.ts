import { openTenant, type TenantCore, type TenantOptions } from './open-tenant.ts';
import { listen } from './server.ts';

export type { Fault } from './faults.ts';
export { fetchOf } from './in-process.ts';
export { openTenant, type TenantOptions } from './open-tenant.ts';
export type { Source } from './records.ts';
export { USUAL } from './settings.ts';

/** A pretend Microsoft 365 that listens on loopback. */
export interface Tenant extends TenantCore {
  /** The address of Graph, of the Management Activity API and of the token endpoints alike. */
  readonly url: string;
  /** Stops listening and breaks what is open, hanging requests too. */
  readonly stop: () => Promise<void>;
}

/** Starts a tenant with empty logs on 127.0.0.1, at a free port unless one is given. */
export async function startTenant(options: TenantOptions & { readonly port?: number } = {}): Promise<Tenant> {
  const { port = 0, ...rest } = options;
  const { answer, ...core } = openTenant(rest);
  return { ...core, ...(await listen(port, answer)) };
}
