import { listed } from '../model/words.ts';
import type { Log } from '../platform/log.ts';
import type { Problem, ProblemKind } from '../platform/problem.ts';
import { sentenceFor } from '../platform/sentence.ts';

/** What is wrong with whoever signs in: nothing at all can be read then, whatever was asked for. */
const OF_ALL: ReadonlySet<ProblemKind> = new Set([
  'secret-expired',
  'secret-wrong',
  'no-credential',
  'tenant-mismatch',
]);
const SENTENCE = /^Cannot read (?<what>.+?): (?<why>.+)$/;
const MOST_NAMED = 20;
const ANYTHING = 'anything';

/** The sentence for a problem. One that keeps everything from being read is the same wherever it is met. */
function problemSentence(problem: Problem, title: string): string {
  // With a status it is an API that refused, and the other may well answer.
  const isOfAll = OF_ALL.has(problem.kind) && problem.status === undefined;
  return sentenceFor(problem, { source: isOfAll ? ANYTHING : title });
}

/** Whether what a log fails for keeps everything else from being read too. */
export function isOfEverything(failing: { readonly sentence: string } | undefined): boolean {
  return failing !== undefined && failing.sentence.startsWith(`Cannot read ${ANYTHING}:`);
}

/** Whether two sentences differ at most in what cannot be read. */
export function isSameCause(one: string, other: string): boolean {
  return whyOf(one) === whyOf(other);
}

/** Sentences that say the same of several things, as one of all of them. */
export function together(sentences: readonly string[]): readonly string[] {
  const things = new Map<string, Set<string>>();
  for (const sentence of sentences) {
    const { what = '', why = sentence } = SENTENCE.exec(sentence)?.groups ?? {};
    things.set(why, (things.get(why) ?? new Set<string>()).add(what));
  }
  return [...things].map(([why, whats]) => {
    const named = [...whats].filter((what) => what !== '');
    return named.length === 0 ? why : `Cannot read ${listed(named, MOST_NAMED)}: ${why}`;
  });
}

/** Tells the log of what cannot be read: once when it begins, and once when it is over. */
export interface Trouble {
  /** Notes a problem, and gives the sentence for it. */
  readonly met: (title: string, problem: Problem) => string;
  /** The same for all parts of something that cannot be read now: whatever else of it was told is over. */
  readonly metInParts: (
    unread: readonly { readonly part: string; readonly problem: Problem }[],
  ) => readonly string[];
  /** Writes what is new to the log, one line a cause, and what is over: noted once, and not `failing` any more. */
  readonly tell: (failing: ReadonlySet<string>) => void;
}

interface Met {
  readonly title: string;
  readonly problem: Problem;
  readonly sentence: string;
}

/** A memory of what cannot be read, so that a cause is one line in the log and not one a tick. */
export function troubleOf(log: Pick<Log, 'warn' | 'info'>): Trouble {
  const told = new Map<string, string>();
  const fresh = new Map<string, Met>();
  let parts: ReadonlySet<string> = new Set();

  function met(title: string, problem: Problem): string {
    const sentence = problemSentence(problem, title);
    fresh.set(title, { title, problem, sentence });
    return sentence;
  }

  return {
    met,
    metInParts(unread) {
      parts = new Set(unread.map(({ part }) => part));
      return together(unread.map(({ part, problem }) => met(part, problem)));
    },
    tell(failing) {
      const over = [...told.keys()].filter((title) => !failing.has(title) && !parts.has(title));
      for (const title of over) told.delete(title);
      if (over.length > 0) log.info({ sources: over }, 'what could not be read can be read again');
      const news = [...fresh.values()].filter(({ title, sentence }) => told.get(title) !== whyOf(sentence));
      fresh.clear();
      for (const sentence of together(news.map((one) => one.sentence))) {
        const same = news.filter((one) => isSameCause(one.sentence, sentence));
        log.warn({ sources: same.map(({ title }) => title), problem: same[0]?.problem }, sentence);
      }
      for (const { title, sentence } of news) told.set(title, whyOf(sentence));
    },
  };
}

function whyOf(sentence: string): string {
  return SENTENCE.exec(sentence)?.groups?.['why'] ?? sentence;
}
