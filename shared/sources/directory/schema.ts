import * as z from 'zod';

const text = z.string().nullish().catch(undefined);

/** GET /v1.0/organization: a list of one. Source: graph-docs resources/organization.md. */
export const organizations = z.object({
  value: z.array(z.object({ verifiedDomains: z.array(z.object({ name: z.string().min(1) })).min(1) })).min(1),
});

/** A row of GET /v1.0/users. Source: graph-docs resources/user.md; `userType` is null for accounts synchronised long ago. */
export const directoryUser = z.object({
  id: z.string().min(1),
  userPrincipalName: z.string().min(1),
  mail: text,
  proxyAddresses: z.array(z.string()).nullish().catch(undefined),
  userType: text,
  accountEnabled: z.boolean().nullish().catch(undefined),
});

export type DirectoryUser = z.infer<typeof directoryUser>;
