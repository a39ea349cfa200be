/** A value to write under its key; undefined: what is there is to go. */
export interface ValueChange {
  readonly key: string;
  readonly value: unknown;
}

/** What was found where values were asked for. */
interface Loaded {
  /** Plain JSON values, by key. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Keys whose value cannot be read: cut in half or of an unknown form. Never taken for absent. */
  readonly damaged: readonly string[];
}

/** The head as text, with what tells whether it is still the same. */
interface Head {
  readonly text: string;
  readonly tag: string;
}

/** Keeps plain JSON values of any size behind one fenced head. */
export interface Keeper {
  /** Undefined only where there is none yet. */
  readonly head: () => Promise<Head | undefined>;
  readonly load: (prefix: string) => Promise<Loaded>;
  /**
   * Writes the phases in their order, in as few transactions as they fit into: no value of a phase is there before all of those before it.
   * Each transaction carries the head; `headOf` gives its text, told whether it is the last. Throws `Fenced` as soon as somebody else has
   * written the head: what was committed before stays. Gives the tag of the last.
   */
  readonly commit: (
    tag: string | undefined,
    phases: readonly (readonly ValueChange[])[],
    headOf: (isLast: boolean) => string,
  ) => Promise<string>;
  /** Writes or removes one value outside the fence: only under keys that a scan or a person owns. */
  readonly note: (change: ValueChange) => Promise<void>;
}
