const CALLERS =
  'In the flow, under "When a Teams webhook request is received", set "Who can trigger the flow" to "Anyone", save, ' +
  'and put the address it then shows into TEAMS_WEBHOOK_URL.';
/** How to come by a webhook that works. */
export const NEW_FLOW =
  'In Teams, at the channel, choose Workflows, then "Send webhook alerts to a channel", and put the address it shows into TEAMS_WEBHOOK_URL.';

/** What the address of a webhook tells of how the flow knows its callers. */
export interface Address {
  readonly host: string;
  readonly isSigned: boolean;
}

/** Why Teams will never take a card at this address, and what to do. Source: facts/teams-and-azure.md A.4, A.5, A.6. */
export function causeOf({ host, isSigned }: Address, status: number, code?: string): string {
  const said = code === undefined ? `${status}` : `${status} ${code}`;
  switch (status) {
    case 400:
      return badRequest(said, code);
    case 401:
      return isSigned
        ? `Teams does not accept the signature in the address (${said}): the address was changed or cut when it was copied, or the flow has a new one. Copy it again from the flow, whole, into TEAMS_WEBHOOK_URL.`
        : `The flow wants its callers to sign in (${said}): the address has no "sig". ${CALLERS}`;
    case 403:
      return `${host} refuses every message (${said}): connectors of Office 365 are retired and refuse like this, and so does a policy of the tenant. ${NEW_FLOW}`;
    case 404:
    case 410:
      return `There is no flow at this address, or it is switched off (${said}). A flow belongs to one person: did its owner leave? Switch it on at make.powerautomate.com and add a second owner. If it is gone: ${NEW_FLOW}`;
    case 413:
      return `The card is too large for Teams even after it was cut (${said}). The incident is on its page and in the JSON; please report this as a fault of Vigil.`;
    default:
      return status < 400
        ? `${host} sends the message on to another address (${said}), which Vigil does not follow. Copy the address again from the flow into TEAMS_WEBHOOK_URL.`
        : `${host} refuses the card (${said}). Open the flow at make.powerautomate.com and look at its trigger. If nothing is wrong there: ${NEW_FLOW}`;
  }
}

function badRequest(said: string, code: string | undefined): string {
  if (code === 'MissingApiVersionParameter')
    return `The address has lost what stands behind its question mark (${said}). Copy it again from the flow, whole, in quotes, into TEAMS_WEBHOOK_URL.`;
  if (code === 'TriggerInputSchemaMismatch')
    return `The flow's trigger has a schema of its own and refuses the card (${said}). ${NEW_FLOW}`;
  return `The flow refuses the card (${said}). ${NEW_FLOW}`;
}
