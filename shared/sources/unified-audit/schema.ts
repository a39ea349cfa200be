import * as z from 'zod';

const text = z.string().nullish().catch(undefined);
const flag = z.boolean().nullish().catch(undefined);
const count = z.union([z.number(), z.string()]).nullish().catch(undefined);
const pairs = z
  .array(z.object({ Name: text, Value: text }).catch({}))
  .nullish()
  .catch(undefined);
const named = z
  .array(z.object({ ID: text, Type: z.number().nullish().catch(undefined) }).catch({}))
  .nullish()
  .catch(undefined);

/**
 * The fields Vigil uses of a unified audit record of any type: those common to all, the Entra ones (types 8 and 15), the Exchange ones
 * (types 1, 2, 3 and 50). Source: learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema; the code of a
 * sign-in is called ErrorNumber in the records, not ErrorCode as that page has it.
 */
export const unifiedAudit = z.object({
  Id: text,
  CreationTime: text,
  Operation: text,
  RecordType: count,
  ResultStatus: text,
  OrganizationId: text,
  OrganizationName: text,
  UserId: text,
  UserKey: text,
  UserType: count,
  ClientIP: text,
  ClientIPAddress: text,
  ActorIpAddress: text,
  ObjectId: text,
  Actor: named,
  ActorContextId: text,
  Target: named,
  ErrorNumber: count,
  ErrorCode: count,
  LogonError: text,
  ApplicationId: text,
  ExtendedProperties: pairs,
  DeviceProperties: pairs,
  ModifiedProperties: z
    .array(z.object({ Name: text, NewValue: text, OldValue: text }).catch({}))
    .nullish()
    .catch(undefined),
  Parameters: pairs,
  OperationProperties: pairs,
  ExternalAccess: flag,
  MailboxOwnerUPN: text,
  Item: z.object({ InternetMessageId: text, Subject: text }).nullish().catch(undefined),
  recipientCount: count,
  RecipientCount: count,
  recipientList: z.array(z.string()).nullish().catch(undefined),
  RecipientList: z.array(z.string()).nullish().catch(undefined),
});

/** Who acted, on whom, from where. */
const ACTED = {
  UserId: true,
  UserKey: true,
  UserType: true,
  Actor: true,
  Target: true,
  ClientIP: true,
  ClientIPAddress: true,
  ActorIpAddress: true,
} as const;

/** Only what a mail needs: most records are mails and sign-ins, and each field costs though it is absent. */
export const unifiedMail = unifiedAudit.pick({
  ...ACTED,
  ResultStatus: true,
  OrganizationName: true,
  ExternalAccess: true,
  MailboxOwnerUPN: true,
  Item: true,
  recipientCount: true,
  RecipientCount: true,
  recipientList: true,
  RecipientList: true,
});

/** Only what a sign-in needs. */
export const unifiedSignIn = unifiedAudit.pick({
  ...ACTED,
  Operation: true,
  OrganizationId: true,
  ActorContextId: true,
  ErrorNumber: true,
  ErrorCode: true,
  LogonError: true,
  ApplicationId: true,
  ExtendedProperties: true,
  DeviceProperties: true,
});

export type UnifiedRecord = z.infer<typeof unifiedAudit>;
