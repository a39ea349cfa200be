import { describe, expect, it } from '@jest/globals';
import { directory, held, OURS, PRINCIPAL } from './pretend-directory.ts';
import type { Answered } from './running.ts';

interface Azure {
  readonly tag?: string;
  readonly groups?: string;
  readonly resources?: string;
  readonly identities?: string;
  readonly fails?: string;
  readonly locks?: string;
  /** What the azd environment names. */
  readonly azd?: Readonly<Record<string, string>>;
}

const RESOURCES = [
  'Microsoft.Web/sites\tvigil-app\thome',
  'Microsoft.KeyVault/vaults\tvigil-kv\thome',
  'microsoft.alertsmanagement/smartDetectorAlertRules\tFailure Anomalies\t-',
  'Microsoft.Insights/actionGroups\tApplication Insights Smart Detection\t-',
].join('\n');

/** What az and azd answer about one resource group, to the first words of a command. */
function azure(given: Azure = {}): (words: readonly string[]) => Answered | undefined {
  const says: Readonly<Record<string, string>> = {
    'az account show': 'Home',
    'az group list': given.groups ?? 'rg',
    'az group show': given.tag ?? 'home',
    'az group delete': '',
    'az resource list': given.resources ?? RESOURCES,
    'az keyvault list': 'vigil-kv\ttrue\nother-kv\tnull',
    'az keyvault purge': '',
    'az identity list': given.identities ?? 'vigil',
    'azd down --environment': '',
    'az lock list': given.locks ?? '',
  };
  const env: Readonly<Record<string, string>> = {
    AZURE_SUBSCRIPTION_ID: 'Home',
    AZURE_RESOURCE_GROUP: 'rg',
    ...given.azd,
  };
  return (words) => {
    const command = words.slice(0, 3).join(' ');
    if (given.fails === command) return { code: 1, err: 'ERROR: (ScopeLocked) The scope is locked.' };
    const out = command === 'azd env get-value' ? env[words[3] ?? ''] : says[command];
    return out === undefined ? undefined : { code: 0, out };
  };
}

async function installed(given: Azure = {}) {
  const made = await directory({ cli: azure(given) });
  await made.run('--principal-id', PRINCIPAL);
  const writes = made.writes();
  const ended = () =>
    made.commands
      .filter((words) => /delete|purge|down/.test(words.slice(0, 3).join(' ')))
      .map((words) => words.join(' '));
  return { ...made, ended, later: () => made.writes() - writes };
}

const GROUP = ['--resource-group', 'rg'];

describe('uninstalling', () => {
  it('removes the permissions, then the group, and purges what may be purged', async () => {
    const made = await installed();

    const { code, out } = await made.run.uninstall('rg\n', ...GROUP);

    expect({ code, granted: made.granted() }).toEqual({ code: 0, granted: [] });
    expect(made.ended()).toEqual([
      'az group delete --name rg --yes --only-show-errors',
      'az keyvault purge --name other-kv --only-show-errors',
    ]);
    expect(out).toContain('key vault vigil-kv is protected from purging. Its name stays reserved');
    expect(out).toContain('vigil-app (Microsoft.Web/sites)');
  });

  it.each([
    {
      name: 'azd would delete in another subscription',
      given: { azd: { AZURE_SUBSCRIPTION_ID: 'Production' } },
      says: 'is in the subscription Production, and not in Home',
    },
    {
      name: 'azd would delete another group',
      given: { azd: { AZURE_RESOURCE_GROUP: 'rg-live' } },
      says: 'would delete the resource group rg-live, and not rg',
    },
    {
      name: 'the group is locked against deleting',
      given: { locks: 'keep-data\nkeep-too' },
      says: 'is locked against deleting: keep-data, keep-too.',
    },
  ])('changes nothing where $name', async ({ given, says }) => {
    const made = await installed(given);

    const { code, err } = await made.run.uninstall('rg\n', '--environment', 'home');

    expect({ code, later: made.later(), ended: made.ended() }).toEqual({ code: 1, later: 0, ended: [] });
    expect(err).toContain(says);
  });

  it('leaves the deleting to azd where azd deployed it', async () => {
    const made = await installed();

    const { code } = await made.run.uninstall('', '--environment', 'home', '--yes');

    expect({ code, ended: made.ended(), granted: made.granted() }).toEqual({
      code: 0,
      ended: ['azd down --environment home --force --purge --no-prompt'],
      granted: [],
    });
  });

  it('says what would go, and changes nothing', async () => {
    const made = await installed();

    const { code, out } = await made.run.uninstall('', ...GROUP, '--what-if');

    expect({ code, ended: made.ended(), writes: made.later() }).toEqual({ code: 0, ended: [], writes: 0 });
    expect(out.match(/would be removed/g)).toHaveLength(5);
    expect(out).toContain('The resource group rg would be deleted.');
  });

  it('leaves the permissions to others when asked to', async () => {
    const made = await installed();

    await made.run.uninstall('', ...GROUP, '--yes', '--keep-grants');

    expect({ granted: made.granted(), writes: made.later() }).toEqual({ granted: OURS, writes: 0 });
    expect(made.ended()[0]).toContain('az group delete');
  });

  it('leaves what other identities hold', async () => {
    const made = await installed();
    made.state.assignments.push(held(OURS[0] ?? '', { id: 'o', principalId: 'other' }));

    await made.run.uninstall('', ...GROUP, '--yes', '--all');

    expect(made.state.assignments.map(({ id }) => id)).toEqual(['o']);
  });

  it('goes on where the identity is gone already', async () => {
    const made = await installed({ identities: '' });

    const { code, out } = await made.run.uninstall('', ...GROUP, '--yes');

    expect({ code, deleted: made.ended().length }).toEqual({ code: 0, deleted: 2 });
    expect(out).toContain('no identity any more');
  });
});

