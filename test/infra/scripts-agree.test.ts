import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { USUAL } from '../../local/tenant/settings.ts';
import { GRAPH_APP, GRAPH_ROLES, MANAGEMENT_APP, MANAGEMENT_ROLES, TRACES_APP } from './pretend-directory.ts';

const textOf = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
const SHELL = textOf('infra/grant-permissions.sh');
const POWER = textOf('infra/grant-permissions.ps1');
const DOCS = textOf('docs/permissions.md');

const { 'Mail.ReadWrite': _, ...graphRoles } = GRAPH_ROLES;
const PERMISSIONS = [
  ...Object.entries(graphRoles).map(([name, id]) => ({ app: 'Microsoft Graph', name, id })),
  ...Object.entries(MANAGEMENT_ROLES).map(([name, id]) => ({ app: 'Office 365 Management APIs', name, id })),
];

describe('the permissions', () => {
  const idsOf = (text: string) => [
    ...new Set(text.match(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g)),
  ];
  const example = '11111111-2222-4333-8444-555555555555';
  const all = [GRAPH_APP, MANAGEMENT_APP, TRACES_APP, ...PERMISSIONS.map(({ id }) => id)].toSorted();

  it.each([
    { file: 'grant-permissions.sh', text: SHELL },
    { file: 'grant-permissions.ps1', text: POWER },
  ])('$file names these apps and ids, and no others', ({ text }) => {
    expect(
      idsOf(text)
        .filter((id) => id !== example)
        .toSorted(),
    ).toEqual(all);
  });

  it.each(PERMISSIONS)('$name has its line in both scripts and in the docs', ({ app, name, id }) => {
    const variable =
      app === 'Microsoft Graph' ? ['$GRAPH_APP', '$GraphApp'] : ['$MANAGEMENT_APP', '$ManagementApp'];
    expect(SHELL).toContain(`\n${variable[0]} ${name} ${id}\n`);
    expect(POWER).toContain(`\n${variable[1]} ${name} ${id}\n`);
    expect(DOCS).toMatch(new RegExp(`\\| \`${name}\` \`${id}\` +\\| ${app} +\\|`));
  });

  it('are the five that the pretend tenant asks the sources for', () => {
    expect(PERMISSIONS.map(({ name }) => name)).toEqual(USUAL.permissions);
  });

  it('only read', () => {
    expect(PERMISSIONS.filter(({ name }) => !/\.Read(?:\.All)?$/.test(name))).toEqual([]);
  });
});

/** What a script says: its literals, without what is filled in and without the ways to write an option. */
function sayings(text: string, call: RegExp): readonly string[] {
  return [...text.matchAll(call)]
    .map(({ groups }) =>
      (groups?.['text'] ?? '')
        .replaceAll(/\$\((?:[^()]|\([^()]*\))*\)|\$\{[^}]*\}|\$\w+/g, '_')
        .replaceAll(/(?<![\w-])--?[a-zA-Z][\w-]*/g, (option) => option.replaceAll('-', '').toLowerCase()),
    )
    .filter((text) => text !== '');
}
const ofShell = (file: string) =>
  sayings(textOf(file), /\b(?:say|fail) (?<quote>['"])(?<text>.*?)\k<quote>(?= *(?:$|;| >&2|\)))/gm);
const ofPower = (file: string) =>
  sayings(textOf(file), /\b(?:Say|Stop-Here) (?<quote>['"])(?<text>.*?)\k<quote>(?= *(?:$|\}))/gm);

/** Of one way of signing in and of finding, which differ. */
const OWN_WAY =
  /is missing|signed in|sign-in has run out|cannot find|has no identity yet|several (?:identities|subscriptions)|gives no object id|asks to wait|another address|more permissions than fit|needs a value|goes with|did not finish|Azure refused/;

describe('the messages', () => {
  it.each(['grant-permissions', 'uninstall'])('%s says the same in both languages', (name) => {
    const shell = ofShell(`infra/${name}.sh`).filter((text) => !OWN_WAY.test(text));
    const power = ofPower(`infra/${name}.ps1`).filter((text) => !OWN_WAY.test(text));

    expect([...new Set(power)].toSorted()).toEqual([...new Set(shell)].toSorted());
    expect(shell.length).toBeGreaterThan(12);
  });
});

/** Not a parser: no PowerShell was at hand. It finds what is left open, and what Windows PowerShell 5.1 does not know. */
describe.each(['grant-permissions.ps1', 'uninstall.ps1'])('%s', (file) => {
  const text = textOf(`infra/${file}`);
  const bare = text
    .replace(/<#[\s\S]*?#>/, '')
    .replaceAll(/@"\n[\s\S]*?\n"@/g, '""')
    .replaceAll(/'(?:[^'\n]|'')*'/g, "''")
    .replaceAll(/"(?:[^"\n`]|`.)*"/g, '""')
    .replaceAll(/#.*$/gm, '');

  it('closes what it opens', () => {
    let brackets = bare.replaceAll(/[^()[\]{}]/g, '');
    for (let before = ''; before !== brackets;) {
      before = brackets;
      brackets = brackets.replaceAll(/\(\)|\[\]|\{\}/g, '');
    }
    expect(brackets).toBe('');
    expect(bare.replaceAll(/''|""/g, '')).not.toMatch(/['"]/);
  });

  it('needs nothing that Windows PowerShell 5.1 lacks', () => {
    expect(bare).not.toMatch(/\?\?|\?\.|&&|\|\||\s\?\s[^{]|-Parallel|\bclean\s*\{/);
    expect(text).toMatch(/^[\n\x20-\x7e]+$/); // without a byte order mark it is read as ANSI there
  });

  it('explains each of its parameters', () => {
    const declared = [...bare.matchAll(/^ {2}\[(?:string|switch)\] \$(?<name>\w+)/gm)].map(
      ({ groups }) => groups?.['name'] ?? '',
    );
    const explained = [...text.matchAll(/^\.PARAMETER (?<name>\w+)/gm)].map(
      ({ groups }) => groups?.['name'] ?? '',
    );
    expect(explained.toSorted()).toEqual(declared.toSorted());
  });

  it('has no variable in a string that a colon would swallow', () => {
    const strings = text.match(/"(?:[^"\n`]|`.)*"/g) ?? [];
    expect(strings.filter((one) => /\$(?!script|env)\w+:/.test(one))).toEqual([]);
  });

  it('defines each function of its own that it calls', () => {
    const defined = new Set(
      [...bare.matchAll(/^function (?<name>[\w-]+)/gm)].map(({ groups }) => groups?.['name']),
    );
    const called = [...bare.matchAll(/\b[A-Z][a-z]+-[A-Z]\w+/g)].map(([name]) => name);
    const known =
      /^(?:(?:Get|New|Remove|Set|Connect)-(?:Mg|Az)\w+|(?:Add|Get|Set)-Content|(?:Get|New|Remove)-Item|(?:Get|Import)-Module|Get-Command|(?:Push|Pop)-Location|Test-Path|(?:Split|Join)-Path|Write-(?:Output|Warning)|Read-Host|Out-Null|(?:Select|Where|ForEach)-Object|Set-StrictMode)$/;
    expect(called.filter((name) => !defined.has(name) && !known.test(name))).toEqual([]);
  });
});
