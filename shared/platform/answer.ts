import { Failure, type Answer, problemOf } from './problem.ts';

/** Reads an answer to its end. Whatever Microsoft answers well with is JSON, so a good answer that is not was cut off. */
export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const { status, headers } = response;
  const body = parsed(text);
  if (!response.ok) return { status, headers, body: body ?? text };
  if (body === undefined && text !== '')
    throw malformed(status, `${text.length} characters are not whole JSON`);
  if (text === '' && status === 200) throw malformed(status, 'the answer is empty');
  return { status, headers, body };
}

/** The body of a good answer; any other is thrown as the problem it is. */
export function bodyOf(answer: Answer, now: number): unknown {
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  throw new Failure(problemOf(answer, now));
}

export function malformed(status: number, message: string): Failure {
  return new Failure({ kind: 'malformed', status, message, transient: true });
}

/** Not with the parser's own error: it quotes the text, which may hold the subject of a mail. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
