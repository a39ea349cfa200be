import * as z from 'zod';

const text = z.string().nullish().catch(undefined);

/**
 * The fields Vigil uses of a Graph directoryAudit, and of the same object inside an Azure Monitor envelope.
 * Source: learn.microsoft.com/graph/api/resources/directoryaudit.
 */
export const directoryAudit = z.object({
  id: text,
  activityDateTime: text,
  activityDisplayName: text,
  operationName: text,
  result: text,
  resultReason: text,
  initiatedBy: z
    .object({
      user: z
        .object({ id: text, displayName: text, userPrincipalName: text, ipAddress: text })
        .nullish()
        .catch(undefined),
      app: z.object({ appId: text, displayName: text, servicePrincipalId: text }).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
  targetResources: z
    .array(
      z
        .object({
          id: text,
          displayName: text,
          type: text,
          userPrincipalName: text,
          modifiedProperties: z
            .array(z.object({ displayName: text, oldValue: text, newValue: text }).catch({}))
            .nullish()
            .catch(undefined),
        })
        .catch({}),
    )
    .nullish()
    .catch(undefined),
  additionalDetails: z
    .array(z.object({ key: text, value: text }).catch({}))
    .nullish()
    .catch(undefined),
});

export type GraphAudit = z.infer<typeof directoryAudit>;
