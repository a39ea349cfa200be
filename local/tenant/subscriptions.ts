/** What one may subscribe to. */
const CONTENT_TYPES = [
  'Audit.AzureActiveDirectory',
  'Audit.Exchange',
  'Audit.SharePoint',
  'Audit.General',
  'DLP.All',
] as const;

export type ContentType = (typeof CONTENT_TYPES)[number];

interface Span {
  readonly from: number;
  until: number;
}

/** What is subscribed to, and since when. */
export interface Subscriptions {
  /** False: it was on already. */
  readonly start: (type: ContentType, at: number) => boolean;
  /** What comes between a stop and the next start is lost. */
  readonly stop: (type: ContentType, at: number) => void;
  readonly isOn: (type: ContentType) => boolean;
  readonly wereOn: (type: ContentType, at: number) => boolean;
  readonly all: () => readonly { contentType: ContentType; status: 'enabled' | 'disabled' }[];
}

/** Makes a tenant's subscriptions, none at first. */
export function openSubscriptions(): Subscriptions {
  const spans = new Map<ContentType, Span[]>();
  const last = (type: ContentType): Span | undefined => spans.get(type)?.at(-1);
  const isOn = (type: ContentType): boolean => last(type)?.until === Number.POSITIVE_INFINITY;

  return {
    start(type, from) {
      if (isOn(type)) return false;
      spans.set(type, [...(spans.get(type) ?? []), { from, until: Number.POSITIVE_INFINITY }]);
      return true;
    },
    stop(type, at) {
      const span = last(type);
      if (span !== undefined) span.until = Math.min(span.until, at);
    },
    isOn,
    wereOn: (type, at) => spans.get(type)?.some(({ from, until }) => at >= from && at < until) === true,
    all: () =>
      [...spans.keys()].map((contentType) => ({
        contentType,
        status: isOn(contentType) ? 'enabled' : 'disabled',
      })),
  };
}

/** Whether a word names something one may subscribe to. */
export function isContentType(word: string): word is ContentType {
  return CONTENT_TYPES.some((type) => type === word);
}
