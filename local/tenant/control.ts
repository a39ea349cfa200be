import type { Answer, Call, Route } from './exchange.ts';
import type { Fault } from './faults.ts';
import { Refusal } from './refusal.ts';
import { USUAL, type TenantSettings } from './settings.ts';

/** The switches over HTTP, for who runs the tenant as a process of its own. No token is asked for. */
export const controlRoutes: readonly Route[] = [
  route('POST', 'faults', ({ world, ask }) => {
    reading(() => world.faults.next(objectIn(ask.body) as Fault));
    return { status: 204 };
  }),
  route('DELETE', 'faults', ({ world }) => {
    world.faults.clear();
    return { status: 204 };
  }),
  route('GET', 'faults', ({ world }) => ({ status: 200, body: world.faults.struck() })),
  route('GET', 'requests', ({ world }) => ({ status: 200, body: Object.fromEntries(world.counts) })),
  route('POST', 'settings', ({ world, ask }) => {
    world.change(checkedSettings(objectIn(ask.body)));
    return { status: 204 };
  }),
  route('POST', 'tokens/expire', ({ world }) => {
    world.tokens.expire();
    return { status: 204 };
  }),
];

function route(method: string, path: string, answer: (call: Call) => Answer): Route {
  return {
    method,
    pattern: new RegExp(`^/control/${path}$`),
    name: `/control/${path}`,
    api: 'control',
    answer,
  };
}

function objectIn(body: string): Readonly<Record<string, unknown>> {
  const value: unknown = reading(() => JSON.parse(body));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(400, 'control', 'the body is no JSON object');
  return value as Readonly<Record<string, unknown>>;
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Refusal(400, 'control', error instanceof Error ? error.message : String(error));
  }
}

function checkedSettings(changes: Readonly<Record<string, unknown>>): Partial<TenantSettings> {
  for (const [name, value] of Object.entries(changes)) {
    const usual: unknown = Object.entries(USUAL).find(([own]) => own === name)?.[1];
    if (usual === undefined) throw new Refusal(400, 'control', `there is no setting ${name}`);
    if (typeof usual !== typeof value || Array.isArray(usual) !== Array.isArray(value))
      throw new Refusal(400, 'control', `${name} must be like ${JSON.stringify(usual)}`);
  }
  return changes as Partial<TenantSettings>;
}
