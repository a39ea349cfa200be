import { looseLines, type LooseNews } from '../incidents/loose-lines.ts';
import { keyOf, type Subject } from '../model/subject.ts';
import { mutedBy, type Decisions } from './decisions.ts';
import type { Stretch } from './notices.ts';
import type { Working } from './working.ts';

/**
 * What Vigil first saw in a stretch of time and what belongs to no incident: a line a subject. By first sight and not by its own time: a record
 * that came hours late then stands in the digest after it came, and every record in one.
 */
export function looseIn(
  { from, to }: Stretch,
  { gathering, cases }: Pick<Working, 'gathering' | 'cases'>,
  decisions: Decisions,
): LooseNews {
  const isMuted = mutedBy(decisions);
  const isAsked = (about: Subject, key: string): boolean => {
    const seen = cases.get(keyOf(about))?.seen.get(key);
    return seen !== undefined && seen >= from && seen < to;
  };
  // Of an incident whose openers are muted the rest is told here; how much of it is muted is counted with the incident.
  const told = gathering
    .loose({ isAsked, isMuted })
    .map(({ about, findings }) => ({ about, findings: findings.filter((one) => !isMuted(one)) }));
  const alone = gathering.loose({ isAsked }).flatMap(({ findings }) => findings);
  return { lines: looseLines(told), muted: alone.filter(isMuted).length };
}
