/** What a person decided of an incident, and why. Written by HTTP only, read by the pipeline only. */
export interface Decision {
  readonly kind: 'acknowledge' | 'mute' | 'pardon';
  /** The incident it was made on. */
  readonly incident: string;
  /** Who decided, as the sign-in of Azure names them, or `key` where only the function key is known. */
  readonly by: string;
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** When it ends: a mute after 30 days at most, a pardon after 14; an acknowledgement stands as long as its incident. */
  readonly until: number | undefined;
  /** Of a mute: two of detector, subject and value (the finding's key), so that none can hide everything. */
  readonly mutes: Muted | undefined;
}

export interface Muted {
  readonly detector: string | undefined;
  /** `kind|id`, as `keyOf` writes it. */
  readonly subject: string | undefined;
  /** The key of a finding: what was seen. */
  readonly value: string | undefined;
}

/** The longest a mute and a pardon may last, in days; design.md §3 law 3, §7. */
export const LONGEST_MUTE_DAYS = 30;
export const PARDON_DAYS = 14;
