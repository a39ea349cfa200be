import { json, type Answer } from './exchange.ts';
import type { Fault } from './faults.ts';

/** The flow behind the webhook; its id is in the address, so that it is no secret. */
export const WORKFLOW = '7d3f0c1be2a94c55a1f6d2b8c90e4a17';

/** A refusal as Workflows words it. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return json(status, { error: { code, message } }, headers);
}

/** Without `sig`, or with a wrong one. Source: azure-docs#60706, glpi-webhook#51. */
export function unauthorized(): Answer {
  return refusal(
    401,
    'DirectApiAuthorizationRequired',
    'The request must be authenticated only by Shared Access scheme.',
  );
}

/** With `sig` and an Authorization header. Source: http-request-action#2, logicapps#1157. */
export function twiceAuthorized(scheme: string): Answer {
  return refusal(
    400,
    'DirectApiRequestHasMoreThanOneAuthorization',
    `The request has both SAS authentication scheme and '${scheme}' authorization scheme. Only one scheme should be used.`,
  );
}

/** A body the trigger's schema refuses. Source: grafana#99477. */
export function mismatch(details: readonly string[]): Answer {
  return refusal(
    400,
    'TriggerInputSchemaMismatch',
    "The input body for trigger 'manual' of type 'Request' did not match its schema definition. " +
      `Error details: '${details.join(',')}'.`,
  );
}

/** The answer a fault asks for. What Microsoft says to 403, 413 and 5xx is not recorded anywhere: there the words are plain HTTP's. */
export function faultAnswer({ status = 500, retryAfter, code, message }: Fault): Answer {
  const [usualCode, usualMessage] = USUAL[status] ?? ['ServiceError', `The service answered ${status}.`];
  return refusal(
    status,
    code ?? usualCode,
    message ?? usualMessage,
    retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
  );
}

const USUAL: Readonly<Record<number, readonly [string, string]>> = {
  400: [
    'MissingApiVersionParameter',
    'The api-version query parameter (?api-version=) is required for all requests.',
  ],
  401: ['DirectApiAuthorizationRequired', 'The request must be authenticated only by Shared Access scheme.'],
  403: ['Forbidden', 'The request is not allowed.'],
  // Source: coe-starter-kit#8684. That it comes with 404 is not certain.
  404: [
    'WorkflowTriggerIsNotEnabled',
    `Could not execute workflow '${WORKFLOW}' trigger 'manual' with state 'Disabled': trigger is not enabled.`,
  ],
  408: ['RequestTimeout', 'The request timed out.'],
  413: ['RequestEntityTooLarge', 'The request entity is too large.'],
  429: ['TooManyRequests', 'Too many requests. Please try again later.'],
  500: ['InternalServerError', 'Encountered internal server error.'],
  502: ['BadGateway', 'The server received an invalid response from an upstream server.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable.'],
  504: ['GatewayTimeout', 'The gateway did not receive a response in time.'],
};
