import { beforeEach, describe, expect, it } from '@jest/globals';
import { incidentOf } from '../../functions/incident.ts';
import { aView } from '../pages/a-view.ts';
import { served, vigilWith, type FakeVigil } from './served.ts';

let vigil: FakeVigil;
let isSignInOn: boolean;
beforeEach(() => {
  vigil = vigilWith(aView());
  isSignInOn = false;
});

const { ask } = served(
  'incident',
  incidentOf(
    () => vigil,
    () => isSignInOn,
  ),
);

type Fields = Readonly<Record<string, string>>;

describe('who decided', () => {
  const principal = (value: unknown): Fields => ({
    'x-ms-client-principal': Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString(
      'base64',
    ),
  });
  const claim = (typ: string, val: unknown): object => ({ typ, val });
  const NAMED = { auth_typ: 'aad', name_typ: 'name', claims: [claim('name', 'Robin'), claim('x', 'y')] };

  async function decidedBy(headers: Fields): Promise<string | undefined> {
    await ask('/api/incident/INC-7F3K2Q', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ action: 'acknowledge', reason: 'I am at it' }),
    });
    return vigil.decided[0]?.by;
  }

  it('is not believed where Azure signs nobody in: anybody could send the header', async () => {
    expect(await decidedBy(principal(NAMED))).toBe('key');
  });

  it.each<[string, unknown, string]>([
    ['the name', NAMED, 'Robin'],
    [
      'the name by its own type',
      { name_typ: 'n', claims: [claim('n', 'Robin'), claim('name', 'R')] },
      'Robin',
    ],
    [
      'the address before a name that anybody can change',
      { ...NAMED, claims: [...NAMED.claims, claim('preferred_username', 'robin@contoso.example')] },
      'robin@contoso.example',
    ],
    ['what would be obeyed', { claims: [claim('name', 'a\u202Eb\nc')] }, 'a�b c'],
    ['nobody', { claims: [] }, 'key'],
    ['an empty name', { claims: [claim('name', '  ')] }, 'key'],
    ['a name that is none', { claims: [claim('name', 7), null, 'x'] }, 'key'],
    ['claims that are none', { claims: 'x' }, 'key'],
    ['null', null, 'key'],
    ['no JSON', '{', 'key'],
  ])('is whom Azure names where it signs people in: %s', async (_what, value, by) => {
    isSignInOn = true;

    expect(await decidedBy(principal(value))).toBe(by);
  });

  it('is the key where Azure names nobody', async () => {
    isSignInOn = true;

    expect(await decidedBy({})).toBe('key');
  });

  it('is cut where it is too long', async () => {
    isSignInOn = true;

    expect((await decidedBy(principal({ claims: [claim('name', 'x'.repeat(5_000))] })))?.length).toBeLessThan(
      400,
    );
  });
});
