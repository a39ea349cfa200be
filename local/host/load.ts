import Module, { createRequire } from 'node:module';
import * as core from '../functions-core.ts';
import type { RegisteredFunction } from '../functions-core.ts';

/** Loads the file that is deployed, and gives what it registers; it gets our `@azure/functions-core` in the way the real worker gives it its own. A file is loaded once. */
export function loadBundle(entry: string): readonly RegisteredFunction[] {
  // oxlint-disable-next-line typescript/unbound-method -- bound again by Reflect.apply, as the worker does
  Module.prototype.require = new Proxy(Module.prototype.require, {
    apply: (target, self, args: [string]) =>
      args[0] === '@azure/functions-core' ? core : Reflect.apply(target, self, args),
  });
  const before = core.functions.length;
  createRequire(entry)(entry);
  return core.functions.slice(before);
}
