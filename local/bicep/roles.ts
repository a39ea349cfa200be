import { declarations, literal, nameOf, valueOf, type Node, type Say } from './tree.ts';

/** Azure's built-in roles that Vigil's identity may have, as variables of infra/modules/roles.bicep are called: facts/teams-and-azure.md C.3. */
export const ROLES: Readonly<Record<string, string>> = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88',
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb',
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6',
};

const GUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Ids that are none of these roles, and roles under another's name: one wrong digit is an identity that may do nothing, or too much. */
export function checkRoles(root: Node, say: Say): void {
  const known = new Set([NOBODY, ...Object.values(ROLES)]);
  for (const text of root.descendantsOfType('string'))
    for (const [id] of text.text.matchAll(GUID))
      if (!known.has(id.toLowerCase())) say(text, `${id} is no role that Vigil may have`);
  for (const variable of declarations(root, 'variable')) {
    const role = ROLES[nameOf(variable)];
    if (role !== undefined && literal(valueOf(variable)) !== role)
      say(variable, `${nameOf(variable)} is not the id of that role`);
  }
}
