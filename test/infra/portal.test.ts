import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { BicepFile } from '../../local/bicep/tree.ts';
import { fileOf, jsonOf, parametersOf, root, template } from './a-template.ts';

let files: ReadonlyMap<string, BicepFile>;
beforeAll(async () => {
  files = await template();
});

describe('the form of the portal', () => {
  interface Form {
    readonly parameters: { readonly outputs: Readonly<Record<string, string>> };
  }

  it('fills in parameters of app.bicep, the required ones among them', () => {
    const parameters = parametersOf(fileOf(files, 'infra/app.bicep'));
    const names = Object.keys((jsonOf('infra/createUiDefinition.json') as Form).parameters.outputs);

    expect(names.filter((name) => !parameters.some((one) => one.name === name))).toEqual([]);
    const required = parameters.filter(({ usual }) => usual === undefined).map(({ name }) => name);
    expect(required.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('offers the regions of the template', () => {
    const form = jsonOf('infra/createUiDefinition.json') as {
      parameters: { config: { basics: { location: { allowedValues: string[] } } } };
    };
    const location = parametersOf(fileOf(files, 'infra/app.bicep')).find(({ name }) => name === 'location');

    expect(form.parameters.config.basics.location.allowedValues).toEqual(
      [...(location?.decorators.matchAll(/'([a-z\d]+)'/g) ?? [])].map(([, region]) => region),
    );
  });

  it('refers to fields that it has, and hides what is secret', () => {
    const text = readFileSync(join(root, 'infra/createUiDefinition.json'), 'utf8');
    const form = jsonOf('infra/createUiDefinition.json') as {
      parameters: {
        basics: { name: string }[];
        steps: { name: string; elements: { name: string; type: string }[] }[];
        outputs: Record<string, string>;
      };
    };
    const fields = new Set([
      ...form.parameters.basics.map(({ name }) => `basics('${name}')`),
      ...form.parameters.steps.flatMap(({ name, elements }) =>
        elements.map((element) => `steps('${name}').${element.name}`),
      ),
    ]);
    const used = [...text.matchAll(/basics\('\w+'\)|steps\('\w+'\)\.\w+/g)].map(([field]) => field);

    expect(used.length).toBeGreaterThan(5);
    expect(used.filter((field) => !fields.has(field))).toEqual([]);
    expect(text).toMatch(/"name": "teamsWebhookUrl",\s+"type": "Microsoft\.Common\.PasswordBox"/);
  });

  it('takes the addresses of flows for a webhook, and no other', () => {
    const text = readFileSync(join(root, 'infra/createUiDefinition.json'), 'utf8');
    const [, regex = ''] = /"regex": "(\^[^"]*powerplatform[^"]+)"/.exec(text) ?? [];
    const host = new RegExp(JSON.parse(`"${regex}"`) as string);

    expect(
      host.test(
        'https://default1.2.environment.api.powerplatform.com:443/powerautomate/automations/direct/x?sig=y',
      ),
    ).toBe(true);
    expect(host.test('https://prod-1.westeurope.logic.azure.com/workflows/x?sig=y')).toBe(true);
    expect(host.test('')).toBe(true);
    expect(host.test('https://contoso.webhook.office.com/webhookb2/x')).toBe(false);
    expect(host.test('https://evil.example/logic.azure.com/workflows/x')).toBe(false);
    expect(host.test('http://prod-1.logic.azure.com/workflows/x')).toBe(false);
    expect(host.test('https://evil.example#.logic.azure.com/x')).toBe(false);
    expect(host.test('https://a@evil.example?.logic.azure.com/x')).toBe(false);
  });
});
