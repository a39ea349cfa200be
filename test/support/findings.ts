import type { Finding } from '../../shared/model/finding.ts';
import { DANA, MONDAY } from './events.ts';

/** Something that was seen of Dana on Monday. */
export function finding(given: Partial<Finding> = {}): Finding {
  return {
    detector: 'any',
    about: DANA,
    key: 'any',
    stage: 'spreading',
    severity: 'medium',
    opens: true,
    size: 1,
    title: 'Mailed 90 people',
    facts: {},
    evidence: [],
    others: [],
    undo: [],
    at: MONDAY,
    last: MONDAY,
    attack: [],
    ...given,
  };
}
