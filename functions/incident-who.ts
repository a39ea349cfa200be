import type { HttpRequest } from '@azure/functions';
import { plainText } from '../shared/app.ts';

const LONGEST = 320;
/** The address first: anybody may change the name they are shown by. */
const NAMING = ['preferred_username', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn'];

/** Who asks: whom Azure's sign-in names, where it is on, and else whoever has the key. Without the sign-in the header is anybody's word. */
export function whoAsks({ headers }: HttpRequest, isSignInOn: boolean): string {
  const header = isSignInOn ? headers.get('x-ms-client-principal') : null;
  const name = header === null ? '' : plainText(nameIn(header), LONGEST);
  return name === '' ? 'key' : name;
}

function nameIn(header: string): string {
  const principal = parsed(header);
  const claims = principal['claims'];
  if (!Array.isArray(claims)) return '';
  const [nameType] = [principal['name_typ']].filter((type) => typeof type === 'string');
  for (const type of [...NAMING, nameType, 'name']) {
    const value = claims.map(recordOf).find(({ typ }) => typ === type)?.['val'];
    if (type !== undefined && typeof value === 'string' && value.trim() !== '') return value;
  }
  return '';
}

function parsed(header: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(Buffer.from(header, 'base64').toString()));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
