import { openReplay, type Replayed, type ReplayOptions } from '../../local/replay/index.ts';
import { incidentLine } from '../../shared/pages/ndjson.ts';
import { openPlaces, type Places } from '../../shared/place/index.ts';

const places: Places = openPlaces();

export const PLAIN: ReplayOptions = {
  ownDomains: [],
  from: undefined,
  to: undefined,
  placeOf: (ip) => places.of(ip),
};

/** Replays records that are in memory. */
export function replayed(records: readonly object[], options: Partial<ReplayOptions> = {}): Replayed {
  const running = openReplay({ ...PLAIN, ...options });
  try {
    for (const [index, value] of records.entries()) {
      running.take({ file: 'memory', line: index + 1, value: value as Record<string, unknown> });
    }
    return running.finish();
  } finally {
    running.close();
  }
}

/** The incidents as replay prints them. */
export function linesOf({ incidents }: Replayed): readonly string[] {
  return incidents.map(incidentLine);
}

/** Which record shows what of whom: `detector|subject|record id`. */
export function evidenceOf({ incidents }: Replayed): ReadonlySet<string> {
  return new Set(
    incidents.flatMap(({ about, findings }) =>
      findings.flatMap(({ detector, evidence }) => evidence.map(({ id }) => `${detector}|${about.id}|${id}`)),
    ),
  );
}
