import { beforeAll, describe, expect, it } from '@jest/globals';
import { isExisting, typeOfResource } from '../../local/bicep/resources.ts';
import { ROLES } from '../../local/bicep/roles.ts';
import { isObjectShape, readShapes } from '../../local/bicep/shapes.ts';
import { declarations, objectIn, propertiesOf, valueOf, type BicepFile } from '../../local/bicep/tree.ts';
import { fileOf, jsonOf, parametersOf, template } from './a-template.ts';

let files: ReadonlyMap<string, BicepFile>;
let all: readonly BicepFile[];
beforeAll(async () => {
  files = await template();
  all = [...files.values()];
});

const typesFile = process.env['VIGIL_AZURE_TYPES'] ?? '';
const withTypes = typesFile === '' ? describe.skip : describe;

/** Resources that infra makes, each with its type and body. */
function resources(): { file: string; type: string; text: string; names: readonly string[] }[] {
  return all.flatMap(({ name: file, root: tree }) =>
    declarations(tree, 'resource')
      .filter((resource) => !isExisting(resource))
      .map((resource) => {
        const body = objectIn(valueOf(resource));
        const names = body === undefined ? [] : propertiesOf(body).map(({ name }) => name);
        return { file, type: typeOfResource(resource), text: resource.text, names };
      }),
  );
}

describe('no key', () => {
  it('is asked for or written anywhere', () => {
    // The one connection string there is holds a key that opens nothing: DisableLocalAuth.
    const keys =
      /\blist[A-Z]?\w*\(|listKeys|AccountKey|SharedAccess(?:Key|Signature)|connection_?string|primaryKey|DefaultEndpointsProtocol/gi;
    const found = all.flatMap(({ name, text }) => [...text.matchAll(keys)].map(([key]) => `${name}: ${key}`));

    expect(found).toEqual([
      'infra/modules/monitoring.bicep: ConnectionString',
      'infra/modules/site.bicep: CONNECTION_STRING',
    ]);
    expect(fileOf(files, 'infra/modules/monitoring.bicep').text).toContain('DisableLocalAuth: true');
  });

  it('opens a storage account', () => {
    const { text } = fileOf(files, 'infra/modules/storage.bicep');

    for (const line of [
      'allowSharedKeyAccess: false',
      'allowBlobPublicAccess: false',
      'defaultToOAuthAuthentication: true',
      "minimumTlsVersion: 'TLS1_2'",
    ])
      expect(text).toContain(line);
    expect(
      resources().filter(({ type }) => type.startsWith('Microsoft.Storage/storageAccounts@')),
    ).toHaveLength(1);
  });
});

describe('secrets', () => {
  it('are in no output', () => {
    const secure = new Set(
      all
        .flatMap(parametersOf)
        .filter(({ isSecure }) => isSecure)
        .map(({ name }) => name),
    );
    const outputs = all.flatMap(({ root: tree }) => declarations(tree, 'output')).map(({ text }) => text);

    expect([...secure].toSorted()).toEqual(['pageKey', 'teamsWebhookUrl', 'webhookSecret']);
    expect(outputs.length).toBeGreaterThan(20);
    expect(outputs.filter((text) => [...secure].some((name) => text.includes(name)))).toEqual([]);
    expect(outputs.filter((text) => /secret\w*\.properties|\blist\w*\(/i.test(text))).toEqual([]);
  });

  it('are given on only to what keeps them secret, and written only to the vault', () => {
    for (const { name, text, root: tree } of all)
      for (const parameter of parametersOf(fileOf(files, name)).filter(({ isSecure }) => isSecure)) {
        const uses = tree
          .descendantsOfType('identifier')
          .filter((node) => node.text === parameter.name && node.parent?.type === 'object_property')
          .map((node) => node.parent?.text);
        const allowed = [`${parameter.name}: ${parameter.name}`, `value: ${parameter.name}`];
        expect(uses.filter((use) => !allowed.includes(use ?? ''))).toEqual([]);
        expect(text.includes(`value: ${parameter.name}`)).toBe(name === 'infra/modules/vault.bicep');
      }
  });

  it('have no default but none, and stand in no file of parameters', () => {
    const usual = all
      .flatMap(parametersOf)
      .filter(({ isSecure }) => isSecure)
      .map((one) => one.usual);
    const { parameters } = jsonOf('infra/main.parameters.json') as {
      parameters: Record<string, { value: string }>;
    };

    expect(new Set(usual)).toEqual(new Set(["''", undefined]));
    for (const name of ['teamsWebhookUrl', 'webhookSecret', 'pageKey'])
      expect(parameters[name]?.value).toMatch(/^\$\{VIGIL_[A-Z_]+=\}$/);
  });
});

describe('roles', () => {
  it('are those of the facts, in one place, named by what they are given on', () => {
    const { text } = fileOf(files, 'infra/modules/roles.bicep');
    const elsewhere = all.filter((file) => file.text.includes('roleAssignments')).map(({ name }) => name);

    expect(elsewhere).toEqual(['infra/modules/roles.bicep']);
    for (const [name, id] of Object.entries(ROLES)) expect(text).toContain(`var ${name} = '${id}'`);
    expect(text.match(/name: guid\(\w+\.id, principalId, \w+\)/g)).toHaveLength(4);
    expect(text.match(/principalType: 'ServicePrincipal'/g)).toHaveLength(4);
  });
});

withTypes('resources', () => {
  it('have tags where their type takes them', () => {
    const shapes = readShapes(typesFile);
    const untagged = resources().filter(({ type, names }) => {
      const shape = shapes[type];
      return (
        shape !== undefined &&
        isObjectShape(shape) &&
        shape.p['tags'] !== undefined &&
        !names.includes('tags')
      );
    });

    expect(untagged.map(({ file, type }) => `${file}: ${type}`)).toEqual([]);
  });

  it('have versions that the types know', () => {
    const shapes = readShapes(typesFile);

    expect(resources().filter(({ type }) => shapes[type] === undefined)).toEqual([]);
  });
});

describe('the template', () => {
  it('comes from no registry', () => {
    expect(
      all.filter(({ text }) => /'(?:br|ts)[/:]|^extension /m.test(text)).map(({ name }) => name),
    ).toEqual([]);
  });

  it('puts the app on Flex, without plain text on the way', () => {
    const { text } = fileOf(files, 'infra/modules/site.bicep');

    for (const line of [
      "name: 'FC1'",
      'instanceMemoryMB: 512',
      "version: '22'",
      'httpsOnly: true',
      "ftpsState: 'Disabled'",
      "minTlsVersion: '1.2'",
      'functionsRuntimeAdminIsolationEnabled: true',
      'keyVaultReferenceIdentity: identityId',
    ])
      expect(text).toContain(line);
  });
});

describe('the budget', () => {
  it('says of each notification what Azure asks for, which the types leave open', () => {
    const { root: tree } = fileOf(files, 'infra/modules/budget.bicep');
    const notifications = tree
      .descendantsOfType('object_property')
      .find((property) => property.firstNamedChild?.text === 'notifications');
    const each =
      notifications === undefined ? [] : propertiesOf(notifications.namedChildren[1] ?? notifications);

    expect(each.map(({ name }) => name)).toEqual(['spent', 'foreseen']);
    for (const { value } of each)
      expect(value === undefined ? [] : propertiesOf(value).map(({ name }) => name)).toEqual([
        'enabled',
        'operator',
        'threshold',
        'thresholdType',
        'contactEmails',
      ]);
  });
});
