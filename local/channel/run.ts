import type { Outcome } from './post.ts';
import { isRecord, typeOf } from './schemas.ts';

/** Teams' limit on a message; the card is stored in it as a JSON string. Source: msteams-docs#11274. */
const MOST_BYTES = 28_672;

/** Runs the stock template on a body the trigger took: one card for each attachment. */
export function runOf(body: unknown): readonly Outcome[] {
  const attachments = isRecord(body) ? body['attachments'] : undefined;
  if (!Array.isArray(attachments)) return [noLoop(attachments)];
  return attachments.map((attachment: unknown) =>
    posted(isRecord(attachment) ? attachment['content'] : undefined),
  );
}

/** Source: argo-cd#18981, uptime-kuma#4538. */
function noLoop(attachments: unknown): Outcome {
  const action = 'Send_each_adaptive_card';
  return {
    kind: 'failed-run',
    action,
    why:
      `The execution of template action '${action}' failed: the result of the evaluation of 'foreach' expression ` +
      `'@triggerOutputs()?['body']?['attachments']' is of type '${typeOf(attachments)}'. The result must be a valid array.`,
  };
}

/** Source of the failures' words: pve-ups#4, autopkgr#729, msteams-docs#11274. */
function posted(content: unknown): Outcome {
  if (!isRecord(content) || content['type'] !== 'AdaptiveCard')
    return notPosted(
      'The specified Teams flowbot adaptive card request is missing or invalid. ' +
        "AdaptiveCards.AdaptiveSerializationException: Property 'type' must be 'AdaptiveCard'",
    );
  const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify(content)));
  if (bytes > MOST_BYTES)
    return notPosted(
      `MessageSizeExceeded-Message properties size exceeded. Actual message properties size: ${bytes} bytes, ` +
        `whereas max allowed size is ${MOST_BYTES} bytes`,
    );
  return { kind: 'card', card: content, bytes };
}

function notPosted(why: string): Outcome {
  return { kind: 'failed-run', action: 'Post_card_in_a_chat_or_channel_1', why };
}
