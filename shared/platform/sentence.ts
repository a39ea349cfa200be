import type { Problem, ProblemKind } from './problem.ts';

export interface About {
  readonly source: string; // in a person's words: "sign-ins", "message traces"
  readonly instead?: string; // what stands in for it, as a sentence: "Using the unified audit log instead."
}

const GRANT = '`infra/grant-permissions.sh`';
const NEW_SECRET =
  '`az ad app credential reset --id "$AZURE_CLIENT_ID" --append`, and put what it prints into AZURE_CLIENT_SECRET';
const OTHERS = 'The other sources go on.';
const NOTHING = 'Nothing to do.';
const AGAIN = 'Vigil tries again by itself from where it stopped; nothing is lost.';

type Says = (problem: Problem) => string;

/** After "Cannot read <source>: ": what happened; what still works; the one thing to do. */
const SENTENCES: Readonly<Record<ProblemKind, Says>> = {
  'licence-missing': () =>
    `this tenant has no Entra ID P1. ${OTHERS} ${NOTHING} If the tenant does have P1, run ${GRANT}: without Directory.Read.All Microsoft says the same.`,
  'permission-missing': () =>
    `Vigil's identity lacks a permission. ${OTHERS} Run ${GRANT}; in Azure it can take a day until it counts.`,
  throttled: ({ retryAfterMs }) =>
    `Microsoft asks for fewer requests${retryAfterMs === undefined ? '' : `, and to wait ${seconds(retryAfterMs)}`}. ${AGAIN} ${NOTHING}`,
  'service-principal-missing': () =>
    `Microsoft's own app for it has no service principal in this tenant. ${OTHERS} Run \`New-MgServicePrincipal -AppId 8bd644d1-64a1-4d4b-ae52-2e0cbf64e373\` in Graph PowerShell, once; it can take a day until it counts.`,
  'auditing-off': () =>
    `auditing is switched off in this tenant. ${OTHERS} Run \`Set-AdminAuditLogConfig -UnifiedAuditLogIngestionEnabled $true\` in Exchange Online PowerShell; it takes up to an hour.`,
  'not-subscribed': () =>
    `Microsoft does not collect it for Vigil yet. ${OTHERS} Vigil starts the subscription itself, and the first records can take 12 hours. ${NOTHING}`,
  'time-range': () =>
    `Microsoft does not give the time that was asked for: it keeps 7 days and gives one at a time. ${OTHERS} For what is older, export it and run \`npm run replay -- FILE\`.`,
  'tenant-mismatch': ({ status }) =>
    `TENANT_ID and Vigil's identity do not belong to the same tenant. ${status === undefined ? 'No source can be read until they do.' : OTHERS} Set TENANT_ID to what \`az account show --query tenantId -o tsv\` prints, and check AZURE_CLIENT_ID if you set it.`,
  'secret-expired': () =>
    `the client secret has expired. No source can be read until there is a new one. Run ${NEW_SECRET}.`,
  'secret-wrong': () =>
    `the client secret is not the right one. No source can be read until it is. Run ${NEW_SECRET} (the secret's value, not its id).`,
  'no-credential': () =>
    'Vigil has no identity to sign in with. No source can be read until it has. In Azure run `az functionapp identity assign --name APP --resource-group GROUP`; on your own machine run `az login`, or set AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.',
  unauthorised: () =>
    `Microsoft refused Vigil's sign-in, also with a new token. ${OTHERS} Run ${GRANT}, and check TENANT_ID.`,
  'not-found': () =>
    `Microsoft says it does not exist. ${OTHERS} Check TENANT_ID: \`az account show --query tenantId -o tsv\`.`,
  gone: () =>
    `Microsoft keeps this part no longer. ${OTHERS} For what is missing, export it and run \`npm run replay -- FILE\`.`,
  refused: () =>
    `Microsoft refused the question itself, which is a fault in Vigil. ${OTHERS} Run \`npm run replay -- FILE\` on an export meanwhile, and report this line.`,
  server: () => `Microsoft's service has a fault. ${AGAIN} ${NOTHING}`,
  network: () =>
    `no connection to Microsoft. ${AGAIN} If it lasts, try \`curl -I https://graph.microsoft.com\` from the same place.`,
  timeout: () => `Microsoft did not answer in time. ${AGAIN} ${NOTHING}`,
  malformed: () => `Microsoft's answer was cut off or garbled. ${AGAIN} ${NOTHING}`,
  'foreign-link': () =>
    `the answer pointed to another host, and Vigil's token does not go there. ${OTHERS} Check GRAPH_URL and MANAGEMENT_URL; with none of your own set, report this line. Run \`npm run replay -- FILE\` on an export meanwhile.`,
  'looping-link': () => `Microsoft's list pointed back to a page already read. ${AGAIN} ${NOTHING}`,
};

/** One line for a person: what happened, what still works, the one thing to do. */
export function sentenceFor(problem: Problem, { source, instead }: About): string {
  const says = SENTENCES[problem.kind](problem);
  const mark = [problem.status, problem.code].filter((part) => part !== undefined).join(' ');
  return [
    `Cannot read ${source}: ${instead === undefined ? says : says.replace(OTHERS, () => instead)}`,
    ...(mark === '' ? [] : [`[${mark}]`]),
  ].join(' ');
}

function seconds(ms: number): string {
  const whole = Math.max(1, Math.ceil(ms / 1000));
  return whole === 1 ? 'a second' : `${whole} seconds`;
}
