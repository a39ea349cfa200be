import type { AuditEvent } from '../../model/events.ts';
import { namesIn, personOf } from '../../model/identity.ts';
import { activityOf, eventOfChange, type Target } from '../directory-change.ts';
import { addressOf, namesOfTarget } from './actor.ts';
import type { UnifiedRecord } from './schema.ts';

const NAME = 1;
const UPN = 5;

/** A directory change as the unified audit log has it (record type 8): here ResultStatus counts. */
export function directoryEvent(
  given: UnifiedRecord,
  operation: string,
  common: Pick<AuditEvent, 'id' | 'at' | 'source' | 'actor'>,
): AuditEvent | undefined {
  const { actor, ...rest } = common;
  return eventOfChange({
    common: { ...rest, ip: addressOf(given), place: undefined },
    activity: activityOf(operation),
    succeeded: !/^fail/i.test(given.ResultStatus ?? ''),
    reason: undefined,
    actor,
    targets: targetsOf(given),
    modified: new Map(
      (given.ModifiedProperties ?? []).map(({ Name, OldValue, NewValue }) => [
        (Name ?? '').toLowerCase(),
        { before: OldValue ?? '', after: NewValue ?? '' },
      ]),
    ),
    details: detailsOf(given),
  });
}

/** The unified audit log lists the names of its one target; what it is stands among them as a word. */
function targetsOf(given: UnifiedRecord): readonly Target[] {
  const list = given.Target ?? [];
  const displayName = list.find(({ Type }) => Type === NAME)?.ID ?? undefined;
  if (list.some(({ ID }) => ID === 'ServicePrincipal' || ID === 'Application')) {
    const marked = list.find(({ ID }) => /^(ServicePrincipal|Application)_/.test(ID ?? ''))?.ID ?? '';
    const id = marked.slice(marked.indexOf('_') + 1).toLowerCase();
    const subject = id === '' ? undefined : ({ kind: 'app', id, name: displayName ?? id } as const);
    return [{ type: 'app', subject, displayName, userPrincipalName: undefined }];
  }
  return [userTarget(given, displayName)];
}

function userTarget(given: UnifiedRecord, displayName: string | undefined): Target {
  const upn = (given.Target ?? []).find(({ Type }) => Type === UPN)?.ID ?? given.ObjectId ?? undefined;
  const names = namesOfTarget(given);
  const person = personOf(names.length > 0 ? names : namesIn([upn]));
  const subject =
    person !== undefined && upn?.toLowerCase() === person.id ? { ...person, name: upn } : person;
  return { type: 'user', subject, displayName, userPrincipalName: upn };
}

/** `additionalDetails` is JSON inside a property. */
function detailsOf(given: UnifiedRecord): ReadonlyMap<string, string> {
  const text = (given.ExtendedProperties ?? []).find(({ Name }) => Name === 'additionalDetails')?.Value;
  if (typeof text !== 'string' || text === '') return new Map();
  try {
    const details: unknown = JSON.parse(text);
    if (typeof details !== 'object' || details === null) return new Map();
    return new Map(Object.entries(details).map(([key, value]) => [key.toLowerCase(), String(value)]));
  } catch (error) {
    if (error instanceof SyntaxError) return new Map(); // the log cut it off: the record tells enough without
    throw error;
  }
}
