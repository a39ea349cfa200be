/** Answers kept at most: people, addresses and devices of a tenant come again and again. */
const MOST = 20_000;

/**
 * Remembers the answers of a pure function of one text. When it is full it begins anew, which is rare and costs no more than asking again.
 */
export function rememberAnswers<T>(answer: (text: string) => T): (text: string) => T {
  let answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined || answers.has(text)) return known as T;
    if (answers.size >= MOST) answers = new Map();
    const fresh = answer(text);
    answers.set(text, fresh);
    return fresh;
  };
}
