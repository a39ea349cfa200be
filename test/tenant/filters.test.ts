import { describe, expect, it } from '@jest/globals';
import { audit, idsOf, minutesAgo, signIn, started, trace } from './started.ts';

const AT = { old: minutesAgo(30), middle: minutesAgo(20), young: minutesAgo(10) };
const MIDDLE = AT.middle.toISOString();

const SIGN_INS = [
  signIn('old', AT.old, { status: { errorCode: 50_126 }, userPrincipalName: 'LEE@fjordline.example' }),
  signIn('middle', AT.middle, { ipAddress: '192.0.2.7', location: { city: 'Oslo' } }),
  signIn('young', AT.young, { appDisplayName: "Dana's app" }),
  signIn('silent', AT.middle, { isInteractive: false }),
  signIn('robot', AT.middle, { signInEventTypes: ['servicePrincipal'], isInteractive: false }),
];

describe('filters on sign-ins', () => {
  it.each([
    { filter: `createdDateTime ge ${MIDDLE}`, ids: ['young', 'middle'] },
    { filter: `createdDateTime gt ${MIDDLE}`, ids: ['young'] },
    { filter: `createdDateTime le ${MIDDLE}`, ids: ['middle', 'old'] },
    { filter: `createdDateTime eq ${MIDDLE}`, ids: ['middle'] },
    { filter: `createdDateTime ge ${MIDDLE} and createdDateTime le ${MIDDLE}`, ids: ['middle'] },
    { filter: 'createdDateTime ge 2026-03-02', ids: ['young', 'middle', 'old'] },
    { filter: "userPrincipalName eq 'lee@fjordline.example'", ids: ['old'] },
    { filter: "startswith(ipAddress, '192.0.2.')", ids: ['middle'] },
    { filter: 'status/errorCode eq 50126', ids: ['old'] },
    { filter: "appDisplayName eq 'Dana''s app'", ids: ['young'] },
    { filter: "location/city eq 'Oslo' or status/errorCode eq 50126", ids: ['middle', 'old'] },
    { filter: `(id eq 'old' or id eq 'young') and createdDateTime le ${MIDDLE}`, ids: ['old'] },
  ])('$filter', async ({ filter, ids }) => {
    const { get, tenant } = await started();
    tenant.add('sign-ins', SIGN_INS);

    const { body } = await get(`/v1.0/auditLogs/signIns?$filter=${encodeURIComponent(filter)}`);

    expect(idsOf(body.value)).toEqual(ids);
  });

  it.each([
    { kinds: "t eq 'nonInteractiveUser'", ids: ['silent'] },
    { kinds: "t eq 'servicePrincipal'", ids: ['robot'] },
    {
      kinds: "t eq 'interactiveUser' or t eq 'nonInteractiveUser'",
      ids: ['young', 'silent', 'middle', 'old'],
    },
  ])('beta with any(t: $kinds)', async ({ kinds, ids }) => {
    const { get, tenant } = await started();
    tenant.add('sign-ins', SIGN_INS);
    const filter = `createdDateTime ge 2026-03-01T00:00:00Z and signInEventTypes/any(t: ${kinds})`;

    const { body } = await get(`/beta/auditLogs/signIns?$filter=${encodeURIComponent(filter)}`);

    expect(idsOf(body.value)).toEqual(ids);
  });

  it('give interactive sign-ins where nobody asks for others, on beta too', async () => {
    const { get, tenant } = await started();
    tenant.add('sign-ins', SIGN_INS);

    const { body } = await get('/beta/auditLogs/signIns');

    expect(idsOf(body.value)).toEqual(['young', 'middle', 'old']);
  });
});

describe('fields of sign-ins', () => {
  const record = signIn('a', AT.young, {
    authenticationRequirement: 'singleFactorAuthentication',
    autonomousSystemNumber: 64_500,
    sessionId: 's',
    userType: 'member',
    riskState: 'none',
    riskLevelDuringSignIn: 'low',
  });

  it('of beta are missing on v1.0', async () => {
    const { get, tenant } = await started();
    tenant.add('sign-ins', [record]);

    const v1 = await get('/v1.0/auditLogs/signIns');
    const beta = await get('/beta/auditLogs/signIns');
    const some = await get('/beta/auditLogs/signIns?$select=id,sessionId');

    expect(Object.keys(v1.body.value[0] ?? {})).toEqual([
      'id',
      'createdDateTime',
      'userPrincipalName',
      'isInteractive',
      'riskState',
      'riskLevelDuringSignIn',
    ]);
    expect(beta.body.value[0]).toMatchObject({ autonomousSystemNumber: 64_500, sessionId: 's' });
    expect(some.body.value).toEqual([{ id: 'a', sessionId: 's' }]);
  });

  it('of P2 are hidden from others', async () => {
    const { get, tenant } = await started();
    tenant.add('sign-ins', [record]);

    const p1 = await get('/v1.0/auditLogs/signIns');
    tenant.set({ licence: 'p2' });
    const p2 = await get('/v1.0/auditLogs/signIns');

    expect(p1.body.value[0]).toMatchObject({ riskState: 'none', riskLevelDuringSignIn: 'hidden' });
    expect(p2.body.value[0]).toMatchObject({ riskLevelDuringSignIn: 'low' });
  });
});

