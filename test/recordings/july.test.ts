import { expect, it } from '@jest/globals';
import { replay, type Replayed } from '../../local/replay/index.ts';
import { openPlaces } from '../../shared/place/index.ts';
import { recording, recordsIn, withRecordings } from '../support/recordings-folder.ts';
import { renamer } from '../support/renamer.ts';
import { evidenceOf, linesOf, PLAIN, replayed } from '../support/replaying.ts';

// What is expected is read off the records here by plain questions, so that nothing of them stands in this file.
const SET = 'ual-invictus-2021-07';
const ENCODINGS = [
  'ual-unique-sorted.ndjson',
  'ual-mgmtapi-shuffled.json',
  'ual-search-unifiedauditlog.csv',
  'purview-portal-export.csv',
];
const GUESSES = 15;

type Fields = Readonly<Record<string, unknown>>;

const text = (record: Fields, field: string): string => String(record[field]);
const idsOf = (records: readonly Fields[]): readonly string[] => records.map((record) => text(record, 'Id'));
const holds = (record: Fields, ...words: readonly string[]): boolean =>
  words.every((word) => JSON.stringify(record).includes(word));

function grouped(
  records: readonly Fields[],
  key: (record: Fields) => string,
): ReadonlyMap<string, readonly Fields[]> {
  const groups = new Map<string, Fields[]>();
  for (const record of records) groups.set(key(record), [...(groups.get(key(record)) ?? []), record]);
  return groups;
}

/** Ids of the records that findings of a detector cite. */
function citedBy({ incidents }: Replayed, detector: string): readonly string[] {
  const findings = incidents.flatMap((incident) => incident.findings);
  return findings
    .filter((one) => one.detector === detector)
    .flatMap(({ evidence }) => evidence.map(({ id }) => id));
}

