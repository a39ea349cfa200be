import { isVisible, type Row } from './records.ts';
import { openSubscriptions, type ContentType, type Subscriptions } from './subscriptions.ts';

/** Some records that became readable together. Once made, it does not change. */
export interface Blob {
  readonly contentId: string;
  readonly contentType: ContentType;
  readonly created: number;
  readonly order: number;
  readonly rows: readonly Row[];
}

/** The content of the Management Activity API, and what of it is subscribed to. */
export interface Feed {
  readonly add: (rows: readonly Row[]) => void;
  readonly subscriptions: Subscriptions;
  /** Blobs made from `from` to before `to` while the subscription was on, as they can be seen at a time. */
  readonly list: (type: ContentType, from: number, to: number, at: number) => readonly Blob[];
  readonly blob: (contentId: string) => Blob | undefined;
  readonly blobs: () => number;
}

const MOST_IN_A_BLOB = 50;

/** Makes an empty feed. */
export function openFeed(): Feed {
  const blobs: Blob[] = [];
  const byId = new Map<string, Blob>();
  const subscriptions = openSubscriptions();

  function add(rows: readonly Row[]): void {
    const groups = new Map<string, Row[]>();
    for (const row of rows) {
      const group = `${contentTypeOf(row)} ${row.visibleAt}`;
      const same = groups.get(group);
      if (same === undefined) groups.set(group, [row]);
      else same.push(row);
    }
    for (const group of groups.values()) {
      for (let at = 0; at < group.length; at += MOST_IN_A_BLOB) keep(group.slice(at, at + MOST_IN_A_BLOB));
    }
  }

  function keep(rows: readonly Row[]): void {
    const [first] = rows;
    if (first === undefined) return;
    const contentType = contentTypeOf(first);
    const created = first.visibleAt;
    const contentId = idOf(contentType, created, blobs.length);
    const blob = { contentId, contentType, created, order: blobs.length, rows };
    blobs.push(blob);
    byId.set(contentId, blob);
  }

  function list(type: ContentType, from: number, to: number, at: number): readonly Blob[] {
    return blobs
      .filter(({ contentType, created, rows }) => {
        if (contentType !== type || created < from || created >= to || created > at) return false;
        return subscriptions.wereOn(type, created) && rows.some((row) => isVisible(row, at));
      })
      .toSorted((a, b) => a.created - b.created || a.order - b.order);
  }

  return { add, subscriptions, list, blob: (contentId) => byId.get(contentId), blobs: () => blobs.length };
}

function contentTypeOf({ record }: Row): ContentType {
  switch (record['Workload']) {
    case 'AzureActiveDirectory':
      return 'Audit.AzureActiveDirectory';
    case 'Exchange':
      return 'Audit.Exchange';
    case 'SharePoint':
    case 'OneDrive':
      return 'Audit.SharePoint';
    default:
      return 'Audit.General';
  }
}

function idOf(type: ContentType, created: number, number: number): string {
  const stamp = new Date(created).toISOString().replaceAll(/\D/g, '');
  const name = type.replace('.', '_');
  return `${stamp}${String(number).padStart(6, '0')}$${stamp}$${name.toLowerCase()}$${name}$pretend0001`;
}
