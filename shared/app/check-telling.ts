import { ConfigFault, type Config } from '../config.ts';
import { checkWebhook } from '../notifiers/teams/webhook-url.ts';

/** A webhook that cannot be posted to is a fault of a setting. Throws ConfigFault with one sentence that says what to do. */
export function checkTelling({
  tell: { teamsWebhookUrl: url, teamsWebhookHosts },
}: Config): readonly string[] {
  if (url === undefined) return [];
  const checked = checkWebhook(url, teamsWebhookHosts);
  if (checked.is === 'fault') throw new ConfigFault([checked.fault]);
  return checked.notes;
}