describe('filters on directory audits', () => {
  it.each([
    { filter: `activityDateTime ge ${MIDDLE}`, ids: ['young', 'middle'] },
    { filter: `activityDateTime le ${MIDDLE}`, ids: ['middle', 'old'] },
    { filter: "startswith(activityDisplayName, 'Invite')", ids: ['young', 'old'] },
    { filter: "initiatedBy/user/id eq 'u1'", ids: ['middle'] },
  ])('$filter', async ({ filter, ids }) => {
    const { get, tenant } = await started();
    tenant.add('directory-audits', [
      audit('old', AT.old),
      audit('middle', AT.middle, { activityDisplayName: 'Add user', initiatedBy: { user: { id: 'u1' } } }),
      audit('young', AT.young),
    ]);

    const { body } = await get(`/v1.0/auditLogs/directoryAudits?$filter=${encodeURIComponent(filter)}`);

    expect(idsOf(body.value)).toEqual(ids);
  });
});

describe('filters on message traces', () => {
  const whole = `receivedDateTime ge ${AT.old.toISOString()} and receivedDateTime le ${AT.young.toISOString()}`;
  const rows = [
    trace('old', AT.old, { recipientAddress: 'lee@partner.example', subject: 'Order' }),
    trace('middle', AT.middle, { status: 'failed' }),
    trace('young', AT.young, { senderAddress: 'kim@partner.example' }),
    trace('week', minutesAgo(3 * 24 * 60)),
  ];

  it.each([
    { name: 'both bounds count', filter: whole, ids: ['young', 'middle', 'old'] },
    { name: 'none means 48 hours', filter: undefined, ids: ['young', 'middle', 'old'] },
    {
      name: 'lt is taken and ignored',
      filter: `receivedDateTime ge ${MIDDLE} and receivedDateTime lt ${AT.young.toISOString()}`,
      ids: ['young', 'middle'],
    },
    {
      name: 'gt is taken and ignored',
      filter: `receivedDateTime gt ${MIDDLE}`,
      ids: ['young', 'middle', 'old'],
    },
    {
      name: 'of two bounds the last stands',
      filter: `receivedDateTime ge ${MIDDLE} and receivedDateTime ge ${AT.young.toISOString()}`,
      ids: ['young'],
    },
    { name: 'one sender', filter: "senderAddress eq 'KIM@partner.example'", ids: ['young'] },
    { name: 'a whole domain', filter: "senderAddress eq '*@fjordline.example'", ids: ['middle', 'old'] },
    { name: 'another pattern finds nothing', filter: "senderAddress eq 'dana@*'", ids: [] },
    {
      name: 'of an or the last stands',
      filter: "(recipientAddress eq 'lee@partner.example' or recipientAddress eq 'kim@partner.example')",
      ids: ['young', 'middle'],
    },
    { name: 'of an in the last stands', filter: "status in ('failed','delivered')", ids: ['young', 'old'] },
    { name: 'ne is ignored', filter: "status ne 'delivered'", ids: ['young', 'middle', 'old'] },
    {
      name: 'startswith on an address is ignored',
      filter: "startswith(senderAddress,'kim')",
      ids: ['young', 'middle', 'old'],
    },
    { name: 'a part of a subject', filter: "contains(subject,'rde')", ids: ['old'] },
    {
      name: 'ten days are allowed',
      filter: 'receivedDateTime ge 2026-02-20T12:00:00Z and receivedDateTime le 2026-03-02T12:00:00Z',
      ids: ['young', 'middle', 'old', 'week'],
    },
    {
      name: 'ninety days ago is allowed',
      filter: 'receivedDateTime ge 2025-12-02T00:00:00Z and receivedDateTime le 2025-12-03T00:00:00Z',
      ids: [],
    },
  ])('$name', async ({ filter, ids }) => {
    const { get, tenant } = await started();
    tenant.add('message-traces', rows);
    const query = filter === undefined ? '' : `&$filter=${encodeURIComponent(filter)}`;

    const { body } = await get(`/v1.0/admin/exchange/tracing/messageTraces?$orderby=id&$count=true${query}`);

    expect(idsOf(body.value)).toEqual(ids);
  });
});
