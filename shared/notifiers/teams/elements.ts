declare const harmless: unique symbol;
declare const own: unique symbol;

/** A text of a log, after the sanitiser. Only a TextRun, and the fallback text, may hold one. */
export type Harmless = string & { readonly [harmless]: true };

/** Words of Vigil's own, which stand in its source as they are. Only these may stand where Markdown is read, or become an attribute. */
export type Own = string & { readonly [own]: true };

/** Marks words as Vigil's own. The compiler takes nothing but literals: a text that was put together is none. */
export function ownWords<S extends string>(words: object extends Record<S, 1> ? never : S): Own {
  return words as string as Own;
}

const INCIDENT_ID = /^INC-[A-Z\d]{6}$/;

/** Words with the id of an incident; undefined where that is no id of ours. */
export function withIncidentId(words: Own, id: string): Own | undefined {
  return INCIDENT_ID.test(id) ? (`${words} ${id}` as Own) : undefined;
}

/** Opens an address in a browser. Made by links.ts alone, which knows where one may lead. */
export interface OpenUrl {
  readonly type: 'Action.OpenUrl';
  readonly title: Own;
  readonly url: string;
}

interface TextRun {
  readonly type: 'TextRun';
  readonly text: Harmless | Own;
  readonly size?: 'Small' | 'Medium' | 'Large';
  readonly weight?: 'Bolder';
  readonly isSubtle?: true;
  readonly fontType?: 'Monospace';
  readonly selectAction?: OpenUrl;
}

export interface RichTextBlock {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
  readonly spacing?: Spacing;
}

/** Teams reads Markdown in it. */
export interface TextBlock {
  readonly type: 'TextBlock';
  readonly text: Own;
  readonly wrap: true;
  readonly style?: 'heading';
  readonly size?: 'Medium' | 'Large';
  readonly weight?: 'Bolder';
}

export interface Column {
  readonly type: 'Column';
  readonly width: 'auto' | 'stretch' | `${number}px`;
  readonly items: readonly Element[];
}

export interface ColumnSet {
  readonly type: 'ColumnSet';
  readonly columns: readonly Column[];
  readonly spacing?: Spacing;
}

export interface Container {
  readonly type: 'Container';
  readonly items: readonly Element[];
  readonly style?: 'emphasis' | 'accent' | 'good' | 'warning' | 'attention';
  readonly spacing?: Spacing;
  readonly separator?: true;
}

type Spacing = 'None' | 'Small' | 'Medium' | 'Large';

export type Element = TextBlock | RichTextBlock | ColumnSet | Container;

/** As much of Adaptive Cards 1.4 as Vigil uses: no image, no null, nothing that phones stumble over. Source: facts/teams-and-azure.md A.7. */
export interface Card {
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly type: 'AdaptiveCard';
  readonly version: '1.4';
  readonly lang: 'en';
  /** What a screen reader says first. It becomes an attribute, so that no text of a log may stand in it. */
  readonly speak: Own;
  /** Shown where the version is too new for the client. */
  readonly fallbackText: Harmless;
  readonly msteams: { readonly width: 'Full' };
  readonly body: readonly Element[];
  readonly actions?: readonly OpenUrl[];
}

/** How a run looks. */
export type RunStyle = Omit<TextRun, 'type' | 'text'>;

/** A paragraph of one style. */
export function paragraph(text: Harmless | Own, style: RunStyle = {}, spacing?: Spacing): RichTextBlock {
  return {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text, ...style }],
    ...(spacing === undefined ? {} : { spacing }),
  };
}

/** A heading in words of Vigil's own. */
export function heading(text: Own, size: 'Medium' | 'Large' = 'Medium'): TextBlock {
  return { type: 'TextBlock', text, wrap: true, style: 'heading', size, weight: 'Bolder' };
}

/** Two texts beside each other: a short one of a fixed width and what belongs to it. */
export function beside(
  width: Column['width'],
  left: readonly Element[],
  right: readonly Element[],
): ColumnSet {
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [
      { type: 'Column', width, items: left },
      { type: 'Column', width: 'stretch', items: right },
    ],
  };
}

export const SUBTLE: RunStyle = { isSubtle: true, size: 'Small' };
