import type { RoleGranted } from '../model/events.ts';
import { anomalous, evidenceOf, type Detector, type Observation, type Severity } from '../model/finding.ts';
import type { Window } from '../model/memory.ts';
import { TENANT } from '../model/subject.ts';

/**
 * Roles with which one can take the rest of the tenant, by template id. Source: learn.microsoft.com/entra/identity/role-based-access-control/
 * permissions-reference (roles labelled privileged), and Exchange Administrator, who reads every mailbox.
 */
const PRIVILEGED = new Set([
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
  'e8611ab8-c189-46e8-94e1-60213ab1f814', // Privileged Role Administrator
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13', // Privileged Authentication Administrator
  'c4e39bd9-1100-46d3-8c65-fb160da0071f', // Authentication Administrator
  'fe930be7-5e62-47db-91af-98c3a49a38b1', // User Administrator
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', // Application Administrator
  '158c047a-c907-4556-b7ef-446551a6b5f7', // Cloud Application Administrator
  '29232cdf-9323-42fd-ade2-1d097af3e4de', // Exchange Administrator
  'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9', // Conditional Access Administrator
  '194ae4cb-b126-40b2-bd5b-6091b380977d', // Security Administrator
  '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2', // Hybrid Identity Administrator
  '966707d0-3269-4727-9be2-8c3a10f19b9d', // Password Administrator
  '729827e3-9c14-49f7-bb1b-9608f156bbb8', // Helpdesk Administrator
]);
/** The same by name, for records without the id; Global Administrator is Company Administrator in older ones. */
const PRIVILEGED_NAME =
  /global admin|company admin|privileged|exchange admin|(user|application|security|authentication|password|helpdesk|conditional access|hybrid identity) administrator/i;
/** Names of roles, lower-cased, with their template ids: records of the unified audit log have the name only, and often the old one. */
const IDS: ReadonlyMap<string, string> = new Map([
  ['global administrator', '62e90394-69f5-4237-9190-012177145e10'],
  ['company administrator', '62e90394-69f5-4237-9190-012177145e10'],
  ['privileged role administrator', 'e8611ab8-c189-46e8-94e1-60213ab1f814'],
  ['privileged authentication administrator', '7be44c8a-adaf-4e2a-84d6-ab2649e08a13'],
  ['authentication administrator', 'c4e39bd9-1100-46d3-8c65-fb160da0071f'],
  ['user administrator', 'fe930be7-5e62-47db-91af-98c3a49a38b1'],
  ['user account administrator', 'fe930be7-5e62-47db-91af-98c3a49a38b1'],
  ['application administrator', '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3'],
  ['cloud application administrator', '158c047a-c907-4556-b7ef-446551a6b5f7'],
  ['exchange administrator', '29232cdf-9323-42fd-ade2-1d097af3e4de'],
  ['exchange service administrator', '29232cdf-9323-42fd-ade2-1d097af3e4de'],
  ['conditional access administrator', 'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9'],
  ['security administrator', '194ae4cb-b126-40b2-bd5b-6091b380977d'],
  ['hybrid identity administrator', '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2'],
  ['password administrator', '966707d0-3269-4727-9be2-8c3a10f19b9d'],
  ['helpdesk administrator', '729827e3-9c14-49f7-bb1b-9608f156bbb8'],
  ['sharepoint administrator', 'f28a1f50-f6e7-4571-818b-6a12f2af6b6c'],
  ['sharepoint service administrator', 'f28a1f50-f6e7-4571-818b-6a12f2af6b6c'],
  ['intune administrator', '3a2c62db-5318-420d-8d74-23affee5d9d5'],
  ['intune service administrator', '3a2c62db-5318-420d-8d74-23affee5d9d5'],
]);
const THREE_DAYS = 72 * 60;

const created: Window<string> = {
  id: 'accounts-created',
  by: () => TENANT,
  keepMinutes: THREE_DAYS,
  most: 200,
  kinds: ['account-created'],
  row: (event) => (event.kind === 'account-created' ? event.target.id : undefined),
};

/** Somebody was made an admin: see `about`. */
export const adminRoleGranted: Detector = {
  id: 'admin-role-granted',
  about: {
    what: 'Somebody, or an app, was given a directory role; high for the roles with which one can take the rest.',
    why: 'A thief in an admin’s account makes a second admin at once: then closing the first door changes nothing.',
    benign: 'A new colleague in IT, a service provider. It happens a few times a year: one call settles it.',
    check: ['Ask the person who gave the role, by phone.', 'Was the account that got it made just before?'],
    attack: ['T1098.003'],
  },
  asked: 'each',
  habits: [],
  peaks: [],
  windows: [created],
  detect: {
    'role-granted'(event, memory) {
      const madeNow = memory
        .of(TENANT)
        .recent(created)
        .findLast(({ row }) => row === event.target.id);
      return anomalous(observed(event, madeNow?.at));
    },
  },
};

function severityOf({ how, role, templateId }: RoleGranted): Severity {
  if (how === 'activated') return 'low';
  return PRIVILEGED.has(roleId({ role, templateId })) || PRIVILEGED_NAME.test(role) ? 'high' : 'medium';
}

/** The role by its template id where that is known, else by its name: two records of one grant name it differently. */
function roleId({ role, templateId }: Pick<RoleGranted, 'role' | 'templateId'>): string {
  const name = role.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  return templateId?.toLowerCase() ?? IDS.get(name) ?? name;
}

function titleOf({ how, role }: RoleGranted, account: string): string {
  if (how === 'activated') return `Activated the role ${role} for ${account}`;
  return how === 'eligible' ? `Allowed ${account} to become ${role}` : `Made ${account} ${role}`;
}

function observed(event: RoleGranted, madeAt: Date | undefined): Observation {
  const severity = severityOf(event);
  const account = `${madeAt === undefined ? '' : 'the new account '}${event.target.name}`;
  return {
    about: event.actor,
    key: `role:${roleId(event)}|${event.target.id}`,
    stage: 'staying',
    severity,
    opens: severity !== 'low',
    size: 1,
    title: titleOf(event, account),
    facts: {
      role: event.role,
      account: event.target.name,
      ...(madeAt === undefined ? {} : { accountMade: madeAt.toISOString() }),
    },
    evidence: [evidenceOf(event)],
    others: event.actor.id === event.target.id ? [] : [event.target],
    undo: [
      {
        what: `Take the role ${event.role} from ${event.target.name}${madeAt === undefined ? '' : ', and block the account'}`,
        where: `entra.microsoft.com > Roles & admins > ${event.role} > Assignments`,
      },
    ],
  };
}
