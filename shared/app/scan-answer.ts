import { Busy, UnknownResume, UnknownUser, type ScanAnswer } from '../model/vigil.ts';
import { incidentLine, summaryLine } from '../pages/ndjson.ts';
import type { NotScanned, Scanned } from '../pipeline/scan.ts';

/** A scan in the words of the contract: the objects that replay writes one a line. Throws where it did not begin. */
export function scanAnswer(scanned: Scanned | NotScanned): ScanAnswer {
  if ('not' in scanned) throw refusalOf(scanned);
  const { incidents, summary, unread, resume } = scanned;
  const last = JSON.parse(summaryLine(summary)) as object;
  return {
    incidents: [
      ...incidents.map((incident) => JSON.parse(incidentLine(incident)) as object),
      unread.length === 0 ? last : { ...last, unread },
    ],
    complete: resume === undefined,
    resume,
  };
}

function refusalOf(refused: NotScanned): Error {
  switch (refused.not) {
    case 'busy':
      return new Busy(Math.ceil(refused.waitMs / 1000));
    case 'unknown-user':
      return new UnknownUser(refused.user);
    case 'unknown-resume':
      return new UnknownResume();
  }
}
