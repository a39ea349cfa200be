import { dispatch, type Dispatched } from './dispatch.ts';
import type { Ask } from './exchange.ts';
import { openFaults, type Faults } from './faults.ts';
import { openFeed } from './feed.ts';
import { openPacing } from './pacing.ts';
import { rowsOf, SOURCES, type Showing, type Source, type TenantRecord } from './records.ts';
import { USUAL, type TenantSettings } from './settings.ts';
import { openShelf } from './shelf.ts';
import type { ContentType } from './subscriptions.ts';
import { openTokens } from './tokens.ts';
import type { World } from './world.ts';

/** What a tenant can be given; the rest is as `USUAL` has it. */
export interface TenantOptions extends Partial<TenantSettings> {
  /** The tenant's clock, which may jump; real time unless given. */
  readonly now?: () => Date;
  /** The clock by which tokens expire. Clients that cache tokens go by real time, so real time unless given. */
  readonly tokenClock?: () => Date;
  /** Subscriptions of the Management Activity API that have always been on. */
  readonly subscribed?: readonly ContentType[];
  /** Is told which records went out, as they went out. */
  readonly onServed?: (source: Source, records: readonly TenantRecord[]) => void;
}

/** A tenant's logs and switches. */
export interface TenantCore {
  /** Adds records to a log. A key that is there already is served twice, unless the showing says `replaces`. */
  readonly add: (source: Source, records: readonly object[], showing?: Showing) => void;
  /** Changes what the tenant is like. */
  readonly set: (changes: Partial<TenantSettings>) => void;
  readonly settings: () => TenantSettings;
  readonly faults: Faults;
  /** How often each endpoint was asked: `GET /beta/auditLogs/signIns`, `POST /activity/feed/subscriptions/start`. */
  readonly requests: () => Readonly<Record<string, number>>;
  readonly expireTokens: () => void;
}

/** A tenant without a network. */
export interface OpenTenant extends TenantCore {
  readonly answer: (ask: Ask) => Dispatched;
}

/** Makes a tenant with empty logs. */
export function openTenant(options: TenantOptions = {}): OpenTenant {
  let order = 0;
  const world = openWorld(options, () => order);

  return {
    add(source, records, showing = {}) {
      const shelf = world.shelf(source);
      const rows = rowsOf(source, records, showing, order);
      order += rows.length;
      if (source === 'unified-audit') world.feed.add(rows);
      else shelf.put(rows, showing.replaces === true);
    },
    set: world.change,
    settings: world.settings,
    faults: world.faults,
    requests: () => Object.fromEntries(world.counts),
    expireTokens: world.tokens.expire,
    answer(ask) {
      const dispatched = dispatch(world, ask);
      const { served } = dispatched.answer;
      if (served !== undefined && dispatched.wire === undefined)
        options.onServed?.(served.source, served.records);
      return dispatched;
    },
  };
}

function openWorld(options: TenantOptions, rows: () => number): World {
  const realTime = (): Date => new Date();
  const { now = realTime, tokenClock = realTime, subscribed, onServed: _onServed, ...given } = options;
  let settings: TenantSettings = { ...USUAL, ...given };
  const shelves = new Map(SOURCES.map((source) => [source, openShelf()]));
  const feed = openFeed();
  for (const type of subscribed ?? []) feed.subscriptions.start(type, Number.NEGATIVE_INFINITY);
  return {
    settings: () => settings,
    change: (changes) => void (settings = { ...settings, ...changes }),
    now,
    shelf(source) {
      const shelf = shelves.get(source);
      if (shelf === undefined)
        throw new Error(`there is no log ${source}: take one of ${SOURCES.join(', ')}`);
      return shelf;
    },
    rows,
    feed,
    tokens: openTokens(() => settings, tokenClock),
    pacing: openPacing(),
    faults: openFaults(),
    counts: new Map(),
  };
}
