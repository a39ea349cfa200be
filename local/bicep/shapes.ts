import { readFileSync } from 'node:fs';

/** What a value of a resource may be: text, whole number, truth, anything; a list, a closed or open choice of texts, an object. */
export type Shape =
  | 's'
  | 'i'
  | 'b'
  | '*'
  | { readonly a: Shape }
  | { readonly l: readonly string[]; readonly o?: 1 }
  | ObjectShape;

/** The properties by name, each with whether it is required. `o`: others may stand there too. */
export interface ObjectShape {
  readonly p: Readonly<Record<string, readonly [required: number, shape: Shape]>>;
  readonly o?: 1;
}

/** The shapes of resource types, by `type@version`. */
export type Shapes = Readonly<Record<string, ObjectShape>>;

/** Reads a file of shapes; what it must look like is said beside it. */
export function readShapes(file: string): Shapes {
  return JSON.parse(readFileSync(file, 'utf8')) as Shapes;
}

export function isObjectShape(shape: Shape): shape is ObjectShape {
  return typeof shape === 'object' && 'p' in shape;
}

/** Whether a resource's shape says nothing of it: Azure has several under one type, told apart by their name. */
export function isBlank({ p, o }: ObjectShape): boolean {
  return o === 1 && Object.keys(p).length === 0;
}

const anything = (...names: readonly string[]): ObjectShape['p'] =>
  Object.fromEntries(names.map((name) => [name, [0, '*']]));
const one = (p: Readonly<Record<string, Shape>>): ObjectShape => ({
  p: Object.fromEntries(Object.entries(p).map(([name, shape]) => [name, [0, shape]])),
});
const texts: Shape = { a: 's' };

/** Of resources that the published types leave open, by type and name. Written by hand, for what infra/ has; no source but Azure's reference. */
export const OWN_SHAPES: Readonly<Record<string, ObjectShape>> = {
  'Microsoft.Web/sites/extensions onedeploy': {
    p: {
      ...anything('parent'),
      name: [1, 's'],
      properties: [1, { p: { packageUri: [1, 's'], remoteBuild: [0, 'b'] } }],
    },
  },
  'Microsoft.Web/sites/config authsettingsV2': {
    p: {
      ...anything('parent'),
      name: [1, 's'],
      properties: [
        1,
        one({
          platform: one({ enabled: 'b', runtimeVersion: 's' }),
          globalValidation: one({
            requireAuthentication: 'b',
            unauthenticatedClientAction: {
              l: ['AllowAnonymous', 'RedirectToLoginPage', 'Return401', 'Return403'],
            },
            redirectToProvider: 's',
            excludedPaths: texts,
          }),
          httpSettings: one({ requireHttps: 'b' }),
          identityProviders: one({
            azureActiveDirectory: one({
              enabled: 'b',
              registration: { p: { clientId: [1, 's'], openIdIssuer: [1, 's'] } },
              validation: one({
                allowedAudiences: texts,
                defaultAuthorizationPolicy: one({
                  allowedPrincipals: one({ groups: texts, identities: texts }),
                }),
              }),
            }),
          }),
          login: one({ tokenStore: one({ enabled: 'b' }) }),
        }),
      ],
    },
  },
};
