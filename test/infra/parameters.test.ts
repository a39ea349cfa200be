import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { declarations, literal, nameOf, partOf, type BicepFile } from '../../local/bicep/tree.ts';
import { decoratorsOf, fileOf, jsonOf, parametersOf, root, template } from './a-template.ts';

let files: ReadonlyMap<string, BicepFile>;
beforeAll(async () => {
  files = await template();
});

describe('parameters', () => {
  const OF_APP = ['location', 'resourceToken', 'tags'];
  const OF_MAIN = ['environmentName', 'location', 'resourceGroupName'];

  it('are described, every one', () => {
    const bare = [...files.values()].flatMap((file) =>
      declarations(file.root, 'parameter')
        .filter((parameter) => !decoratorsOf(parameter).includes('@description('))
        .map((parameter) => `${file.name}: ${nameOf(parameter)}`),
    );

    expect(bare).toEqual([]);
  });

  it('are the same for the portal and for azd', () => {
    const app = parametersOf(fileOf(files, 'infra/app.bicep')).filter(({ name }) => !OF_APP.includes(name));
    const main = parametersOf(fileOf(files, 'infra/main.bicep')).filter(
      ({ name }) => !OF_MAIN.includes(name),
    );

    expect(main).toEqual(app);
    const given = declarations(fileOf(files, 'infra/main.bicep').root, 'module')[0]?.text;
    for (const { name } of app) expect(given).toContain(`${name}: ${name}`);
  });

  it('list the same regions for both', () => {
    const [main, app] = ['infra/main.bicep', 'infra/app.bicep'].map(
      (name) =>
        parametersOf(fileOf(files, name))
          .find((one) => one.name === 'location')
          ?.decorators.match(/'[a-z\d]+'/g)
          ?.filter((region) => region !== "'location'") ?? [],
    );

    expect(main).toEqual(app);
    expect(main?.length).toBeGreaterThan(20);
  });

  it('that azd fills in are there, with the default they have', () => {
    const main = new Map(parametersOf(fileOf(files, 'infra/main.bicep')).map((one) => [one.name, one]));
    const { parameters } = jsonOf('infra/main.parameters.json') as {
      parameters: Record<string, { value: string }>;
    };

    for (const [name, { value }] of Object.entries(parameters)) {
      const [, , usual] = /^\$\{(\w+)(?:=(.*))?\}$/.exec(value) ?? [];
      expect([name, usual]).toEqual([name, main.get(name)?.usual?.replaceAll("'", '')]);
    }
    const left = [...main.keys()].filter((name) => parameters[name] === undefined);
    expect(left).toEqual(['tenantId', 'budgetStart']); // reckoned by the template itself
  });
});

describe('azd', () => {
  it('knows the service by the tag of the app, and the outputs it prints', () => {
    const yaml = readFileSync(join(root, 'azure.yaml'), 'utf8');
    const service = /^services:\n {2}(\w+):/m.exec(yaml)?.[1] ?? '';
    const outputs = declarations(fileOf(files, 'infra/main.bicep').root, 'output').map(nameOf);
    const printed = [...yaml.matchAll(/\bVIGIL_[A-Z_]+/g)].map(([name]) => name);

    expect(fileOf(files, 'infra/modules/site.bicep').text).toContain(`'azd-service-name': '${service}'`);
    expect(printed.length).toBeGreaterThan(0);
    expect(printed.filter((name) => !outputs.includes(name))).toEqual([]);
    expect(yaml).toContain('infra/grant-permissions.sh');
  });

  it('makes its own resource group', () => {
    const made = declarations(fileOf(files, 'infra/main.bicep').root, 'resource').map((one) =>
      literal(partOf(one, 'string')),
    );

    expect(made).toEqual(['Microsoft.Resources/resourceGroups@2024-03-01']);
  });
});