describe('what stops it before anything is deleted', () => {
  it.each([
    { what: 'another answer', given: {}, words: GROUP, typed: 'no\n', says: 'not its name' },
    { what: 'no answer', given: {}, words: GROUP, typed: '', says: 'not its name' },
    {
      what: 'a group without the tag',
      given: { tag: 'None' },
      words: GROUP,
      typed: 'rg\n',
      says: 'does not carry the tag azd-env-name',
    },
    {
      what: 'something foreign in the group',
      given: { resources: `${RESOURCES}\nMicrosoft.Sql/servers\tpayroll\t-` },
      words: GROUP,
      typed: 'rg\n',
      says: 'payroll (Microsoft.Sql/servers)',
    },
    {
      what: 'another environment in the group',
      given: { resources: 'Microsoft.Web/sites\tshop\tshop' },
      words: GROUP,
      typed: 'rg\n',
      says: 'shop (Microsoft.Web/sites)',
    },
    {
      what: 'no group of that environment',
      given: { groups: '' },
      words: ['--environment', 'x'],
      typed: '',
      says: 'no resource group carries the tag azd-env-name=x',
    },
    {
      what: 'several groups of that environment',
      given: { groups: 'a\nb' },
      words: ['--environment', 'x'],
      typed: '',
      says: 'Say which',
    },
    {
      what: 'nobody signed in',
      given: { fails: 'az account show' },
      words: [...GROUP, '--yes'],
      typed: '',
      says: 'az login',
    },
  ])('$what', async ({ given, words, typed, says }) => {
    const made = await directory({ cli: azure(given) });

    const { code, err } = await made.run.uninstall(typed, ...words);

    expect({ code, writes: made.writes() }).toEqual({ code: 1, writes: 0 });
    expect(err).toContain(says);
    expect(made.commands.some((words) => words.includes('delete') || words.includes('down'))).toBe(false);
  });

  it('permissions that cannot be removed', async () => {
    const made = await installed();
    made.state.obstacles.push({
      method: 'DELETE',
      status: 403,
      code: 'Authorization_RequestDenied',
      times: 9,
    });

    const { code, err } = await made.run.uninstall('', ...GROUP, '--yes');

    expect({ code, ended: made.ended() }).toEqual({ code: 1, ended: [] });
    expect(err).toContain('--keep-grants');
  });

  it('a lock on the group, and says so', async () => {
    const made = await installed({ fails: 'az group delete' });

    const { code, err } = await made.run.uninstall('', ...GROUP, '--yes');

    expect(code).toBe(1);
    expect(err).toContain('ScopeLocked');
  });

  it.each([
    { words: [], says: '--environment NAME' },
    { words: ['--resource-group'], says: 'needs a value' },
    { words: ['--resource-group', '@/etc/passwd'], says: 'does not begin so' },
    { words: [...GROUP, '--environment', 'x'], says: 'either' },
    { words: ['--now'], says: '--now is no option' },
  ])('$words', async ({ words, says }) => {
    const { code, err } = await (await directory()).run.uninstall('', ...words);

    expect(code).toBe(2);
    expect(err).toContain(says);
  });
});
