/** A file that holds nothing Vigil can read as a whole; the message is one line and says what to do. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  /** The message without the file's name. */
  readonly why: string;

  constructor(file: string, why: string, options?: ErrorOptions) {
    super(`${file}: ${why}`, options);
    this.why = why;
  }
}

const REMEDIES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Check the path.',
  EISDIR: 'this is a folder. Name the files in it instead.',
  EACCES: 'you may not read this file. Change its permissions, or copy it.',
  EPERM: 'you may not read this file. Change its permissions, or copy it.',
};

/** What went wrong when the system would not give a file: an Unreadable for the known causes, else the error itself. */
export function fromSystem(file: string, error: unknown): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const remedy = REMEDIES[code];
  return remedy === undefined ? error : new Unreadable(file, remedy, { cause: error });
}
