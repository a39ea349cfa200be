import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pacer } from '../../shared/platform/pace.ts';
import { closeServers, json, listen } from './a-server.ts';
import { fixedClock, NOON, virtualClock } from './a-clock.ts';
import { opened } from './opened.ts';

afterEach(closeServers);

const FOR_EVER = Infinity;

function mostIn(times: readonly number[], ms: number): number {
  return Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time < from + ms).length));
}

describe('a pacer', () => {
  it.each([
    [2, [0, 0, 10, 10, 20, 20]],
    [2.5, [0, 0, 0, 10, 10, 20]], // three in 10 s, five in 20 s
    [5, [0, 0, 0, 0, 0, 10]],
    [0.5, [0, 20, 40, 60, 80, 100]],
  ])('of %s per 10 s gives turns at their seconds', async (rate, seconds) => {
    const clock = fixedClock();
    const { turn } = pacer(rate, clock);
    const times: number[] = [];

    for (let n = 0; n < 6; n += 1) {
      expect(await turn(FOR_EVER)).toBe(true);
      times.push((clock.now() - NOON) / 1_000);
    }

    expect(times).toEqual(seconds);
  });

  it('never exceeds its rate in any window, whoever asks when, however late sleepers wake', async () => {
    const asks = fc.array(fc.record({ client: fc.nat(1), gap: fc.nat(15_000) }), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 2, 2.5, 5),
        asks,
        fc.infiniteStream(fc.nat(900)),
        async (rate, given, lateness) => {
          const clock = virtualClock(() => lateness.next().value as number);
          const shared = pacer(rate, clock);
          const granted: { n: number; at: number }[] = [];
          const asking = (async () => {
            const waiting: Promise<unknown>[] = [];
            for (const [n, { gap }] of given.entries()) {
              if (gap > 3_000) await clock.sleep(gap); // several at once, then a pause
              waiting.push(shared.turn(FOR_EVER).then(() => granted.push({ n, at: clock.now() })));
            }
            await Promise.all(waiting);
          })();
          await clock.run();
          await asking;

          const times = granted.map(({ at }) => at);
          expect(granted.map(({ n }) => n)).toEqual(given.map((_, n) => n));
          expect(mostIn(times, 10_000)).toBeLessThanOrEqual(Math.ceil(rate));
          expect(mostIn(times, 20_000)).toBeLessThanOrEqual(2 * rate);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses at once what would come too late, also behind others, and gives its turn away', async () => {
    const clock = virtualClock();
    const { turn } = pacer(1, clock);

    const turns = [
      turn(NOON),
      turn(NOON + 9_999),
      turn(NOON + 10_000),
      turn(NOON + 19_999),
      turn(NOON + 20_000),
    ];

    expect(await turns[1]).toBe(false);
    expect(await turns[3]).toBe(false);
    expect(clock.now()).toBe(NOON);
    await clock.run();
    expect(await Promise.all(turns)).toEqual([true, false, true, false, true]);
    expect(clock.now()).toBe(NOON + 20_000);
  });

  it('lets nobody through while it is held, and tells who cannot wait that long', async () => {
    const clock = virtualClock();
    const { turn, hold } = pacer(1, clock);
    await turn(FOR_EVER);
    const patient = turn(FOR_EVER);
    const hasty = turn(NOON + 25_000);
    hold(NOON + 30_000);
    hold(NOON + 5_000); // a shorter one changes nothing

    await clock.run();

    expect(await Promise.all([patient, hasty])).toEqual([true, false]);
    expect(clock.now()).toBe(NOON + 30_000);
  });

  it('is not frozen by a clock that goes back', async () => {
    let back = 0;
    const clock = fixedClock();
    const skewed = { ...clock, now: () => clock.now() - back };
    const { turn } = pacer(1, skewed);
    await turn(FOR_EVER);
    back = 3_600_000;

    await turn(FOR_EVER);

    expect(clock.slept).toEqual([10_000]);
  });

  it.each([0, -1, Number.NaN, Math.PI])('cannot be had at %s', (rate) => {
    expect(() => pacer(rate, fixedClock())).toThrow(RangeError);
  });
});

describe('clients that share a pacer', () => {
  it('together keep to it, each with its own address, retries included', async () => {
    const clock = virtualClock();
    const bucket = pacer(2.5, clock);
    const sent: number[] = [];
    const noting: typeof fetch = (...asked) => {
      sent.push(clock.now());
      return fetch(...asked);
    };
    let answered = 0;
    const flaky = (): Promise<string> =>
      listen((request, response) => json({}, (answered += 1) % 3 === 0 ? 503 : 200)(response, request));
    const [one, two] = await Promise.all([flaky(), flaky()]);
    const clients = [one, two].map((url) => opened(url, { clock, pacer: bucket, fetch: noting }));

    let open = 12;
    const asked = clients.flatMap(({ get }) =>
      Array.from({ length: 6 }, (_, n) => get(`/${n}`).finally(() => (open -= 1))),
    );
    while (open > 0) await clock.run(); // the requests are real, so for a moment nobody may be asleep
    const answers = await Promise.all(asked);

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
    expect(sent.length).toBeGreaterThan(12);
    expect(mostIn(sent, 10_000)).toBe(3);
    expect(mostIn(sent, 20_000)).toBe(5);
  });
});
