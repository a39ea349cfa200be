import { beforeAll, describe, expect, it } from '@jest/globals';
import { subjectsOf, type AuditEvent } from '../../shared/model/events.ts';
import { outcomeOf } from '../../shared/model/sign-in.ts';
import { isRead, read, type Reading } from '../../shared/sources/index.ts';
import { allRecordsIn, FIXTURES, RECORDINGS, type Recorded } from '../support/recordings.ts';
import { withRecordings } from '../support/recordings-folder.ts';

interface ReadRecord extends Recorded {
  readonly reading: Reading;
}

interface Everything {
  readonly read: readonly ReadRecord[];
  readonly events: readonly AuditEvent[];
  /** Why records were set aside. */
  readonly asides: readonly string[];
}

async function everythingIn(folder: string): Promise<Everything> {
  const [all, asides]: [ReadRecord[], string[]] = [[], []];
  for (const recorded of await allRecordsIn(folder)) {
    const reading = read(recorded.record);
    if (isRead(reading)) all.push({ ...recorded, reading });
    else asides.push(reading.why);
  }
  const events = all.flatMap(({ reading: { event } }) => (event === undefined ? [] : [event]));
  return { read: all, events, asides };
}

const REASON = /^(?:a shape Vigil does not know|Vigil does not read the category|no time) ?/;

/** What holds of every record, wherever it comes from. */
function holds(all: () => Everything): void {
  it('is read, or set aside with a reason', () => {
    expect(all().asides.filter((why) => !REASON.test(why))).toEqual([]);
  });

  it('happened at a time of its own', () => {
    const years = all().events.map(({ at }) => at.getUTCFullYear());

    expect(years.length).toBeGreaterThan(100);
    expect(years.filter((year) => !(year >= 2000 && year < 2100))).toEqual([]);
  });

  it('is about somebody, under a name in lower case', () => {
    const ids = all().events.flatMap((event) => subjectsOf(event).map(({ id }) => id));

    expect(ids.filter((id) => id === '' || id !== id.toLowerCase())).toEqual([]);
  });

  it('groups names in lower case, and none of nobody', () => {
    const names = all().read.flatMap(({ reading }) => reading.people.flat());

    expect(
      names.filter((name) => name !== name.toLowerCase() || name.startsWith('00000000-0000-0000-0000')),
    ).toEqual([]);
  });

  it('has an address without port, brackets or word for nothing', () => {
    const addresses = all().events.flatMap(({ ip }) => (ip === undefined ? [] : [ip]));

    expect(addresses.filter((ip) => !/^(?:\d+\.){3}\d+$|^[0-9a-f:]+$/.test(ip))).toEqual([]);
  });
}

describe('every record of the fixtures', () => {
  let all: Everything;
  beforeAll(async () => {
    all = await everythingIn(FIXTURES);
  });

  holds(() => all);
});

withRecordings('every record of the recordings', () => {
  let all: Everything;
  beforeAll(async () => {
    all = await everythingIn(RECORDINGS);
  });

  /** Records of an operation, or of a user, in the unified audit log. */
  const unified = (field: 'Operation' | 'UserId', pattern: RegExp): readonly ReadRecord[] =>
    all.read.filter(({ record }) => pattern.test(String(record[field])));

  holds(() => all);

  it('that says UserLoginFailed is no success, whatever else it says', () => {
    const failed = unified('Operation', /^UserLoginFailed$/);
    const wrong = failed.filter(
      ({ reading: { event } }) => event?.kind !== 'sign-in' || outcomeOf(event.errorCode) === 'success',
    );

    expect(new Set(failed.map(({ reading }) => reading.id)).size).toBeGreaterThanOrEqual(112);
    expect(failed.filter(({ record }) => record['ResultStatus'] === 'Success').length).toBeGreaterThanOrEqual(
      112,
    );
    expect(wrong).toEqual([]);
  });

  it('of Microsoft’s own accounts gives no event and no name', () => {
    const own = unified('UserId', /^NT AUTHORITY\\SYSTEM/i);

    expect(new Set(own.map(({ reading }) => reading.id)).size).toBeGreaterThanOrEqual(686);
    expect(own.filter(({ reading }) => reading.event !== undefined || reading.people.length > 0)).toEqual([]);
  });

  it('of the service of self-service resets makes it one with nobody, and its domain not the tenant’s', () => {
    const service = unified('UserId', /^fim_password_service@/);
    const groups = all.read.flatMap(({ reading }) => reading.people);
    const itself = groups.filter((names) => names.some((name) => name.startsWith('fim_password_service@')));
    const others = groups.filter((names) => !itself.includes(names)).flat();

    expect(service.length).toBeGreaterThan(0);
    expect(others.filter((name) => itself.flat().includes(name))).toEqual([]);
    expect(itself.flat().filter((name) => !/^fim_password_service@|^[0-9a-f]{16}$/.test(name))).toEqual([]);
    expect(all.read.flatMap(({ reading }) => reading.ownDomains)).not.toContain('support.onmicrosoft.com');
  });

  it('of an app whose clock drifted adds no method', () => {
    const drifted = all.read.filter(({ record }) => JSON.stringify(record).includes('OathTokenTimeDrift'));

    expect(drifted.length).toBeGreaterThan(0);
    expect(drifted.filter(({ reading }) => reading.event?.kind === 'method-added')).toEqual([]);
  });

  it('of a rule that Outlook wrote tells where it forwards to', () => {
    const forwarding = unified('Operation', /^UpdateInboxRules$/).filter(({ record }) =>
      JSON.stringify(record).includes('Forward'),
    );

    expect(forwarding.length).toBeGreaterThan(0);
    expect(
      forwarding.filter(
        ({ reading: { event } }) => event?.kind !== 'mail-rule' || event.sendsTo.length === 0,
      ),
    ).toEqual([]);
  });

  it('with and without a zone is in UTC', () => {
    const timed = all.read.filter(
      ({ record, reading }) => reading.event !== undefined && 'CreationTime' in record,
    );
    const given = timed.map(({ record }) =>
      Date.parse(`${String(record['CreationTime']).replace(' ', 'T').replace(/Z$/, '')}Z`),
    );

    expect(timed.map(({ reading }) => reading.event?.at.getTime())).toEqual(given);
  });
});
