import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { subjectsOf } from '../../shared/model/events.ts';
import { createPeople } from '../../shared/pipeline/people.ts';
import { GUIDS, readingOf } from './read-one.ts';

const PUID = '1003200100000A0A';
const at = '2026-03-02T09:00:00Z';

/** Ann, as each kind of record calls her: by UPN in any case, SMTP address, object id and PUID. */
const ANNS: readonly object[] = [
  {
    id: '1',
    createdDateTime: at,
    userId: GUIDS.ann,
    userPrincipalName: 'ann@example.com',
    userDisplayName: 'Ann Example',
    ipAddress: '192.0.2.7',
    status: { errorCode: 0 },
  },
  {
    id: '2',
    createdDateTime: at,
    userId: GUIDS.ann,
    userPrincipalName: GUIDS.ann,
    ipAddress: '192.0.2.7',
    status: { errorCode: 50058 },
  },
  {
    id: '3',
    activityDateTime: at,
    activityDisplayName: 'Add FIDO2 security key',
    targetResources: [{ type: 'User', id: GUIDS.ann, userPrincipalName: 'ANN@EXAMPLE.COM' }],
  },
  {
    id: '4',
    activityDateTime: at,
    activityDisplayName: 'Invite external user',
    initiatedBy: { app: { servicePrincipalId: GUIDS.service } },
    additionalDetails: [
      { key: 'oid', value: GUIDS.ann },
      { key: 'invitedUserEmailAddress', value: 'cy@partner.example' },
    ],
  },
  {
    Id: '5',
    CreationTime: at,
    Operation: 'UserLoggedIn',
    RecordType: 15,
    UserId: 'Ann@Example.com',
    UserKey: GUIDS.ann,
    ErrorNumber: '0',
  },
  {
    Id: '6',
    CreationTime: at,
    Operation: 'New-InboxRule',
    RecordType: 1,
    UserId: 'ann@example.com',
    UserKey: PUID,
    Parameters: [],
  },
  {
    Id: '7',
    CreationTime: at,
    Operation: 'Send',
    RecordType: 2,
    UserId: '',
    UserKey: `${PUID}@example.onmicrosoft.com`,
  },
  {
    Id: '8',
    CreationTime: at,
    Operation: 'Update user.',
    RecordType: 8,
    UserId: `ServicePrincipal_${GUIDS.service}`,
    Target: [
      { ID: 'User', Type: 2 },
      { ID: `User_${GUIDS.ann}`, Type: 2 },
      { ID: PUID, Type: 3 },
    ],
    ModifiedProperties: [
      { Name: 'StrongAuthenticationMethod', OldValue: '[]', NewValue: '[{"MethodType":6}]' },
    ],
  },
  { id: '9', senderAddress: 'ANN@example.com', recipientAddress: 'cy@partner.example', receivedDateTime: at },
];
/** Others, whose names are near hers. */
const OTHERS: readonly object[] = [
  {
    id: 'a',
    createdDateTime: at,
    userId: GUIDS.bob,
    userPrincipalName: 'user_ann@example.com',
    ipAddress: '192.0.2.8',
    status: { errorCode: 0 },
  },
  {
    id: 'b',
    senderAddress: 'ann@other.example',
    recipientAddress: 'cy@partner.example',
    receivedDateTime: at,
  },
  {
    id: 'c',
    senderAddress: 'ann@example.com.other.example',
    recipientAddress: 'cy@partner.example',
    receivedDateTime: at,
  },
];

/** The ids of everybody whom the events of these records name, once all are read in this order. */
function idsOf(records: readonly object[]): ReadonlyMap<object, readonly string[]> {
  const people = createPeople();
  const readings = records.map((record) => ({ record, ...readingOf(record) }));
  for (const { people: groups } of readings) for (const names of groups) people.same(names);
  for (const { event } of readings)
    for (const subject of event === undefined ? [] : subjectsOf(event)) people.note(subject);
  return new Map(
    readings.map(({ record, event }) => [
      record,
      (event === undefined ? [] : subjectsOf(event)).map((one) => people.resolve(one).id),
    ]),
  );
}

describe('one person', () => {
  it('is one subject whatever the records call them, in whatever order they are read', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...ANNS, ...OTHERS], { minLength: ANNS.length + OTHERS.length }),
        (records) => {
          const ids = idsOf(records);
          expect(new Set(ANNS.flatMap((record) => ids.get(record) ?? []))).toEqual(
            new Set(['ann@example.com']),
          );
          expect(OTHERS.flatMap((record) => ids.get(record) ?? [])).toEqual([
            'user_ann@example.com',
            'ann@other.example',
            'ann@example.com.other.example',
          ]);
        },
      ),
    );
  });
});
