import type { Incident } from '../../shared/model/finding.ts';
import { openPlaces } from '../../shared/place/index.ts';
import { openReplay } from '../replay/index.ts';
import { story } from '../story/index.ts';

/** The incident Vigil exists for, as the watch finds it in the story's records. */
export function worstIncident(): Incident {
  const places = openPlaces();
  const replay = openReplay({
    ownDomains: [],
    from: undefined,
    to: undefined,
    placeOf: (address) => places.of(address),
  });
  try {
    const { signIns, audits, traces, unified } = story();
    for (const [index, value] of [...signIns, ...audits, ...traces, ...unified].entries())
      replay.take({ file: 'story', line: index + 1, value: value as Readonly<Record<string, unknown>> });
    const worst = replay.finish().incidents.find(({ severity }) => severity === 'critical');
    if (worst === undefined) throw new Error('nothing critical was found in the story');
    return worst;
  } finally {
    replay.close();
  }
}
