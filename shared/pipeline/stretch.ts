import type { AuditEvent } from '../model/events.ts';
import type { Declared } from '../model/declared.ts';
import type { Peak } from '../model/memory.ts';
import type { Detector } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import { NO_POLICY } from '../model/policy.ts';
import { keyOf, type Subject } from '../model/subject.ts';
import { createJudge, type Unanswered } from './judge.ts';
import { isOurs, known } from './known.ts';
import { createTouched } from './rejudge.ts';
import type { WatchParts } from './watch-parts.ts';
import type { Working } from './working.ts';

export interface StretchParts extends Pick<WatchParts, 'policyOf'> {
  readonly detectors: readonly Detector[];
  readonly declared: Declared;
  readonly placeOf: (address: string) => Place;
}

export interface Judged {
  /** Of whom something was seen. */
  readonly seen: ReadonlyMap<string, Subject>;
  readonly unanswered: Unanswered;
}

const MS_A_MINUTE = 60_000;

/**
 * Judges what is new or changed, and every later event that it may put in another light: windows are rebuilt from the events before it,
 * and habits are sets, so judging again is harmless and comes to what one look at everything would have come to.
 */
export function judgeStretch(working: Working, parts: StretchParts): Judged {
  const { detectors, declared, placeOf, policyOf } = parts;
  const { happenings, memory, people, own, gathering } = working;
  const ownDomains = (working.ownDomains = own.all());
  const seen = new Map<string, Subject>();
  const isNew = new WeakSet<AuditEvent>();
  const touched = createTouched(declared.windows);
  const judge = createJudge(
    detectors,
    { ...memory, rise },
    (sighting) => {
      gathering.add(sighting);
      seen.set(keyOf(sighting.seen.about), sighting.seen.about);
    },
    (event) => !touched.has(event),
    (event) => isNew.has(event),
  );
  /** Before the first new event the windows are not whole yet: what they show there is no height of a day. */
  function rise(peak: Peak, event: AuditEvent): void {
    if (touched.has(event)) memory.rise(peak, event);
  }

  const earliest = happenings.earliestFresh();
  if (earliest === undefined) return { seen, unanswered: judge.unanswered };
  working.policy = policyOf?.(working) ?? NO_POLICY;
  memory.forgetWindows();
  for (const { event, fresh } of happenings.since(earliest - reachOf(declared))) {
    if (!isOurs(event, ownDomains)) continue;
    const whole = known(event, people, placeOf);
    if (fresh) {
      touched.by(whole);
      isNew.add(whole);
    }
    judge.judge(whole);
  }
  judge.finish();
  return { seen, unanswered: judge.unanswered };
}

/** How far before an event a window reaches, in milliseconds, and the minute that is judged as one. */
function reachOf({ windows }: Declared): number {
  return (Math.max(0, ...windows.map(({ keepMinutes }) => keepMinutes)) + 1) * MS_A_MINUTE;
}
