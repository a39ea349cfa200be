import type { JsonObject, Sink } from './raw.ts';
import { camel, column, isoTime, present, type Columns, type RowReader, type Shape } from './row.ts';

type Row = readonly string[];
type Field = (row: Row) => string | undefined;

/** The numbers n for which there is a column `<before>n<after>`, in order. */
function numbers(columns: Columns, before: string, after: string): readonly number[] {
  return [...columns.keys()]
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .map((name) => name.slice(before.length, name.length - after.length))
    .filter((middle) => /^\d+$/.test(middle))
    .map(Number)
    .toSorted((a, b) => a - b);
}

function actorReader(columns: Columns): (row: Row) => JsonObject | undefined {
  const field = (name: string): Field => column(columns, name);
  const [type, name, id] = [field('actortype'), field('actordisplayname'), field('actorobjectid')];
  const [upn, address] = [field('actoruserprincipalname'), field('ipaddress')];
  const [tenantId, tenantName] = [field('actorhometenantid'), field('actorhometenantname')];
  const [principalId, principalName] = [field('actorserviceprincipalid'), field('actorserviceprincipalname')];
  return (row) => {
    if (/^(?:app|service)/i.test(type(row) ?? '')) {
      const app = present({
        displayName: name(row),
        servicePrincipalId: principalId(row) ?? id(row),
        servicePrincipalName: principalName(row),
      });
      return present({ app });
    }
    const user = present({
      id: id(row),
      displayName: name(row),
      userPrincipalName: upn(row),
      ipAddress: address(row),
      homeTenantId: tenantId(row),
      homeTenantName: tenantName(row),
    });
    return present({ user });
  };
}

function targetReader(columns: Columns, target: number): (row: Row) => JsonObject | undefined {
  const field = (name: string): Field => column(columns, `target${target}${name}`);
  const [type, name, id] = [field('type'), field('displayname'), field('objectid')];
  const upn = field('userprincipalname');
  const properties = numbers(columns, `target${target}modifiedproperty`, 'name').map((property) => ({
    displayName: field(`modifiedproperty${property}name`),
    oldValue: field(`modifiedproperty${property}oldvalue`),
    newValue: field(`modifiedproperty${property}newvalue`),
  }));
  return (row) => {
    const own = present({
      id: id(row),
      displayName: name(row),
      type: type(row),
      userPrincipalName: upn(row),
    });
    const modifiedProperties = properties
      .map((property) => ({
        displayName: property.displayName(row),
        oldValue: property.oldValue(row) ?? null,
        newValue: property.newValue(row) ?? null,
      }))
      .filter(({ displayName }) => displayName !== undefined);
    return own === undefined && modifiedProperties.length === 0 ? undefined : { ...own, modifiedProperties };
  };
}

function detailReader(columns: Columns): (row: Row) => readonly JsonObject[] {
  const details = numbers(columns, 'additionaldetail', 'key').map((detail) => ({
    key: column(columns, `additionaldetail${detail}key`),
    value: column(columns, `additionaldetail${detail}value`),
  }));
  const agent = column(columns, 'user agent', 'useragent');
  return (row) => {
    const found = details
      .map(({ key, value }) => ({ key: key(row), value: value(row) ?? null }))
      .filter(({ key }) => key !== undefined);
    // Graph has the user agent among the additional details; newer downloads have it in a column.
    const missing = agent(row) !== undefined && !found.some(({ key }) => key === 'User-Agent');
    return missing ? [...found, { key: 'User-Agent', value: agent(row) }] : found;
  };
}

function bind(columns: Columns): RowReader {
  const field = (name: string): Field => column(columns, name);
  const [at, correlation, service] = [field('date (utc)'), field('correlationid'), field('service')];
  const [category, activity] = [field('category'), field('activity')];
  const [result, reason] = [field('result'), field('resultreason')];
  const actor = actorReader(columns);
  const targets = numbers(columns, 'target', 'type').map((target) => targetReader(columns, target));
  const details = detailReader(columns);

  function take(row: Row, line: number, sink: Sink): void {
    const own = present({
      activityDateTime: isoTime(at(row)),
      correlationId: correlation(row),
      loggedByService: service(row),
      category: category(row),
      activityDisplayName: activity(row),
      result: camel(result(row)),
      resultReason: reason(row),
      initiatedBy: actor(row),
    });
    const targetResources = targets.map((target) => target(row)).filter((target) => target !== undefined);
    sink.record({ ...own, targetResources, additionalDetails: details(row) }, line);
  }

  // This export has no id of its own; the correlation id is shared by all records of one action.
  return { take, idOf: () => undefined };
}

/**
 * Directory changes as the Entra portal downloads them in CSV, in the shape of a Graph directoryAudit without `id`, which the export lacks.
 * Source of the columns: Entra ID > Monitoring > Audit logs > Download, as published by several open-source readers of it.
 */
export const portalAudits: Shape = {
  what: 'Entra audit log',
  needs: ['date (utc)', 'activity', 'actortype'],
  bind,
};
