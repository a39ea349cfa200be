import type { Api } from '../../platform/api.ts';
import { pages, type Limits } from '../../platform/pages.ts';
import { Failure } from '../../platform/problem.ts';

/** What a list of Conditional Access came to. */
export interface Rows {
  readonly rows: readonly unknown[];
  /** Read to its end; otherwise pages or time ran out. */
  readonly isWhole: boolean;
}

/**
 * Reads a list of Conditional Access. Without Entra ID P1 there is none of it, and so nothing in the list: Microsoft answers with an
 * empty one, or refuses for want of a licence. Throws `Failure` for every other refusal.
 */
export async function conditionalAccessRows(
  get: Api['get'],
  list: 'policies' | 'namedLocations',
  limits: Limits,
): Promise<Rows> {
  const rows: unknown[] = [];
  let next: string | undefined;
  try {
    for await (const page of pages(get, `/v1.0/identity/conditionalAccess/${list}`, limits)) {
      rows.push(...page.records);
      next = page.next;
    }
  } catch (error) {
    if (!isUnlicensed(error)) throw error;
  }
  return { rows, isWhole: next === undefined };
}

function isUnlicensed(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  const { kind, status, message } = error.problem;
  return kind === 'licence-missing' || (status === 403 && /licen[sc]e/i.test(message));
}
