import { randomUUID } from 'node:crypto';
import * as core from '../functions-core.ts';
import type { HttpAnswer, RegisteredFunction, TypedData } from '../functions-core.ts';

/** A line of an invocation's log, with the level that Azure would give it. */
export interface LogLine {
  readonly level: string;
  readonly functionName: string;
  readonly message: string;
}

export type WriteLog = (line: LogLine) => void;

/** One invocation by the library's own model, hooks included, in the real worker's order. */
export async function invoke(
  fn: RegisteredFunction,
  data: TypedData,
  log: WriteLog,
): Promise<HttpAnswer | undefined> {
  const invocationId = randomUUID();
  const { name, bindings, callback } = fn;
  const model = core.getProgrammingModel().getInvocationModel({
    invocationId,
    metadata: { name, bindings },
    request: {
      invocationId,
      functionId: name,
      inputData: [{ name: fn.trigger.name, data }],
      triggerMetadata: {},
    },
    log: (level: string, _category: string, message: string) => log({ level, functionName: name, message }),
  });
  const { context, inputs } = await model.getArguments();
  const shared = { hookData: {}, appHookData: {}, invocationContext: context };
  const before = { ...shared, inputs, functionCallback: callback };
  for (const hook of core.hooksOf('preInvocation')) await hook(before);
  const after = { ...shared, inputs: before.inputs, result: null as unknown, error: null as unknown };
  try {
    after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error;
  }
  for (const hook of core.hooksOf('postInvocation')) await hook(after);
  if (after.error !== null) throw after.error;
  return (await model.getResponse(context, after.result)).returnValue?.http;
}

/** One run of a timer, as if its time had come, or long gone. */
export async function runTimer(fn: RegisteredFunction, log: WriteLog, isPastDue = false): Promise<void> {
  const now = new Date().toISOString();
  const info = {
    Schedule: { AdjustForDST: true },
    ScheduleStatus: { Last: now, LastUpdated: now, Next: now },
    IsPastDue: isPastDue,
  };
  await invoke(fn, { json: JSON.stringify(info) }, log);
}
