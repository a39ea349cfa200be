/** Which flow stands behind the webhook: the stock template takes any JSON, the strict one has a schema at its door. */
export type Flow = 'stock' | 'strict';

type JsonType = 'Object' | 'Array' | 'String' | 'Number' | 'Boolean' | 'Null';

/** As much of JSON Schema as the triggers of flows use. */
interface Schema {
  readonly types?: readonly JsonType[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/**
 * What each trigger asks of a body. `contentUrl` must be there, if only as null.
 * Source: learn.microsoft.com/connectors/teams (AdaptiveCardItemSchema), grafana#99477.
 */
const TRIGGERS: Readonly<Record<Flow, Schema>> = {
  stock: {},
  strict: {
    types: ['Object'],
    properties: {
      type: { types: ['String'] },
      attachments: {
        types: ['Array'],
        items: {
          types: ['Object'],
          required: ['contentType', 'contentUrl', 'content'],
          properties: {
            contentType: { types: ['String'] },
            contentUrl: { types: ['String', 'Null'] },
            content: { types: ['Object'] },
          },
        },
      },
    },
  },
};

/** Why a trigger refuses a body, in the words of its validator; none where it takes it. */
export function mismatchesOf(flow: Flow, body: unknown): readonly string[] {
  return mismatches(TRIGGERS[flow], body);
}

function mismatches(schema: Schema, value: unknown): readonly string[] {
  const type = typeOf(value);
  if (schema.types?.includes(type) === false)
    return [`Invalid type. Expected ${schema.types.join(', ')} but got ${type}.`];
  if (Array.isArray(value)) return value.flatMap((item) => mismatches(schema.items ?? {}, item));
  if (!isRecord(value)) return [];
  const missing = (schema.required ?? []).filter((name) => value[name] === undefined);
  return [
    ...(missing.length > 0 ? [`Required properties are missing from object: ${missing.join(', ')}.`] : []),
    ...Object.entries(schema.properties ?? {})
      .filter(([name]) => value[name] !== undefined)
      .flatMap(([name, part]) => mismatches(part, value[name])),
  ];
}

/** What a value is, as the validator and the engine of flows call it. */
export function typeOf(value: unknown): JsonType {
  if (value === null || value === undefined) return 'Null';
  if (Array.isArray(value)) return 'Array';
  if (typeof value === 'object') return 'Object';
  if (typeof value === 'string') return 'String';
  return typeof value === 'number' ? 'Number' : 'Boolean';
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeOf(value) === 'Object';
}
