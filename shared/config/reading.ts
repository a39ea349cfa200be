import * as z from 'zod';

/** Where settings come from: those of the Function app, local.settings.json, a shell. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that cannot be used, each in one sentence that says what to do. No value stands in one: it could be a secret in the wrong place. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join(' '));
    this.faults = faults;
  }
}

/** A text of which something must hold, with the one sentence for whoever gave another, or none. */
export function text(holds: (value: string) => boolean, sentence: string): z.ZodString {
  return z.string(sentence).refine(holds, sentence);
}

/** The settings that are named. An empty one is none: that is how a line of local.settings.json is switched off. */
export function filled(environment: Environment, names: readonly string[]): Environment {
  const pairs = names.map((name) => [name, environment[name]?.trim()] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined && value !== ''));
}

/** What was read, or all faults at once: of each setting alone, and those of several together. */
export function checked<T>(schema: z.ZodType<T>, given: Environment, together: readonly string[]): T {
  const read = schema.safeParse(given);
  const alone = read.success ? [] : read.error.issues.map(({ message }) => message);
  if (!read.success || together.length > 0) throw new ConfigFault([...new Set([...alone, ...together])]);
  return read.data;
}
