import { GUIDS } from './read-one.ts';

/** Ann, as a record names who acted. */
export const ann = {
  id: GUIDS.ann,
  displayName: null,
  userPrincipalName: 'Ann@example.com',
  ipAddress: '192.0.2.7',
};
/** Bob, as a record names whom it is about. */
export const bobTarget = {
  id: GUIDS.bob,
  displayName: 'Bob',
  type: 'User',
  userPrincipalName: 'Bob@example.com',
};
export const ANN = { kind: 'user', id: 'ann@example.com' };
export const BOB = { kind: 'user', id: 'bob@example.com' };
export type Modified = readonly { displayName: string; oldValue?: string | null; newValue?: string | null }[];

/** Ann does something to Bob, or to what is given. */
export function audit(activityDisplayName: string, given: object = {}): object {
  return {
    id: 'Directory_1',
    category: 'UserManagement',
    result: 'success',
    resultReason: '',
    activityDisplayName,
    activityDateTime: '2026-03-02T09:00:00.5Z',
    loggedByService: 'Core Directory',
    initiatedBy: { user: ann, app: null },
    targetResources: [{ ...bobTarget, modifiedProperties: [] }],
    additionalDetails: [],
    ...given,
  };
}

/** Ann changes properties of Bob. */
export function change(activity: string, modifiedProperties: Modified, given: object = {}): object {
  return audit(activity, { targetResources: [{ ...bobTarget, modifiedProperties }], ...given });
}

/** Additional details by their keys. */
export function details(values: Readonly<Record<string, string | null>>): object {
  return { additionalDetails: Object.entries(values).map(([key, value]) => ({ key, value })) };
}

/** Cy, who has an account at partner.example. */
export const guestTarget = {
  id: GUIDS.bob,
  displayName: 'Cy',
  type: 'User',
  userPrincipalName: 'cy_partner.example#EXT#@example.onmicrosoft.com',
};
