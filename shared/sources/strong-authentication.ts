import * as z from 'zod';

const methods = z.array(z.object({ MethodType: z.number() }));
const apps = z.array(
  z.object({ Id: z.string().nullish(), DeviceName: z.string().nullish(), DeviceTag: z.string().nullish() }),
);
const numbers = z.object({
  PhoneNumber: z.string().nullish(),
  AlternativePhoneNumber: z.string().nullish(),
});

type Modified = ReadonlyMap<string, { readonly before: string; readonly after: string }>;

/** What each value of MethodType means. Source: the property as the directory writes it; numbers without a name here are told as such. */
const METHOD_NAMES: Readonly<Record<number, string>> = {
  0: 'a phone call',
  5: 'a call to another phone',
  6: 'an authenticator app',
  7: 'codes of an authenticator app',
};

/**
 * What an "Update user" record adds to the ways of proving who one is; undefined where it adds none. Only a new element counts: the
 * directory writes the same lists again whenever the clock of an app drifted or an app was used.
 */
export function addedMethods(modified: Modified): string | undefined {
  const added = [...newApps(modified), ...newMethods(modified), ...newNumbers(modified)];
  return added.length === 0 ? undefined : [...new Set(added)].join(', ');
}

function newMethods(modified: Modified): readonly string[] {
  const { before, after } = both(modified, 'strongauthenticationmethod', methods);
  const known = new Set(before.map(({ MethodType }) => MethodType));
  return after
    .filter(({ MethodType }) => !known.has(MethodType))
    .map(({ MethodType }) => METHOD_NAMES[MethodType] ?? `a method of type ${MethodType}`);
}

function newApps(modified: Modified): readonly string[] {
  const { before, after } = both(modified, 'strongauthenticationphoneappdetail', apps);
  const keyOf = (app: z.infer<typeof apps>[number]): string => `${app.Id}|${app.DeviceName}|${app.DeviceTag}`;
  const known = new Set(before.map(keyOf));
  return after
    .filter((app) => !known.has(keyOf(app)))
    .map(({ DeviceName }) => `an authenticator app on ${DeviceName ?? 'a phone'}`);
}

function newNumbers(modified: Modified): readonly string[] {
  const { before, after } = both(modified, 'strongauthenticationuserdetails', z.array(numbers));
  const known = new Set(
    before.flatMap(({ PhoneNumber, AlternativePhoneNumber }) => [PhoneNumber, AlternativePhoneNumber]),
  );
  const given = after.flatMap(({ PhoneNumber, AlternativePhoneNumber }) => [
    PhoneNumber,
    AlternativePhoneNumber,
  ]);
  return given.some((number) => typeof number === 'string' && number !== '' && !known.has(number))
    ? ['a phone number']
    : [];
}

function both<T>(
  modified: Modified,
  name: string,
  shape: z.ZodType<readonly T[]>,
): { before: readonly T[]; after: readonly T[] } {
  const change = modified.get(name);
  const before = listIn(change?.before, shape);
  const after = listIn(change?.after, shape);
  // Against a list that cannot be read, every element of the other would look new.
  return before === undefined || after === undefined ? { before: [], after: [] } : { before, after };
}

/** Undefined where the text is no such list. */
function listIn<T>(text: string | undefined, shape: z.ZodType<readonly T[]>): readonly T[] | undefined {
  if (text === undefined || text === '') return [];
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // cut off by the log: nothing can be said of it
    throw error;
  }
}
