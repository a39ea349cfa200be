// The few commands of the Azure CLI that infra/grant-permissions.sh uses, against a directory in a JSON file.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';

const file = process.env['FAKE_AZ'] ?? '';
const state = JSON.parse(readFileSync(file, 'utf8'));
const words = process.argv.slice(2);
const option = (name) => words[words.indexOf(name) + 1];

function refuse(code, message) {
  console.error(`ERROR: ${code}({"error":{"code":"${code}","message":"${message}"}})`);
  process.exit(1);
}

/** The queries of the script, as JMESPath means them. */
function picked(query, body) {
  if (query === 'displayName') return body.displayName;
  if (query === 'value[0].id') return body.value[0]?.id ?? '';
  if (query === 'value[].[id,resourceId,appRoleId]')
    return body.value.map((row) => [row.id, row.resourceId, row.appRoleId].join('\t')).join('\n');
  if (query === 'appRoles[].[value,id]')
    return body.appRoles.map(({ value, id }) => `${value}\t${id}`).join('\n');
  throw new Error(`the fake az does not know the query ${query}`);
}

function answered(path) {
  const wanted = /appId eq '(.+)'/.exec(path.searchParams.get('$filter') ?? '')?.[1];
  if (wanted !== undefined) return { value: state.servicePrincipals.filter(({ appId }) => appId === wanted) };
  const [, , id, list] = path.pathname.replace('/v1.0', '').split('/');
  const found = state.servicePrincipals.find((principal) => principal.id === id);
  if (found === undefined) refuse('Request_ResourceNotFound', `Resource '${id}' does not exist.`);
  if (list === undefined) return found;
  return { value: state.assignments.filter(({ principalId }) => principalId === id) };
}

function change(method, path, body) {
  const parts = path.pathname.split('/');
  if (method === 'delete') state.assignments = state.assignments.filter(({ id }) => id !== parts.at(-1));
  else if (body.appId !== undefined) state.servicePrincipals.push({ id: `of ${body.appId}`, ...body });
  else state.assignments.push({ id: `a${state.assignments.length}-${body.appRoleId}`, ...body });
  writeFileSync(file, JSON.stringify(state));
}

if (words[0] === 'account') process.exit(state.signedIn === true ? 0 : 1);
if (words[0] === 'functionapp') {
  const identity = state.identities[option('--name')];
  if (identity === undefined) refuse('ResourceNotFound', 'The Resource was not found.');
  console.log(identity);
  process.exit(0);
}
const method = option('--method');
const path = new URL(option('--url'));
appendFileSync(`${file}.calls`, `${method} ${decodeURIComponent(path.pathname + path.search)}\n`);
if (state.forbidden.includes(method) === true)
  refuse('Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
if (method === 'get') console.log(picked(option('--query'), answered(path)));
else change(method, path, words.indexOf('--body') > 0 ? JSON.parse(option('--body')) : {});
