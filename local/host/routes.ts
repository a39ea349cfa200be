import type { RegisteredFunction } from '../functions-core.ts';

/** A function that answers at a path. */
export interface Found {
  readonly fn: RegisteredFunction;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the function that is registered for a method and a path below the prefix. As in Azure, a method that nobody takes is a path that nobody has. */
export function routesOf(
  functions: readonly RegisteredFunction[],
  prefix: string,
): (method: string, path: string) => Found | undefined {
  const routes = functions
    .filter(({ trigger }) => trigger.type === 'httpTrigger')
    .map((fn) => ({ fn, pattern: patternOf(`${prefix}/${fn.trigger.route ?? fn.name}`) }));
  return (method, path) => {
    const route = routes.find(({ fn, pattern }) => takes(fn, method) && pattern.test(path));
    if (route === undefined) return undefined;
    const groups = Object.entries(route.pattern.exec(path)?.groups ?? {});
    const present = groups.filter(([, value]) => value !== undefined);
    return {
      fn: route.fn,
      params: Object.fromEntries(present.map(([name, value]) => [name, decodeURIComponent(value)])),
    };
  };
}

function takes({ trigger }: RegisteredFunction, method: string): boolean {
  return trigger.methods?.some((each) => each.toUpperCase() === method) ?? true;
}

/** `api/scan/{source?}` and `{*rest}`; constraints such as `{id:int}` are the real host's business. */
function patternOf(route: string): RegExp {
  const parts = route.split('/').map((segment) => {
    const named = /^\{(\*?)(\w+)(\??)\}$/.exec(segment);
    if (named === null) return `/${segment.replaceAll(/[^\w-]/g, String.raw`\$&`)}`;
    const [, rest, name, optional] = named;
    const value = `/(?<${name}>${rest === '*' ? '.*' : '[^/]+'})`;
    return rest === '*' || optional === '?' ? `(?:${value})?` : value;
  });
  return new RegExp(`^${parts.join('')}/?$`, 'i');
}
