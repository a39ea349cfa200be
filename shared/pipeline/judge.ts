import type { Sighting } from '../incidents/gather.ts';
import type { AuditEvent } from '../model/events.ts';
import { worse, type Detector, type Verdict } from '../model/finding.ts';
import type { Memory } from '../model/memory.ts';
import type { MemoryStore } from '../model/store.ts';
import { keyOf } from '../model/subject.ts';

/** What became of the questions that were not answered with "usual" or "anomalous". */
export interface Unanswered {
  /** By detector: how often a fact was missing. */
  readonly undecided: ReadonlyMap<string, number>;
  /** By detector: how often it broke, with the first message. A broken detector is never read as silence. */
  readonly broken: ReadonlyMap<string, { readonly times: number; readonly message: string }>;
}

export interface Judge {
  /** Asks every detector that listens to the event, then lets the store learn it. Events come in event order. */
  readonly judge: (event: AuditEvent) => void;
  /** Asks what waits for the end of a minute. To be called after the last event. */
  readonly finish: () => void;
  readonly unanswered: Unanswered;
}

type Ask = (event: AuditEvent, memory: Memory) => Verdict;

interface Question {
  readonly detector: Detector;
  readonly ask: Ask;
}

const MS_A_MINUTE = 60_000;

/**
 * Judges events one by one: `each` detectors at the event, before it is learned; `minute` detectors once a subject and event-minute, at its
 * last event, when the minute is over: whoever acts next, so that what is flagged is flagged before anybody could believe it. `teachOnly`
 * events are learned and not judged; of events that are not `isCounted`, because they were before, no missing fact is counted again.
 */
export function createJudge(
  detectors: readonly Detector[],
  store: MemoryStore,
  tell: (sighting: Sighting) => void,
  teachOnly: (event: AuditEvent) => boolean = () => false,
  isCounted: (event: AuditEvent) => boolean = () => true,
): Judge {
  const each = questionsOf(detectors.filter(({ asked }) => asked === 'each'));
  const minute = questionsOf(detectors.filter(({ asked }) => asked === 'minute'));
  const peaked = questionsOf(detectors.filter(({ asked, peaks }) => asked === 'each' && peaks.length > 0));
  const waiting = new Map<string, Map<string, { event: AuditEvent; question: Question }>>();
  let now = Number.NaN;
  const undecided = new Map<string, number>();
  const broken = new Map<string, { times: number; message: string }>();

  /** Asks, tells what was seen, and gives the events of which any of it is medium or worse. */
  function ask(
    { detector, ask: question }: Question,
    event: AuditEvent,
    memory: Memory,
  ): readonly AuditEvent[] {
    const verdict = answer(detector, question, event, memory);
    if (verdict.outcome === 'undecided' && isCounted(event))
      undecided.set(detector.id, (undecided.get(detector.id) ?? 0) + 1);
    if (verdict.outcome !== 'anomalous') return [];
    for (const seen of verdict.seen) tell({ detector, seen, at: event.at });
    return verdict.seen.flatMap(({ severity }, at) =>
      worse(severity, 'medium') === severity ? [verdict.of?.[at] ?? event] : [],
    );
  }

  function answer(detector: Detector, question: Ask, event: AuditEvent, memory: Memory): Verdict {
    try {
      return question(event, memory);
    } catch (error) {
      noteBroken(detector, error);
      return { outcome: 'usual' };
    }
  }

  function noteBroken({ id }: Detector, error: unknown): void {
    const { times, message } = broken.get(id) ?? { times: 0, message: String(error) };
    broken.set(id, { times: times + 1, message });
  }

  function rise({ detector }: Question, event: AuditEvent): void {
    for (const peak of detector.peaks) {
      try {
        store.rise(peak, event);
      } catch (error) {
        noteBroken(detector, error);
      }
    }
  }

  function askWaiting(): void {
    for (const questions of waiting.values()) {
      for (const { event, question } of questions.values()) {
        const memory = store.before(event);
        for (const told of teachOnly(event) ? [] : ask(question, event, memory)) store.flag(told);
        rise(question, event);
      }
    }
    waiting.clear();
  }

  function wait(event: AuditEvent, questions: readonly Question[]): void {
    const subject = keyOf(event.actor);
    const held = waiting.get(subject) ?? new Map<string, { event: AuditEvent; question: Question }>();
    for (const question of questions) held.set(question.detector.id, { event, question });
    waiting.set(subject, held);
  }

  return {
    judge(event) {
      const at = Math.floor(event.at.getTime() / MS_A_MINUTE);
      if (at !== now) askWaiting();
      now = at;
      const later = minute.get(event.kind);
      if (later !== undefined) wait(event, later);
      const questions = teachOnly(event) ? undefined : each.get(event.kind);
      const memory = store.before(event);
      const flagged = new Set((questions ?? []).flatMap((question) => ask(question, event, memory)));
      for (const question of peaked.get(event.kind) ?? []) rise(question, event);
      store.learn(event);
      for (const told of flagged) store.flag(told);
    },
    finish: askWaiting,
    unanswered: { undecided, broken },
  };
}

function questionsOf(detectors: readonly Detector[]): ReadonlyMap<AuditEvent['kind'], readonly Question[]> {
  const byKind = new Map<AuditEvent['kind'], Question[]>();
  for (const detector of detectors) {
    for (const [kind, ask] of Object.entries(detector.detect)) {
      const key = kind as AuditEvent['kind'];
      // The key says which kind of event the question takes.
      byKind.set(key, [...(byKind.get(key) ?? []), { detector, ask: ask as unknown as Ask }]);
    }
  }
  return byKind;
}
