import { Failure, record, text, type Problem } from './problem.ts';
import { kindOf } from './rules.ts';
import { plain } from './scrub.ts';

/** The problem in what was thrown; undefined where it is none that we know, so a fault of ours: throw it on. */
export function problemIn(thrown: unknown): Problem | undefined {
  if (thrown instanceof Failure) return thrown.problem;
  const chain = chainOf(thrown);
  const words = chain.map(({ message }) => message).join('\n');
  const refusal = inRefusedSignIn(words);
  if (refusal !== undefined) return refusal;

  const names = new Set(chain.map(({ name }) => name));
  if (/endpoints_resolution_error|network_error/.test(words))
    return lost('network', 'no answer from the sign-in service');
  if (names.has('TimeoutError') || names.has('AbortError'))
    return lost('timeout', 'no answer within the time allowed');
  const first = chain.find(({ name }) => name === 'CredentialUnavailableError');
  if (first !== undefined) return { kind: 'no-credential', message: plain(first.message), transient: false };
  if (names.has('AuthenticationError') || names.has('AuthenticationRequiredError'))
    return { kind: 'unauthorised', message: plain(words), transient: false };
  const code = networkCode(chain);
  return code === undefined ? undefined : lost('network', `no answer: ${code}`);
}

/** A failure for want of time, said before the time was spent. */
export function lateFailure(why: string): Failure {
  return new Failure(lost('timeout', `not asked: ${why}`));
}

function lost(kind: 'network' | 'timeout', message: string): Problem {
  return { kind, message, transient: true };
}

function inRefusedSignIn(words: string): Problem | undefined {
  const codes = [...words.matchAll(/AADSTS\d+/g)].map(([code]) => code);
  const code = codes.find((each) => kindOf([each], '') !== undefined) ?? codes[0];
  if (code === undefined) return undefined;
  const message = plain(words.slice(words.indexOf(code)));
  return { kind: kindOf([code], '') ?? 'unauthorised', message, transient: false, code };
}

interface Link {
  readonly name: string;
  readonly message: string;
  readonly code: string;
}

/** An error, its causes and the errors it gathers, outermost first. */
function chainOf(thrown: unknown): readonly Link[] {
  const found = new Set<unknown>();
  const open = [thrown];
  for (let error = open.shift(); error !== undefined && found.size < 30; error = open.shift()) {
    if (found.has(error)) continue;
    found.add(error);
    const { cause, errors } = record(error);
    open.push(
      ...(Array.isArray(errors) ? (errors as unknown[]) : []),
      ...(cause === undefined ? [] : [cause]),
    );
  }
  return [...found].map((error) => ({
    name: text(record(error)['name']) || (error instanceof Error ? error.name : ''),
    message: error instanceof Error ? error.message : '',
    code: text(record(error)['code']),
  }));
}

const NETWORK_CODE =
  /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOST\w+|ENET\w+|EPROTO|UND_ERR_\w+|ERR_(TLS|SSL)_\w+|\w*CERT\w*|UNABLE_TO_\w+|REQUEST_SEND_ERROR)$/;

function networkCode(chain: readonly Link[]): string | undefined {
  const code = chain.find((link) => NETWORK_CODE.test(link.code))?.code;
  const said = chain.some(
    ({ name, message }) => name === 'TypeError' && /^(fetch failed|terminated)$/.test(message),
  );
  return code ?? (said ? 'the connection broke' : undefined);
}
