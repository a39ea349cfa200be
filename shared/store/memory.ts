import type { Declared } from '../model/declared.ts';
import type { KeptSubject, LiveMemory } from '../model/live-memory.ts';
import { NO_POLICY, type Policy } from '../model/policy.ts';
import { keyOf } from '../model/subject.ts';
import { dayOf } from '../model/time.ts';
import { createAnswers } from './answers.ts';
import { see } from './days.ts';
import { flagHeight, noHeights, raise } from './heights.ts';
import { indexesOf } from './indexes.ts';
import { keptOf, restoreHeights } from './kept.ts';
import { createLearning } from './learning.ts';
import { createBook, isEmpty, type Remembered } from './remembered.ts';
import { addRow } from './rows.ts';

/**
 * The store that lives as long as the process: replay, tests, and the twin of the table store. Memory grows with subjects and values,
 * within what their habits and windows allow, not with events.
 */
export function memoryStore(
  declared: Declared,
  ownDomains: () => ReadonlySet<string> | undefined,
  policy: () => Policy = () => NO_POLICY,
): LiveMemory {
  const indexes = indexesOf(declared);
  const book = createBook();
  const answers = createAnswers(book, indexes, ownDomains, policy);
  const learning = createLearning(book, indexes, answers);
  const { memory } = answers;

  function restore(kept: KeptSubject): void {
    const one = book.get(kept.subject);
    for (const day of kept.active) see(one.active, day);
    for (const [id, values] of Object.entries(kept.habits)) {
      const habit = declared.habits.find((known) => known.id === id);
      if (habit === undefined) one.undeclared.habits = { ...one.undeclared.habits, [id]: values };
      else
        for (const [value, seen, flagged = []] of values)
          learning.restore({ habit, index: indexes.habit(habit), one, value }, seen, flagged);
    }
    for (const [id, heights] of Object.entries(kept.peaks)) {
      const peak = declared.peaks.find((known) => known.id === id);
      if (peak === undefined) one.undeclared.peaks = { ...one.undeclared.peaks, [id]: heights };
      else restoreHeights((one.peaks[indexes.peak(peak)] ??= noHeights()), heights, peak.keepDays);
    }
    answers.forgetActive(one);
  }

  function forget(one: Remembered): void {
    for (const [index, habit] of declared.habits.entries())
      for (const value of one.habits[index]?.keys() ?? [])
        answers.colleagues(habit)?.remove(value, one.subject);
    book.remove(one);
    answers.forgetActive(one);
  }

  return {
    before: answers.before,
    learn(event) {
      const day = dayOf(event.at);
      const actor = book.get(event.actor);
      if (see(actor.active, day)) book.change(actor);
      if (answers.wasBelieved(day)) answers.forgetActive(actor);
      learning.learn(event);
      for (const { window, index } of indexes.windowsOf(event.kind)) {
        const row = window.row(event);
        const subject = row === undefined ? undefined : window.by(event);
        if (row === undefined || subject === undefined) continue;
        const one = book.get(subject);
        addRow((one.windows[index] ??= []), event, answers.orderOf(event), row, window);
      }
    },
    flag(event) {
      const day = dayOf(event.at);
      learning.flag(event);
      for (const peak of declared.peaks) {
        const subject = peak.of(event, memory) > 0 ? peak.by(event) : undefined;
        if (subject === undefined) continue;
        const one = book.get(subject);
        if (flagHeight((one.peaks[indexes.peak(peak)] ??= noHeights()), day)) book.change(one);
      }
    },
    rise(peak, event) {
      const subject = peak.by(event);
      const height = subject === undefined ? 0 : peak.of(event, memory);
      if (subject === undefined || height <= 0) return;
      const one = book.get(subject);
      const heights = (one.peaks[indexes.peak(peak)] ??= noHeights());
      if (raise(heights, dayOf(event.at), height, peak.keepDays)) book.change(one);
    },
    believe: learning.believe,
    changed: () => book.changed,
    settle: book.settle,
    *subjects() {
      for (const { subject } of book.all()) yield subject;
    },
    kept(subject) {
      const one = book.find(subject);
      return one === undefined ? undefined : keptOf(one, declared);
    },
    restore,
    merge(from, into) {
      const one = book.find(from);
      if (one === undefined) return;
      const kept = keptOf(one, declared);
      forget(one);
      restore({ ...kept, subject: into });
      book.changed.set(keyOf(from), from).set(keyOf(into), into);
    },
    forgetWindows() {
      for (const one of book.all()) {
        one.windows = [];
        if (isEmpty(one)) book.remove(one);
      }
    },
  };
}
