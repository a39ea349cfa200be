import { describe, expect, it, jest } from '@jest/globals';
import hostJson from '../../host.json' with { type: 'json' };
import {
  functions,
  getProgrammingModel,
  hooksOf,
  type ProgrammingModel,
} from '../../local/functions-core.ts';
import '../../functions/index.ts';

describe('the app', () => {
  it('registers these functions and no other', () => {
    expect(
      functions.map(({ name, trigger: { type, authLevel, methods, route, schedule } }) =>
        [name, type, authLevel, methods?.join(), route, schedule].filter((part) => part !== undefined),
      ),
    ).toEqual([
      ['drill', 'httpTrigger', 'function', 'POST', 'drill'],
      ['health', 'httpTrigger', 'function', 'GET'],
      ['incident', 'httpTrigger', 'function', 'GET,HEAD,POST', 'incident/{id}'],
      ['scan', 'httpTrigger', 'function', 'POST', 'scan'],
      ['watch', 'timerTrigger', '%WATCH_SCHEDULE%'],
    ]);
  });

  it.each(['false', ' FALSE '])('with ENABLE_HTTP=%p registers the timer and nothing else', async (value) => {
    process.env['ENABLE_HTTP'] = value;
    let registered: readonly string[] = [];
    try {
      await jest.isolateModulesAsync(async () => {
        const core = await import('../../local/functions-core.ts');
        await import('../../functions/index.ts');
        registered = core.functions.map(({ name }) => name);
      });
    } finally {
      delete process.env['ENABLE_HTTP'];
    }

    expect(registered).toEqual(['watch']);
  });

  it('makes up for a missed tick after a restart, and does not run at every start', () => {
    const watch = functions.find(({ name }) => name === 'watch');

    expect(watch?.trigger).toMatchObject({ useMonitor: true });
    expect(watch?.trigger).not.toHaveProperty('runOnStartup');
  });

  it('gives each invocation a log of its own', () => {
    expect(hooksOf('preInvocation')).toHaveLength(1);
  });

  it('streams no body: with streams a query or a body could stand in for a parameter of a route', async () => {
    const model = getProgrammingModel() as ProgrammingModel & {
      getCapabilities: (given: object) => Promise<object>;
    };

    expect(await model.getCapabilities({})).not.toHaveProperty('HttpUri');
  });
});

describe('host.json', () => {
  it('gives a scan and a tick ten minutes, and HTTP the prefix that the local host has', () => {
    expect(hostJson).toMatchObject({
      version: '2.0',
      functionTimeout: '00:10:00',
      extensions: { http: { routePrefix: 'api' } },
    });
  });

  it('asks for no extension bundle: timers and HTTP are built into the host', () => {
    expect(hostJson).not.toHaveProperty('extensionBundle');
  });
});
