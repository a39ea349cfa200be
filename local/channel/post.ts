/** A card as it was sent. */
export type Card = Readonly<Record<string, unknown>>;

/** What a run of the flow brings into the channel: a card with its size as Teams counts it, or its own failure, of which its caller learns nothing. */
export type Outcome =
  | { readonly kind: 'card'; readonly card: Card; readonly bytes: number }
  | { readonly kind: 'failed-run'; readonly action: string; readonly why: string };

/** What stands in the channel. */
export type Post = Outcome & {
  /** From 1. */
  readonly number: number;
  readonly at: Date;
};