withRecordings('the July records', () => {
  const records = recordsIn(`${SET}/${ENCODINGS[0]}`);
  const told = replayed(records);
  const wrong = records.filter(
    (one) => one['Operation'] === 'UserLoginFailed' && one['ErrorNumber'] === '50126',
  );
  const addresses = grouped(wrong, (one) => text(one, 'ClientIP'));

  it.each(ENCODINGS)('tell the same incidents from %s', async (encoding) => {
    const one = await replay([recording(`${SET}/${encoding}`)], PLAIN);

    expect(linesOf(one)).toEqual(linesOf(told));
    expect(one.summary.rejected).toEqual([]);
  });

  it('tell the same from all encodings together, with the sign-ins made from them', async () => {
    const files = [...ENCODINGS, 'signIns.converted.graph.json'].map((file) => recording(`${SET}/${file}`));
    const together = await replay(files, PLAIN);

    expect(together.incidents.map(({ id }) => id)).toEqual(told.incidents.map(({ id }) => id));
  });

  it('hold the guessing as one incident about its address, with those from other addresses linked', () => {
    const [address, guesses] = [...addresses].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? ['', []];
    const days = grouped(guesses, (one) => text(one, 'CreationTime').slice(0, 10));
    const [day = []] = [...days.values()].toSorted((a, b) => b.length - a.length);
    const users = grouped(day, (one) => text(one, 'UserId'));
    const guessed = [...users].filter(([, tries]) => tries.length >= GUESSES).map(([user]) => user);
    const others = [...addresses]
      .filter(
        ([other, tries]) => other !== address && tries.some((one) => guessed.includes(text(one, 'UserId'))),
      )
      .map(([other]) => other);
    const about = (id: string): Replayed['incidents'] => told.incidents.filter((one) => one.about.id === id);

    expect(guessed).toHaveLength(2);
    expect(others.length).toBeGreaterThan(1);
    expect(about(address)).toHaveLength(1);
    expect(about(address)[0]?.findings[0]?.facts['users']).toEqual(guessed);
    expect(about(address)[0]?.linked).toEqual(
      others.flatMap((other) => about(other).map(({ id }) => id)).toSorted(),
    );
    expect(citedBy(told, 'password-guessing')).toEqual(expect.arrayContaining([...idsOf(day)]));
  });

  it.each([
    ['admin-role-granted', (one: Fields) => holds(one, '"Add member to role."', '"Success"')],
    ['account-created', (one: Fields) => holds(one, '"Add user."', '"Success"')],
    ['oauth-consent', (one: Fields) => holds(one, '"Consent to application."', 'Mail.Send')],
    ['mail-forwarded', (one: Fields) => holds(one, '"Set-Mailbox"', '"smtp:') && one['UserType'] !== 3],
  ] as const)('hold every record that %s is about', (detector, isExpected) => {
    const expected = idsOf(records.filter(isExpected));

    expect(expected.length).toBeGreaterThan(1);
    expect(citedBy(told, detector)).toEqual(expect.arrayContaining([...expected]));
  });

  it('call a refused consent refused', () => {
    const refused = records.filter((one) =>
      holds(one, '"Consent to application."', '"ResultStatus":"Failure"'),
    );
    const findings = told.incidents.flatMap((incident) => incident.findings);
    const cited = findings.filter(({ evidence }) => evidence.some(({ id }) => idsOf(refused).includes(id)));

    expect(cited.length).toBeGreaterThan(0);
    expect(cited.map(({ title, severity }) => [/refused/.test(title), severity])).toEqual(
      cited.map(() => [true, 'low']),
    );
  });

  it('hold no incident of the noise', () => {
    const microsofts = records.filter((one) =>
      /^NT AUTHORITY|@support\.onmicrosoft\.com$/.test(text(one, 'UserId')),
    );
    const cited = new Set([...evidenceOf(told)].map((one) => one.slice(one.lastIndexOf('|') + 1)));

    expect(microsofts.length).toBeGreaterThan(600);
    expect(idsOf(microsofts).filter((id) => cited.has(id))).toEqual([]);
    expect(told.incidents.map(({ severity }) => severity)).not.toContain('critical');
    expect(told.summary.broken).toEqual({});
  });

  it('lose exactly the evidence of a record that is taken out', () => {
    const cited = evidenceOf(told);
    const citedIds = new Set([...cited].map((one) => one.slice(one.lastIndexOf('|') + 1)));
    expect(citedIds.size).toBeGreaterThan(80);

    for (const id of citedIds) {
      const left = evidenceOf(replayed(records.filter((record) => record['Id'] !== id)));
      expect({ id, left }).toEqual({
        id,
        left: new Set([...cited].filter((one) => !one.endsWith(`|${id}`))),
      });
    }
  });

  it('tell the same with every name, id, domain and address replaced and all times moved by 1,000 days', () => {
    const there = renamer(
      records.map((record) => text(record, 'UserId')),
      1_000,
    );
    const places = openPlaces();
    const moved = records.map((record) => JSON.parse(there.rename(JSON.stringify(record))) as object);
    const elsewhere = replayed(moved, { placeOf: (ip) => places.of(there.original(ip)) });

    expect(elsewhere.incidents.map((one) => skeletonOf(one))).toEqual(
      told.incidents.map((one) => skeletonOf(one, there.rename, there.later)),
    );
  });
});

/** What must not change of an incident but for its values. */
function skeletonOf(
  { about, severity, stages, findings, firstSeen, lastSeen }: Replayed['incidents'][number],
  word: (text: string) => string = (same) => same,
  time: (at: Date) => Date = (same) => same,
): object {
  return {
    about: { kind: about.kind, id: word(about.id) },
    severity,
    stages,
    from: time(firstSeen),
    to: time(lastSeen),
    findings: findings.map((one) => ({
      detector: one.detector,
      severity: one.severity,
      title: word(one.title),
      at: time(one.at),
      evidence: one.evidence.map(({ id }) => word(id)).toSorted(),
    })),
  };
}
