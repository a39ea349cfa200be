import * as z from 'zod';

const text = z.string().nullish().catch(undefined);
const flag = z.boolean().nullish().catch(undefined);

/**
 * The fields Vigil uses of a Graph signIn, v1.0 or beta, and of the same object inside an Azure Monitor envelope. A field of the wrong
 * type is taken as absent: only what makes a sign-in useless (its time) sets it aside.
 * Source: learn.microsoft.com/graph/api/resources/signin (v1.0 and beta).
 */
export const signIn = z.object({
  id: text,
  createdDateTime: text,
  userId: text,
  userPrincipalName: text,
  userDisplayName: text,
  appDisplayName: text,
  appId: text,
  ipAddress: text,
  clientAppUsed: text,
  authenticationProtocol: text,
  originalTransferMethod: text,
  userAgent: text,
  isInteractive: flag,
  authenticationRequirement: text,
  userType: text,
  homeTenantId: text,
  resourceTenantId: text,
  servicePrincipalId: text,
  riskLevelDuringSignIn: text,
  riskEventTypes_v2: z.array(z.string()).nullish().catch(undefined),
  status: z
    .object({
      errorCode: z.union([z.number(), z.string()]).nullish().catch(undefined),
      additionalDetails: text,
    })
    .nullish()
    .catch(undefined),
  deviceDetail: z.object({ deviceId: text, operatingSystem: text, browser: text }).nullish().catch(undefined),
  location: z.object({ city: text, state: text, countryOrRegion: text }).nullish().catch(undefined),
});

export type GraphSignIn = z.infer<typeof signIn>;
