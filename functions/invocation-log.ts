import { app, type InvocationContext } from '@azure/functions';
import { logTo } from '../shared/app.ts';

/** What a line of the log is to Azure; it knows no `fatal`. */
const METHODS = {
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  fatal: 'error',
} as const;

/** A line on stdout would reach Azure as Information without its invocation; written to the context it keeps level and operation. */
function inContext<Args extends unknown[], T>(
  context: InvocationContext,
  handler: (...args: Args) => T,
): (...args: Args) => T {
  return (...args) =>
    logTo(
      (level, line) => context[METHODS[level]](line),
      () => handler(...args),
    );
}

app.hook.preInvocation((invocation) => {
  invocation.functionHandler = inContext(invocation.invocationContext, invocation.functionHandler);
});
