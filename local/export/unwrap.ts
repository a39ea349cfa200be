import { isObject, type JsonObject, type Sink } from './raw.ts';

/** Keys that a record has and an envelope around records has not, in lower case. */
const RECORD_KEYS = new Set([
  'activitydatetime',
  'createddatetime',
  'creationdate',
  'creationtime',
  'id',
  'received',
  'receiveddatetime',
  'recordid',
  'time',
  'timegenerated',
  'timestamp',
]);

/** Lists within lists, as tools make them that gather pages; deeper ones hold no records. */
const MAX_LISTS = 8;

/** Whether an object with a list of objects in `value` or `records` is an envelope, judged by its other keys. */
export function isEnvelope(outer: JsonObject): boolean {
  return !Object.keys(outer).some((key) => RECORD_KEYS.has(key.toLowerCase()));
}

/** The records in an envelope: `value` of a Graph page, `records` of Azure Monitor and Event Hubs; undefined for a record. */
function listIn(outer: JsonObject): readonly unknown[] | undefined {
  const list = Array.isArray(outer['value']) ? outer['value'] : outer['records'];
  return Array.isArray(list) && list.every(isObject) && isEnvelope(outer) ? list : undefined;
}

/** Hands on every record in a parsed value: an object, an array of them, or an envelope around them. */
export function deliver(value: unknown, line: number, sink: Sink, lists = 0): void {
  if (isObject(value)) {
    const list = listIn(value);
    if (list === undefined) sink.record(value, line);
    else for (const item of list) deliver(item, line, sink, lists + 1);
  } else if (Array.isArray(value) && lists < MAX_LISTS) {
    for (const item of value) deliver(item, line, sink, lists + 1);
  } else {
    sink.aside(line, 'not a record: a JSON object was expected here');
  }
}
