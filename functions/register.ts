import { app, type HttpFunctionOptions } from '@azure/functions';
import { isHttpSwitchedOff } from '../shared/app.ts';

/** Registers a function that answers over HTTP, unless HTTP is switched off: then Azure does not know of it, and nobody can ask. */
export function http(name: string, options: HttpFunctionOptions): void {
  if (!isHttpSwitchedOff()) app.http(name, options);
}
