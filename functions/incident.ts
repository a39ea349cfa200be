import type { HttpHandler, HttpRequest, HttpResponseInit } from '@azure/functions';
import { vigil, type Vigil } from '../shared/app.ts';
import { overHttp } from './answer.ts';
import { decisionJson, json, page, refused, viewJson, wantsJson } from './incident-answer.ts';
import { isNonce, newSecret, nonceFor } from './incident-nonce.ts';
import { sentFrom } from './incident-origin.ts';
import { decidedPage, incidentPage, isSignInOn, UnknownIncident, type IncidentView } from '../shared/app.ts';
import { fieldsOf, formatOf, mutesIn, NotADecision, readAsked, type Fields } from './incident-request.ts';
import { whoAsks } from './incident-who.ts';
import { http } from './register.ts';

const ID = /^INC-[\dA-Z]{4,12}$/;
const COOKIE_SECONDS = 12 * 3_600;

/** Shows an incident, and takes what a person says of it. Only a POST changes anything: links are opened by scanners too. */
export function incidentOf(open: () => Vigil, signsIn: () => boolean): HttpHandler {
  return (request, context) =>
    overHttp(context, async () => {
      try {
        const isPost = request.method === 'POST';
        return await (isPost ? decided(request, open(), signsIn()) : shown(request, open()));
      } catch (error) {
        if (error instanceof NotADecision) return refused(request, error);
        if (error instanceof UnknownIncident) return refused(request, noIncident());
        throw error;
      }
    });
}

async function shown(request: HttpRequest, { incident }: Vigil): Promise<HttpResponseInit> {
  const view = await viewOf(request, incident);
  if (wantsJson(request)) return json(viewJson(view));
  const secret = newSecret();
  const nonce = await nonceFor(secret, shownIn(view));
  return page(200, incidentPage(view, { query: queryOf(request), nonce }), {
    // With no-referrer a browser would say nothing of where a form was sent from.
    'referrer-policy': 'same-origin',
    'set-cookie': `${cookieOf(view)}=${secret}; Path=/; Max-Age=${COOKIE_SECONDS}; Secure; HttpOnly; SameSite=Strict`,
  });
}

async function decided(
  request: HttpRequest,
  { incident, decide }: Vigil,
  signsIn: boolean,
): Promise<HttpResponseInit> {
  checkOrigin(request);
  const fields = await fieldsOf(request);
  const { kind, reason, days } = readAsked(fields);
  const view = await viewOf(request, incident);
  if (formatOf(request) === 'form') await checkNonce(request, fields, view);
  if (kind === 'acknowledge' && !view.isOpen)
    throw new NotADecision('closed', 'This incident is closed: there is nothing left to acknowledge.', 409);
  const mutes = kind === 'mute' ? mutesIn(fields, view) : undefined;
  const by = whoAsks(request, signsIn);
  const decision = await decide({ kind, incident: view.incident.id, by, reason, mutes, days });
  return wantsJson(request)
    ? json(decisionJson(decision))
    : page(200, decidedPage(decision, view, queryOf(request)));
}

async function viewOf({ params }: HttpRequest, incident: Vigil['incident']): Promise<IncidentView> {
  const id = params['id']?.toUpperCase() ?? '';
  const view = ID.test(id) ? await incident(id) : undefined;
  if (view === undefined) throw noIncident();
  return view;
}

function noIncident(): NotADecision {
  return new NotADecision(
    'no-incident',
    'No incident that Vigil keeps has this id: closed ones are kept for 180 days, and a drill has none.',
    404,
  );
}

/** A form comes from a page of ours; a program says that it is one by the header that carries the key, which no page can send elsewhere. */
function checkOrigin(request: HttpRequest): void {
  const from = sentFrom(request);
  const isProgram = formatOf(request) === 'json' && (request.headers.get('x-functions-key') ?? '') !== '';
  if (from === 'elsewhere')
    throw new NotADecision('foreign', 'This was sent from another site: open the incident and use it.', 403);
  if (from === 'unsaid' && !isProgram)
    throw new NotADecision(
      'no-origin',
      'It is not said from where this was sent: use the page, or send JSON with the key in the header x-functions-key.',
      403,
    );
}

async function checkNonce(request: HttpRequest, fields: Fields, view: IncidentView): Promise<void> {
  const nonce = fields.get('nonce');
  const secret = cookieIn(request, cookieOf(view));
  if (typeof nonce !== 'string' || !(await isNonce(nonce, secret, shownIn(view))))
    throw new NotADecision(
      'old-page',
      'The page was opened long ago, in another browser, or before something was decided: open the incident again.',
      403,
    );
}

/** What a page shows, as far as it matters to its forms: which incident, and what was decided of it. */
function shownIn({ incident, decisions }: IncidentView): string {
  return `${incident.id} ${decisions.length} ${decisions[0]?.at ?? 0}`;
}

/** One for each incident, so that several can be open. `__Host-`: no other host can set it. */
function cookieOf({ incident }: IncidentView): string {
  return `__Host-vigil-${incident.id}`;
}

function cookieIn({ headers }: HttpRequest, name: string): string {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}

/** The key may stand in it, and is then needed for what follows too. */
function queryOf({ url }: HttpRequest): string {
  return new URL(url).search;
}

http('incident', {
  route: 'incident/{id}',
  methods: ['GET', 'HEAD', 'POST'],
  authLevel: 'function',
  handler: incidentOf(vigil, isSignInOn),
});
